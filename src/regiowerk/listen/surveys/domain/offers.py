"""An answer on its way into the store, and what may be stored at all.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.listen.questionnaires.domain.answers import Field, Value, from_json, to_json
from regiowerk.listen.questionnaires.domain.instrument import Question
from regiowerk.listen.questionnaires.domain.logic import Problem, Sheet
from regiowerk.listen.surveys.domain.progress import Layout
from regiowerk.listen.surveys.domain.refusals import Refusal

if TYPE_CHECKING:
    from uuid import UUID

MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer somebody gives: where, what, which revision they saw, and the operation's id."""

    field: Field
    value: Value
    base: int | None
    operation: UUID | str


def stored(value: Value) -> str:
    """The form of an answer in the table; "" stands for none."""
    return "" if value is None else canonical(to_json(value)).decode()


def why_not_here(field: Field, layout: Layout, sheet: Sheet) -> Refusal | None:
    """Why a field takes no answer: this version does not ask it, or its row is gone."""
    question = layout.questions.get(field.path)
    if question is None or not question.is_answerable or question.is_read_only:
        return Refusal.UNKNOWN_FIELD
    repeats = layout.repeats_of[field.path]
    if len(repeats) != len(field.rows):
        return Refusal.UNKNOWN_FIELD
    for depth, (repeat, row) in enumerate(zip(repeats, field.rows, strict=True)):
        if row not in sheet.rows_of(Field(repeat, field.rows[:depth])):
            return Refusal.ROW_REMOVED
    return None


def why_not_this(question: Question, value: Value) -> Refusal | None:
    """Why something cannot be stored: too long, no text at all, or no value of this kind."""
    if value is None:
        return None
    texts = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
    if any(len(text) > MOST_CHARACTERS for text in texts):
        return Refusal.TOO_LONG
    if any(not is_storable(text) for text in texts):
        return Refusal.UNREADABLE
    if not _is_of_human_size(value):
        return Refusal.NOT_POSSIBLE
    try:
        again = from_json(question.kind, to_json(value))
    except ValueError:
        return Refusal.NOT_POSSIBLE
    return None if again == value and type(again) is type(value) else Refusal.NOT_POSSIBLE


def _is_of_human_size(value: Value) -> bool:
    """Numbers people count with; 1E+999999 would be a megabyte of digits."""
    match value:
        case Decimal():
            return value.is_finite() and abs(value.adjusted()) < 30
        case int():
            return abs(value) < 10**18
    return True


def is_storable(text: str) -> bool:
    """Whether every database takes a text: no zero bytes, no halves of letters."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


# What the evaluator finds that is not even stored; all else is stored and marked.
REFUSED = {Problem.NOT_OFFERED: Refusal.NOT_OFFERED, Problem.NOT_POSSIBLE: Refusal.NOT_POSSIBLE}
