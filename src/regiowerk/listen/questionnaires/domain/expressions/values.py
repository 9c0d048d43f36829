"""Conversions and comparisons, as XPath 1.0 and the ODK XForms specification mean them.

A result is a text, a number, a truth value, a date (or moment), or a list of nodes.  Dates count in
days since 1970-01-01 when a number is wanted.  Blank is the empty text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from regiowerk.listen.questionnaires.domain.expressions.limits import MAX_DIGITS
from regiowerk.listen.questionnaires.domain.expressions.nodes import Nodes, Result, Scalar

NAN = math.nan
EPOCH = date(1970, 1, 1)
SAME_WITHIN = 1e-12  # numbers this close are equal, as JavaRosa has it
_NUMBER = re.compile(r"\s*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*")
_DATE = re.compile(r"\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:T[0-9:.+\-Z]+)?\s*")
_SHORT = re.compile(r"-([0-9])(?=-|T|$)")


def first_of(result: Result) -> Scalar:
    """The value itself, or that of the first node; blank without a node."""
    if type(result) is list:
        return result[0].seen() if result else ""
    return result  # type: ignore[return-value]  # what is no list is a scalar


def values_of(nodes: Nodes) -> list[Scalar]:
    """The values of all nodes that are not hidden."""
    return [node.scalar for node in nodes if not node.is_hidden]


def scalars_of(results: Iterable[Result]) -> list[Scalar]:
    """All values of several arguments, node lists unfolded."""
    found: list[Scalar] = []
    for result in results:
        if isinstance(result, list):
            found += values_of(result)
        else:
            found.append(result)
    return found


def to_number(result: Result) -> float:
    """XPath's number(); NaN for what is none."""
    value = first_of(result)
    if type(value) is float:
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, str):
        return number_of_text(value)
    return days_of(value) if isinstance(value, date) else float(value)


def number_of_text(text: str) -> float:
    """The number a text writes, a date as days; NaN for any other text."""
    if _NUMBER.fullmatch(text) and len(text) <= MAX_DIGITS:
        return float(text)
    moment = date_of_text(text)
    return NAN if moment is None else days_of(moment)


def to_text(result: Result) -> str:
    """XPath's string()."""
    value = first_of(result)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return text_of_date(value)
    return text_of_number(value)


def text_of_number(value: float) -> str:
    """A number as XPath writes it: no exponent, no needless zeros."""
    if math.isfinite(value):
        if value == int(value):
            return str(int(value))
        return format(Decimal(repr(value)), "f")
    if math.isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"


def text_of_date(value: date) -> str:
    """A date as YYYY-MM-DD, a moment with milliseconds and its offset."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return value.isoformat()


def to_truth(result: Result) -> bool:
    """XPath's boolean(); a single blank node is false, as JavaRosa has it."""
    if type(result) is list:
        return any(map(_truth, values_of(result)))
    return _truth(first_of(result))


def _truth(value: Scalar) -> bool:
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def date_of_text(text: str) -> date | None:
    """The date or moment a text writes in ISO 8601, or None."""
    if not _DATE.fullmatch(text):
        return None
    written = text.strip()
    day, mark, clock = written.partition("T")
    full = _SHORT.sub(r"-0\1", day) + mark + clock
    try:
        return datetime.fromisoformat(full) if mark else date.fromisoformat(full)
    except ValueError:
        return None


def date_of_days(days: float) -> date | None:
    """The day a number of days after 1970-01-01, or None when no calendar has it."""
    if not math.isfinite(days):
        return None
    try:
        return EPOCH + timedelta(days=math.floor(days))
    except OverflowError:
        return None


def to_date(result: Result) -> date | None:
    """A date from a date, an ISO text or a number of days; None for anything else."""
    value = first_of(result)
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        found = date_of_text(value)
        if found is not None:
            return found
    return date_of_days(to_number(value))


def days_of(value: date) -> float:
    """Days since 1970-01-01; a moment with its part of the day, in its own offset."""
    days = float(value.toordinal() - EPOCH.toordinal())
    if not isinstance(value, datetime):
        return days
    seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    return days + seconds / 86_400


def same(left: Scalar, right: Scalar) -> bool:
    """XPath's `=` between two values, with dates as dates and 0.1 + 0.2 as 0.3."""
    if isinstance(left, bool) or isinstance(right, bool):
        return _truth(left) is _truth(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if left == "" or right == "":
        return False
    one, other = to_number(left), to_number(right)
    return one == other or abs(one - other) < SAME_WITHIN


def different(left: Scalar, right: Scalar) -> bool:
    """XPath's `!=` between two values."""
    return not same(left, right)


def smaller(left: Scalar, right: Scalar) -> bool:
    """XPath's `<` between two values, as numbers; dates count as days."""
    return to_number(left) < to_number(right)


def smaller_or_same(left: Scalar, right: Scalar) -> bool:
    """XPath's `<=` between two values."""
    return to_number(left) <= to_number(right)


type Comparison = Callable[[Scalar, Scalar], bool]
COMPARISONS: dict[str, Comparison] = {
    "=": same,
    "!=": different,
    "<": smaller,
    "<=": smaller_or_same,
    ">": lambda left, right: smaller(right, left),
    ">=": lambda left, right: smaller_or_same(right, left),
}


def compare(comparison: Comparison, left: Result, right: Result) -> bool:
    """True when one pair of values compares so; a list of nodes offers all its values."""
    if type(left) is not list and type(right) is not list:
        return comparison(left, right)  # type: ignore[arg-type]
    if isinstance(left, bool) or isinstance(right, bool):
        return comparison(_as_truth(left), _as_truth(right))
    rights = offered(right)
    return any(comparison(one, other) for one in offered(left) for other in rights)


def offered(result: Result) -> list[Scalar]:
    """The values a side of a comparison offers."""
    if isinstance(result, list):
        return [node.seen() for node in result]
    return [result]


def _as_truth(result: Result) -> Scalar:
    return to_truth(result) if isinstance(result, list) else result
