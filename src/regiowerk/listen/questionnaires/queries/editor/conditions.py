"""Conditions in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from regiowerk.listen.questionnaires.domain.editing.conditions import (
    VALUELESS,
    Clause,
    Condition,
    can_be_picked,
    condition_of,
)
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Kind,
    Question,
    questions,
    say,
)
from regiowerk.listen.questionnaires.queries.editor.words import (
    OPERATORS,
    kinds_of,
    one_line,
    question_named,
    value_in_words,
)


def askable(instrument: Instrument, path: str) -> tuple[tuple[str, str], ...]:
    """Name and label of all questions a condition at a path may ask, in the author's order."""
    asked = []
    for other, placed in questions(instrument).items():
        question = placed.item
        if isinstance(question, Question) and other != path and question.kind is not Kind.NOTE:
            label = one_line(say(question.label, "", instrument.default_language))
            asked.append((question.name, label or question.name))
    return tuple(asked)


def picked(instrument: Instrument, expression: str) -> Condition | None:
    """The clauses of a condition; None when it was written in a way that cannot be picked."""
    condition = condition_of(expression)
    is_pickable = condition is not None and can_be_picked(condition, kinds_of(instrument))
    return condition if is_pickable else None


def clause_in_words(instrument: Instrument, clause: Clause) -> str:
    """ "Posts" is more than 3."""
    question = question_named(instrument, clause.question)
    language = instrument.default_language
    label = one_line(say(question.label, "", language)) if question else ""
    words = {"question": label or clause.question, "operator": str(OPERATORS[clause.operator])}
    if clause.operator in VALUELESS:
        return _("“%(question)s” %(operator)s") % words
    value = value_in_words(instrument, question, clause.value)
    return _("“%(question)s” %(operator)s “%(value)s”") % {**words, "value": value}


def clauses_in_words(instrument: Instrument, condition: Condition | None) -> list[str]:
    """Each clause as a sentence."""
    if condition is None:
        return []
    return [clause_in_words(instrument, clause) for clause in condition.clauses]
