"""A question with two answers as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from regiowerk.listen.questionnaires.domain.instrument import Kind
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.domain.field_names import field_at
from regiowerk.listen.surveys.models import Conflict
from regiowerk.listen.surveys.queries.answers import value_in
from regiowerk.listen.surveys.queries.filling import Filling, conflicts_in
from regiowerk.listen.surveys.queries.words import question_in_words, stored_in_words


@dataclass(frozen=True, slots=True)
class Side:
    """One of two answers: in words, by whom and when."""

    words: str
    author: str
    unit: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with two answers, and how it can be settled."""

    conflict: Conflict
    label: str
    section: str
    standing: Side
    offered: Side
    base: int
    joined: str  # both texts, where they are texts; else empty
    operation: str
    settle: str
    keep: str

    @property
    def is_open(self) -> bool:
        return self.conflict.state == Conflict.State.OPEN


def choices_of(answering: Answering, filling: Filling) -> list[Choice]:
    """The questions with two answers that are open to whoever looks."""
    found = conflicts_in(answering.participation, filling.layout, answering.scope)
    return [choice_of(answering, filling, conflict) for conflict in found]


def choice_of(answering: Answering, filling: Filling, conflict: Conflict) -> Choice:
    question = filling.layout.questions[conflict.path]
    words = (question, filling.instrument, filling.participation.language)
    present = filling.standings[field_at(conflict.path, conflict.rows)]
    late = conflict.offered
    both = [present.value, late.value]
    texts = [value_in(filling.layout, conflict.path, one) for one in both]
    can_join = question.kind is Kind.TEXT and all(texts)
    return Choice(
        conflict=conflict,
        label=question_in_words(*words),
        section=answering.address("section", filling.layout.section_of[conflict.path]),
        standing=Side(
            stored_in_words(present.value, *words),
            present.author,
            present.unit,
            present.answered_at,
        ),
        offered=Side(stored_in_words(late.value, *words), late.author, late.unit, late.answered_at),
        base=present.revision_id,
        joined="\n".join(str(text) for text in texts) if can_join else "",
        operation=uuid4().hex,
        settle=answering.address("settle_conflict", conflict.pk),
        keep=answering.address("keep_both", conflict.pk),
    )
