"""How a sheet is shown, and its answers in words.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field as entry
from decimal import Decimal
from typing import TYPE_CHECKING

from regiowerk.listen.questionnaires.domain.answers import Field, Upload, Value
from regiowerk.listen.questionnaires.domain.inputs import day_text, number_text
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Kind,
    Question,
    Words,
    say,
    walk,
)
from regiowerk.listen.questionnaires.domain.pages.blocks import FieldNote, Option

if TYPE_CHECKING:
    from regiowerk.listen.questionnaires.domain.logic import Problem, Sheet

GROUPED = 10_000  # numbers of four digits are mostly years

type Sentence = Callable[[Problem, Question], str]
type Circle = Callable[[Question], str]


@dataclass(frozen=True, slots=True)
class Showing:
    """How a sheet is shown: the language, what was typed, and what is said about it."""

    sheet: Sheet
    instrument: Instrument
    language: str
    notes: Mapping[Field, FieldNote] = entry(default_factory=dict)
    typed: Mapping[Field, Sequence[str]] = entry(default_factory=dict)
    faults: Mapping[Field, str] = entry(default_factory=dict)  # sentences about what was typed
    places: Sequence[Option] = ()  # municipalities to pick from, grouped by district
    sentence: Sentence | None = None  # for problems the author has no words for
    circle: Circle | None = None  # who will see an answer, in words
    checks: bool = False  # whether it is said what is missing
    only_core: bool = False  # the short path

    @property
    def texts(self) -> Iterator[str]:
        """Everything the author says that may name an answer."""
        for placed in walk(self.instrument):
            yield from placed.item.label.values()
            yield from placed.item.hint.values()

    def say(self, words: Words, at: Field) -> str:
        return self.sheet.say(words, at, self.language) if words else ""

    def message(self, question: Question, at: Field, problem: Problem | None) -> str:
        """What to say about a problem: the author's words, else ours."""
        if problem is None:
            return ""
        own = {"REQUIRED": question.required_message, "CONSTRAINT": question.constraint_message}
        if words := own.get(problem.name):
            return self.say(words, at)
        return str(self.sentence(problem, question)) if self.sentence else ""


def shown(question: Question, value: Value, showing: Showing) -> str:
    """An answer in words."""
    match value:
        case None:
            return ""
        case bool():
            return ""
        case int() | Decimal():
            return number_text(value, showing.language, grouped=abs(Decimal(value)) >= GROUPED)
        case Upload():
            return value.name
        case tuple():
            return ", ".join(_label(question, code, showing) for code in value)
        case str():
            return _label(question, value, showing)
    return day_text(value, showing.language)


def _label(question: Question, code: str, showing: Showing) -> str:
    if question.kind is Kind.GEOPOINT:
        return next((one.label for one in showing.places if one.code == code), code)
    for choice in showing.instrument.choice_lists.get(question.choice_list, ()):
        if choice.code == code:
            return say(choice.label, showing.language, showing.instrument.default_language)
    return code


def asked_of(instrument: Instrument) -> dict[str, Question]:
    """All questions by path, in the author's order."""
    return {
        placed.path: placed.item for placed in walk(instrument) if isinstance(placed.item, Question)
    }
