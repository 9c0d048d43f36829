"""What an answer has to be for its kind, apart from the author's own rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Context, Decimal, InvalidOperation

from regiowerk.listen.questionnaires.domain.answers import Upload, Value
from regiowerk.listen.questionnaires.domain.instrument import CHOOSING, Kind, Question

MAX_TEXT_ANSWER = 20_000  # characters
MAX_WHOLE_ANSWER = 10**15
_EXACT = Context(prec=100, traps=[])  # a step too small to count by is never met


def is_possible(question: Question, value: Value) -> bool:
    """Whether a value is of the kind, short enough and in range."""
    return _TESTS[question.kind](question, value)


def is_offered(question: Question, value: Value, offered: tuple[str, ...]) -> bool:
    """Whether every chosen code is among those offered now."""
    if question.kind not in CHOOSING:
        return True
    chosen = value if isinstance(value, tuple) else (value,)
    return all(code in offered for code in chosen)


def _text(question: Question, value: Value) -> bool:
    return isinstance(value, str) and len(value) <= MAX_TEXT_ANSWER


def _whole(question: Question, value: Value) -> bool:
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    return abs(value) <= MAX_WHOLE_ANSWER


def _decimal(question: Question, value: Value) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return _whole(question, value)


def _range(question: Question, value: Value) -> bool:
    if not _decimal(question, value):
        return False
    number = Decimal(value)  # type: ignore[arg-type]  # _decimal has looked
    start, end, step = (
        _parameter(question, name, usual)
        for name, usual in (("start", "1"), ("end", "10"), ("step", "1"))
    )
    if not min(start, end) <= number <= max(start, end):
        return False
    return step == 0 or _EXACT.remainder(number - start, step) == 0


def _parameter(question: Question, name: str, usual: str) -> Decimal:
    try:
        found = Decimal(question.parameters.get(name, usual))
    except InvalidOperation:
        return Decimal(usual)
    return found if found.is_finite() else Decimal(usual)


def _date(question: Question, value: Value) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _codes(question: Question, value: Value) -> bool:
    return isinstance(value, tuple) and len(set(value)) == len(value)


def _yes(question: Question, value: Value) -> bool:
    return value is True


def _upload(question: Question, value: Value) -> bool:
    return isinstance(value, Upload)


def _anything(question: Question, value: Value) -> bool:
    return True


_TESTS: dict[Kind, Callable[[Question, Value], bool]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _whole,
    Kind.DECIMAL: _decimal,
    Kind.RANGE: _range,
    Kind.DATE: _date,
    Kind.SELECT_ONE: _text,
    Kind.SELECT_MULTIPLE: _codes,
    Kind.RANK: _codes,
    Kind.ACKNOWLEDGE: _yes,
    Kind.FILE: _upload,
    Kind.GEOPOINT: _text,
    Kind.NOTE: _anything,
    Kind.CALCULATE: _anything,
}
