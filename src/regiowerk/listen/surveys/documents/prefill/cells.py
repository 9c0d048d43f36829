"""The cells of one question in one row, as the answer that is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from regiowerk.listen.questionnaires.domain.answers import Value
from regiowerk.listen.questionnaires.domain.columns import Column
from regiowerk.listen.questionnaires.domain.inputs import UnreadableAnswerError, read
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Instrument,
    Kind,
    Question,
)
from regiowerk.listen.questionnaires.queries.wording import unreadable_sentence
from regiowerk.listen.surveys.queries.exports import NOT_ASKED

_YES = frozenset({"1", "x", "ja", "yes", "true", "wahr"})
_NO = frozenset({"0", "nein", "no", "false", "falsch"})
_NAMED = 12  # choices in a sentence

type Filled = Sequence[tuple[Column, tuple[Any, str]]]


class Wrong(Exception):  # noqa: N818 - not an error of the program
    """Cells that are no answer; `kind` names the sentence."""

    def __init__(self, kind: str, column: str, **values: str) -> None:
        super().__init__(kind)
        self.kind, self.column, self.values = kind, column, values


def value_from(question: Question, filled: Filled, instrument: Instrument, language: str) -> Value:
    """The answer; None where nothing stands.  Raises Wrong."""
    filled = [(column, cell) for column, cell in filled if text_of(cell[0]) not in {"", NOT_ASKED}]
    if not filled:
        return None
    choices = instrument.choice_lists.get(question.choice_list, ())
    if question.kind is Kind.SELECT_MULTIPLE:
        return _chosen(filled)
    if question.kind is Kind.RANK:
        return _ranked(filled, choices)
    column, (value, _type) = filled[0]
    text = text_of(value)
    if question.kind is Kind.SELECT_ONE:
        return _code(text, choices, column)
    try:
        return read(question, [text], None, None, "en" if _is_number(value) else language)
    except UnreadableAnswerError as problem:
        why = unreadable_sentence(problem.kind, question)
        raise Wrong("unreadable", column.name, text=_short(text), why=why) from problem


def text_of(value: object) -> str:
    """A cell as text: 6 and not 6.0, a day as 2022-01-24, a point before decimals."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float():
            return format(Decimal(repr(value)).normalize(), "f")
        case datetime():
            is_day = value.time() == time()
            return value.date().isoformat() if is_day else value.isoformat(sep=" ")
        case date() | time():
            return value.isoformat()
    return str(value).replace("\xa0", " ").strip()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _chosen(filled: Filled) -> Value:
    codes = []
    for column, (value, _type) in filled:
        text = text_of(value).casefold()
        if text not in _YES | _NO:
            raise Wrong("not-yes-no", column.name, text=_short(text))
        if text in _YES:
            codes.append(column.code)
    return tuple(codes) or None


def _ranked(filled: Filled, choices: Sequence[Choice]) -> Value:
    codes = [_code(text_of(value), choices, column) for column, (value, _type) in filled]
    places = [column.code for column, _cell in filled]
    has_gap = places != [str(place) for place in range(1, len(places) + 1)]
    if has_gap or len(set(codes)) < len(codes):
        raise Wrong("rank", filled[0][0].name)
    return tuple(codes)


def _code(text: str, choices: Sequence[Choice], column: Column) -> str:
    """A code of the list, or the one choice that is called so."""
    if any(choice.code == text for choice in choices):
        return text
    called = _codes_called(text, choices)
    if len(called) == 1:
        return called.pop()
    offered = ", ".join(choice.code for choice in choices[:_NAMED])
    more = ", …" if len(choices) > _NAMED else ""
    raise Wrong("not-in-list", column.name, text=_short(text), offered=f"{offered}{more}")


def _codes_called(text: str, choices: Sequence[Choice]) -> set[str]:
    wanted = text.casefold()
    return {choice.code for choice in choices if wanted in _names(choice.label)}


def _names(label: Mapping[str, str]) -> set[str]:
    return {words.strip().casefold() for words in label.values()}


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
