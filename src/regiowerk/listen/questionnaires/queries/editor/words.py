"""The words of the editor: kinds, operators, circles of readers, labels."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from regiowerk.listen.questionnaires.domain.editing.conditions import Operator
from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Instrument,
    Item,
    Kind,
    Question,
    Visibility,
    questions,
    say,
)

KINDS: Mapping[Kind, Promise] = {
    Kind.TEXT: gettext_lazy("Text"),
    Kind.INTEGER: gettext_lazy("Whole number"),
    Kind.DECIMAL: gettext_lazy("Number"),
    Kind.DATE: gettext_lazy("Day"),
    Kind.SELECT_ONE: gettext_lazy("One of several answers"),
    Kind.SELECT_MULTIPLE: gettext_lazy("Several answers"),
    Kind.RANK: gettext_lazy("Ranking"),
    Kind.RANGE: gettext_lazy("Number on a scale"),
    Kind.NOTE: gettext_lazy("Note without an answer"),
    Kind.CALCULATE: gettext_lazy("Calculation"),
    Kind.ACKNOWLEDGE: gettext_lazy("Confirmation"),
    Kind.FILE: gettext_lazy("File"),
    Kind.GEOPOINT: gettext_lazy("Municipality"),
}
VISIBILITIES: Mapping[Visibility, Promise] = {
    Visibility.PUBLIC: gettext_lazy("everybody"),
    Visibility.REGION: gettext_lazy("all members of the region"),
    Visibility.OFFICE: gettext_lazy("only the project office"),
    Visibility.AGGREGATE: gettext_lazy("nobody alone, only figures of many organisations"),
    Visibility.PERSONAL: gettext_lazy("only the organisation itself"),
}
OPERATORS: Mapping[Operator, Promise] = {
    Operator.IS: gettext_lazy("is"),
    Operator.IS_NOT: gettext_lazy("is not"),
    Operator.CHOSEN: gettext_lazy("contains"),
    Operator.NOT_CHOSEN: gettext_lazy("does not contain"),
    Operator.MORE: gettext_lazy("is more than"),
    Operator.AT_LEAST: gettext_lazy("is at least"),
    Operator.LESS: gettext_lazy("is less than"),
    Operator.AT_MOST: gettext_lazy("is at most"),
    Operator.ANSWERED: gettext_lazy("is answered"),
    Operator.UNANSWERED: gettext_lazy("is not answered"),
}


def label_of(instrument: Instrument, item: Item) -> str:
    """What a question or a heading says, in one line."""
    return one_line(say(item.label, "", instrument.default_language)) or item.name


def one_line(text: str) -> str:
    return " ".join(text.split())


def kinds_of(instrument: Instrument) -> dict[str, Kind]:
    return {
        placed.item.name: placed.item.kind
        for placed in questions(instrument).values()
        if isinstance(placed.item, Question)
    }


def question_named(instrument: Instrument, name: str) -> Question | None:
    """The question of a name."""
    for placed in questions(instrument).values():
        if isinstance(placed.item, Question) and placed.item.name == name:
            return placed.item
    return None


def value_in_words(instrument: Instrument, question: Question | None, value: str) -> str:
    """The label of a choice, any other value as it is."""
    if question is None or question.kind not in CHOOSING:
        return value
    for choice in instrument.choice_lists.get(question.choice_list, ()):
        if choice.code == value:
            return say(choice.label, "", instrument.default_language) or value
    return value
