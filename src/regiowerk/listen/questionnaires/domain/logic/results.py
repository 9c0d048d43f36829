"""Between answers and what expressions work with."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import assert_never

from regiowerk.listen.questionnaires.domain.answers import Upload, Value
from regiowerk.listen.questionnaires.domain.expressions.nodes import Result, Scalar
from regiowerk.listen.questionnaires.domain.expressions.values import (
    date_of_text,
    first_of,
    text_of_date,
    to_date,
    to_number,
    to_text,
    to_truth,
)
from regiowerk.listen.questionnaires.domain.instrument import Kind

_LARGEST_WHOLE = 2**53


def scalar_of(value: Value) -> Scalar:
    """What an expression reads where an answer stands; blank for none."""
    match value:
        case None:
            return ""
        case bool():
            return "OK" if value else ""
        case str() | date():
            return value
        case int() | Decimal():
            return _float(value)
        case tuple():
            return " ".join(value)
        case Upload():
            return value.name
    assert_never(value)


def _float(value: int | Decimal) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def value_of(result: Result, kind: Kind) -> Value:
    """The answer a result makes for a kind of question; None for blank and for no number."""
    scalar = first_of(result)
    if scalar == "" or (isinstance(scalar, float) and not math.isfinite(scalar)):
        return None
    return _MAKERS.get(kind, _calculated)(scalar)


def value_of_text(text: str, kind: Kind) -> Value:
    """The answer a default makes that is written out."""
    return value_of(text.strip(), kind)


def _calculated(scalar: Scalar) -> Value:
    if isinstance(scalar, bool):
        return "true" if scalar else "false"
    if isinstance(scalar, datetime):
        return text_of_date(scalar)
    return _number(scalar) if isinstance(scalar, float) else scalar


def _number(scalar: Scalar) -> Value:
    number = to_number(scalar)
    if not math.isfinite(number):
        return None
    if number == int(number) and abs(number) <= _LARGEST_WHOLE:
        return int(number)
    return Decimal(repr(number))


def _decimal(scalar: Scalar) -> Value:
    number = to_number(scalar)
    if not math.isfinite(number):
        return None
    return Decimal(int(number)) if number == int(number) else Decimal(repr(number))


def _date(scalar: Scalar) -> Value:
    found = date_of_text(scalar) if isinstance(scalar, str) else to_date(scalar)
    return found.date() if isinstance(found, datetime) else found


def _codes(scalar: Scalar) -> Value:
    return tuple(to_text(scalar).split()) or None


def _yes(scalar: Scalar) -> Value:
    denied = {"false", "no", "0"}
    return True if to_truth(scalar) and to_text(scalar).lower() not in denied else None


_MAKERS: dict[Kind, Callable[[Scalar], Value]] = {
    Kind.TEXT: to_text,
    Kind.SELECT_ONE: to_text,
    Kind.GEOPOINT: to_text,
    Kind.INTEGER: _number,
    Kind.DECIMAL: _decimal,
    Kind.RANGE: _decimal,
    Kind.DATE: _date,
    Kind.SELECT_MULTIPLE: _codes,
    Kind.RANK: _codes,
    Kind.ACKNOWLEDGE: _yes,
    Kind.FILE: lambda scalar: None,
}
