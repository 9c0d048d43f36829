"""Conditions in words, for paper: "Only if question 7 is “yes”."."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from regiowerk.listen.questionnaires.domain.editing.conditions import (
    Clause,
    Join,
    Operator,
    condition_of,
)
from regiowerk.listen.questionnaires.domain.inputs import day_text
from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Instrument,
    Kind,
    Question,
    say,
    walk,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What is needed to say a condition: the numbers on paper, and the labels of choices."""

    instrument: Instrument
    language: str
    numbers: Mapping[str, str]  # path -> number
    asked: Mapping[str, tuple[str, Question]]  # name -> path and question

    def condition(self, expression: str) -> str:
        """When something is to be answered; "" for what is always asked."""
        if not expression.strip():
            return ""
        found = condition_of(expression)
        clauses = found.clauses if found else ()
        said = [self._clause(clause) for clause in clauses]
        if found is None or not all(said):
            return _("Only if it applies to you by your earlier answers.")
        joint = _(" and ") if found.join is Join.AND else _(" or ")
        return _("Only if %(condition)s.") % {"condition": joint.join(said)}

    def _clause(self, clause: Clause) -> str:
        path, question = self.asked.get(clause.question, ("", None))
        if question is None or path not in self.numbers:
            return ""
        words = {"number": self.numbers[path], "value": self._value(question, clause.value)}
        return _sentences()[clause.operator] % words

    def _value(self, question: Question, value: str) -> str:
        if question.kind in CHOOSING:
            for choice in self.instrument.choice_lists.get(question.choice_list, ()):
                if choice.code == value:
                    label = say(choice.label, self.language, self.instrument.default_language)
                    return label or value
        if question.kind is Kind.DATE:
            return day_text(date.fromisoformat(value), self.language)
        return value.replace(".", ",") if self.language == "de" else value


def wording_of(instrument: Instrument, numbers: Mapping[str, str], language: str) -> Wording:
    asked = {
        placed.item.name: (placed.path, placed.item)
        for placed in walk(instrument)
        if isinstance(placed.item, Question)
    }
    return Wording(instrument, language, numbers, asked)


def _sentences() -> Mapping[Operator, str]:
    return {
        Operator.IS: _("question %(number)s is “%(value)s”"),
        Operator.IS_NOT: _("question %(number)s is not “%(value)s”"),
        Operator.CHOSEN: _("“%(value)s” is ticked in question %(number)s"),
        Operator.NOT_CHOSEN: _("“%(value)s” is not ticked in question %(number)s"),
        Operator.MORE: _("question %(number)s is more than %(value)s"),
        Operator.AT_LEAST: _("question %(number)s is at least %(value)s"),
        Operator.LESS: _("question %(number)s is less than %(value)s"),
        Operator.AT_MOST: _("question %(number)s is at most %(value)s"),
        Operator.ANSWERED: _("question %(number)s is answered"),
        Operator.UNANSWERED: _("question %(number)s is not answered"),
    }
