"""What the page of one question says besides its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Instrument,
    Question,
    questions,
    say,
)
from regiowerk.listen.questionnaires.queries.editor.conditions import clauses_in_words, picked
from regiowerk.listen.questionnaires.queries.editor.faults import FaultInWords, faults_in_words
from regiowerk.listen.questionnaires.queries.editor.words import KINDS, label_of


@dataclass(frozen=True, slots=True)
class About:
    """What the page of a question says besides its form."""

    path: str
    name: str
    label: str
    kind: str
    has_choices: bool
    choices: tuple[str, ...]
    condition: str
    clauses: tuple[str, ...]
    join: str
    disabled: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str], ...]
    faults: tuple[FaultInWords, ...]


def about_question(instrument: Instrument, path: str) -> About:
    """Condition, answers to choose from, and rules that can only be written in a workbook."""
    question = questions(instrument)[path].item
    assert isinstance(question, Question)  # noqa: S101 -- questions() gives nothing else
    condition = picked(instrument, question.relevant)
    choices = instrument.choice_lists.get(question.choice_list, ())
    language = instrument.default_language
    return About(
        path=path.lstrip("/"),
        name=question.name,
        label=label_of(instrument, question),
        kind=str(KINDS[question.kind]),
        has_choices=question.kind in CHOOSING and question.choice_list in instrument.choice_lists,
        choices=tuple(say(choice.label, "", language) or choice.code for choice in choices),
        condition=question.relevant,
        clauses=tuple(clauses_in_words(instrument, condition)),
        join=condition.join if condition else "",
        disabled=tuple(sorted(question.disabled.items())),
        rules=tuple(_rules_in_words(question)),
        faults=tuple(f for f in faults_in_words(instrument) if f.path == path),
    )


def _rules_in_words(question: Question) -> Iterator[tuple[str, str]]:
    """Rules that this editor shows and keeps."""
    if question.constraint:
        yield _("The answer has to fulfil"), question.constraint
    if question.calculation:
        yield _("Calculated as"), question.calculation
    if question.choice_filter:
        yield _("Answers are offered if"), question.choice_filter
    if question.default:
        yield _("At first there is"), question.default


def others_with_list(instrument: Instrument, path: str) -> tuple[str, ...]:
    """The labels of the other questions that offer the same list."""
    found = questions(instrument)
    own = found[path].item
    return tuple(
        label_of(instrument, placed.item)
        for other, placed in found.items()
        if other != path
        and isinstance(placed.item, Question)
        and isinstance(own, Question)
        and placed.item.choice_list == own.choice_list
    )


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    code: str
    label: str
    is_first: bool
    is_last: bool


def choice_lines(instrument: Instrument, name: str) -> tuple[ChoiceLine, ...]:
    """The choices of a list in their order."""
    choices = instrument.choice_lists.get(name, ())
    language = instrument.default_language
    return tuple(
        ChoiceLine(
            choice.code,
            say(choice.label, "", language) or choice.code,
            is_first=number == 0,
            is_last=number == len(choices) - 1,
        )
        for number, choice in enumerate(choices)
    )
