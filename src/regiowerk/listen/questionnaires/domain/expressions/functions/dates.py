"""Functions on dates and moments."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from regiowerk.listen.questionnaires.domain.expressions.functions.registry import Function
from regiowerk.listen.questionnaires.domain.expressions.nodes import Result
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.expressions.values import (
    NAN,
    date_of_days,
    days_of,
    first_of,
    number_of_text,
    to_date,
    to_number,
    to_text,
)

_NAMES = {
    "de": (
        ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"),
        ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    ),
    "en": (
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    ),
}
_CODE = re.compile(r"%(.)", re.DOTALL)
_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]{1,6})?)?(?:Z|[+-][0-9:]{2,5})?")


def _today(run: Run) -> Result:
    return run.surroundings.today


def _now(run: Run) -> Result:
    return run.surroundings.now


def _date(run: Run, value: Result) -> Result:
    found = to_date(value)
    if isinstance(found, datetime):
        return found.date()
    return "" if found is None else found


def _date_time(run: Run, value: Result) -> Result:
    found = to_date(value)
    return "" if found is None else _moment(found)


def _moment(found: date) -> datetime:
    return found if isinstance(found, datetime) else datetime.combine(found, time(), UTC)


def _decimal_date_time(run: Run, value: Result) -> Result:
    found = first_of(value)
    if not isinstance(found, date):
        read = to_date(value)
        if read is None or not isinstance(found, str) or number_of_text(found) != days_of(read):
            return to_number(value)
        found = read
    if isinstance(found, datetime) and found.tzinfo is not None:
        found = found.astimezone(UTC)
    return days_of(found)


def _decimal_time(run: Run, value: Result) -> Result:
    found = first_of(value)
    if isinstance(found, datetime):
        return days_of(found) % 1
    match = _CLOCK.fullmatch(to_text(value).strip())
    if match is None:
        return NAN
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    if hour > 23 or minute > 59 or second > 59:
        return NAN
    return (hour * 3600 + minute * 60 + second + float(match[4] or 0)) / 86_400


def _format_date(run: Run, value: Result, pattern: Result) -> Result:
    found = to_date(value) if to_text(value) != "" else None
    if found is None and isinstance(first_of(value), float):
        found = date_of_days(to_number(value))
    return "" if found is None else _written(_moment(found), to_text(pattern), run.language)


def _written(moment: datetime, pattern: str, language: str) -> str:
    months, weekdays = _NAMES.get(language, _NAMES["en"])
    parts = {
        "%": "%",
        "Y": f"{moment.year:04d}",
        "y": f"{moment.year % 100:02d}",
        "m": f"{moment.month:02d}",
        "n": str(moment.month),
        "b": months[moment.month - 1],
        "d": f"{moment.day:02d}",
        "e": str(moment.day),
        "H": f"{moment.hour:02d}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02d}",
        "S": f"{moment.second:02d}",
        "3": f"{moment.microsecond // 1000:03d}",
        "a": weekdays[moment.weekday()],
    }
    return _CODE.sub(lambda match: parts.get(match[1], match[0]), pattern)


FUNCTIONS = {
    "today": Function(_today, 0, 0),
    "now": Function(_now, 0, 0),
    "date": Function(_date, 1, 1),
    "date-time": Function(_date_time, 1, 1),
    "decimal-date-time": Function(_decimal_date_time, 1, 1),
    "decimal-time": Function(_decimal_time, 1, 1),
    "format-date": Function(_format_date, 2, 2),
    "format-date-time": Function(_format_date, 2, 2),
}
