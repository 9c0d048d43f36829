"""A question with two answers as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from regiowerk.listen.questionnaires.domain.instrument import Kind
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.domain.field_names import field_at
from regiowerk.listen.surveys.models import Conflict
from regiowerk.listen.surveys.queries.answers import value_in
from regiowerk.listen.surveys.queries.filling import Filling, conflicts_in
from regiowerk.listen.surveys.queries.versions import known
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
    return [
        choice_of(
            answering, conflict, _side_of_standing(filling, conflict), _base(filling, conflict)
        )
        for conflict in found
    ]


def late_choice(answering: Answering, conflict: Conflict) -> Choice:
    """A conflict that came up just now: what stood against it is what stands."""
    standing = conflict.standing
    side = Side(standing.value, standing.author, standing.unit, standing.answered_at)
    return choice_of(answering, conflict, side, standing.pk)


def choice_of(answering: Answering, conflict: Conflict, standing: Side, base: int) -> Choice:
    """One question with two answers; the sides come with their stored values."""
    content = known(answering.participation.version)
    question, late = content.layout.questions[conflict.path], conflict.offered
    offered = Side(late.value, late.author, late.unit, late.answered_at)
    words = (question, content.instrument, answering.participation.language)
    texts = [value_in(content.layout, conflict.path, side.words) for side in (standing, offered)]
    can_join = question.kind is Kind.TEXT and all(texts)
    return Choice(
        conflict=conflict,
        label=question_in_words(*words),
        section=answering.address("section", content.layout.section_of[conflict.path]),
        standing=replace(standing, words=stored_in_words(standing.words, *words)),
        offered=replace(offered, words=stored_in_words(offered.words, *words)),
        base=base,
        joined="\n".join(str(text) for text in texts) if can_join else "",
        operation=uuid4().hex,
        settle=answering.address("settle_conflict", conflict.pk),
        keep=answering.address("keep_both", conflict.pk),
    )


def _side_of_standing(filling: Filling, conflict: Conflict) -> Side:
    present = filling.standings[field_at(conflict.path, conflict.rows)]
    return Side(present.value, present.author, present.unit, present.answered_at)


def _base(filling: Filling, conflict: Conflict) -> int:
    return filling.standings[field_at(conflict.path, conflict.rows)].revision_id
