"""The choices of a question as they are offered now, and the limits of a range.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from regiowerk.listen.questionnaires.domain.inputs import number_text, sent
from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Choice,
    Kind,
    Question,
    say,
)
from regiowerk.listen.questionnaires.domain.pages.blocks import Option
from regiowerk.listen.questionnaires.domain.pages.showing import Showing

if TYPE_CHECKING:
    from regiowerk.listen.questionnaires.domain.logic import FieldState

SCALE = 11  # steps of a range that are still shown one by one


def options_of(
    showing: Showing, question: Question, state: FieldState, raw: Sequence[str] | None
) -> tuple[Option, ...]:
    """The choices of a question; those a filter takes away now stay, marked as not offered."""
    chosen = list(raw) if raw is not None else list(sent(question, state.value, showing.language))
    if question.kind is Kind.RANGE:
        return tuple(
            Option(text, text, text in chosen) for text in _steps(question, showing.language)
        )
    if question.kind is Kind.GEOPOINT:
        return tuple(
            Option(one.code, one.label, one.code in chosen, group=one.group)
            for one in showing.places
        )
    if question.kind not in CHOOSING:
        return ()
    offered = set(state.choices)
    places = dict(_place(text) for text in chosen) if question.kind is Kind.RANK else {}
    found = {
        choice.code: _option(showing, choice, chosen, offered, places)
        for choice in showing.instrument.choice_lists.get(question.choice_list, ())
    }
    # "randomize" shuffles what is offered; what is not offered comes behind
    order = {code: place for place, code in enumerate(state.choices)}
    return tuple(sorted(found.values(), key=lambda one: order.get(one.code, len(order))))


def _option(
    showing: Showing,
    choice: Choice,
    chosen: Sequence[str],
    offered: set[str],
    places: Mapping[str, int | None],
) -> Option:
    label = say(choice.label, showing.language, showing.instrument.default_language)
    is_chosen = choice.code in chosen
    is_offered = not offered or choice.code in offered
    return Option(choice.code, label or choice.code, is_chosen, is_offered, places.get(choice.code))


def _place(text: str) -> tuple[str, int | None]:
    place, _is, code = text.partition("=")
    return code, int(place) if place.isascii() and place.isdigit() else None


def _steps(question: Question, language: str) -> list[str]:
    """Every step of a short range; nothing for a long one."""
    start, end, step = (_number(question, key) for key in ("start", "end", "step"))
    if start is None or end is None or step is None or step <= 0 or end < start:
        return []
    count = int((end - start) / step) + 1
    if count > SCALE:
        return []
    return [number_text(start + step * place, language) for place in range(count)]


def limits_of(question: Question, language: str) -> tuple[str, str, str]:
    if question.kind is not Kind.RANGE:
        return "", "", ""
    found = [_number(question, key) for key in ("start", "end", "step")]
    least, most, step = ("" if one is None else number_text(one, language) for one in found)
    return least, most, step


def _number(question: Question, key: str) -> Decimal | None:
    usual = {"start": "1", "end": "10", "step": "1"}[key]
    try:
        number = Decimal(question.parameters.get(key) or usual)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
