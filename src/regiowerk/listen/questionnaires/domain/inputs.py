"""What a browser sends as an answer, and what it shows of one: names, texts, typed values.  Pure.

| kind            | what is sent under the name of the field                              |
|-----------------|-----------------------------------------------------------------------|
| select_multiple | the codes that are ticked                                             |
| rank            | one "place=code" per choice, "" for a choice without a place          |
| acknowledge     | "yes"                                                                 |
| file            | the JSON of the file that is to be kept; a new one comes as an upload |
| all others      | one text                                                              |
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import assert_never
from urllib.parse import quote, unquote

from regiowerk.listen.questionnaires.domain.answers import (
    Field,
    Upload,
    Value,
    from_json,
    to_json,
)
from regiowerk.listen.questionnaires.domain.instrument import Choice, Kind, Question

LONGEST = 20_000  # characters of one answer
LARGEST_FILE = 10 * 1024 * 1024  # bytes, where the author allows no less
YES = "yes"

_GROUPS = re.compile(r"[+-]?\d{1,3}(?:([.,'’ ])\d{3})(?:\1\d{3})*")
_PLAIN = re.compile(r"[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_DAY = re.compile(r"(\d{1,2})[.\s/]+(\d{1,2})[.\s/]+(\d{4})\.?")
_SIZE = re.compile(r"(\d+)\s*(kb|mb)?", re.IGNORECASE)


class Unreadable(StrEnum):
    """Why a text is no answer; each has a sentence in queries/wording.py."""

    NO_NUMBER = "no-number"
    NO_WHOLE_NUMBER = "no-whole-number"
    NO_DATE = "no-date"
    TOO_LONG = "too-long"
    NOT_IN_LIST = "not-in-list"
    PLACE_TWICE = "place-twice"
    SEVERAL = "several"
    FILE_KIND = "file-kind"
    FILE_SIZE = "file-size"


class UnreadableAnswerError(Exception):
    """A text that cannot be read as an answer to its question; it is shown again as it was typed."""

    def __init__(self, kind: Unreadable) -> None:
        super().__init__(kind.value)
        self.kind = kind


@lru_cache(maxsize=8192)
def name_of(field: Field) -> str:
    """The name of a control: "q.section.name", inside repeats "q.section.name~row1~row2"."""
    steps = ".".join(_safe(step) for step in field.path.strip("/").split("/"))
    return "~".join((f"q.{steps}", *(_safe(row) for row in field.rows)))


def field_of(name: str) -> Field:
    """The field of a control's name.  Raises ValueError for what name_of never wrote."""
    steps, *rows = name.split("~")
    start, *path = steps.split(".")
    found = Field("".join(f"/{unquote(step)}" for step in path), tuple(map(unquote, rows)))
    if start != "q" or not all(path) or not all(rows) or name_of(found) != name:
        message = f"{name!r} is no name of a field"
        raise ValueError(message)
    return found


def _safe(text: str) -> str:
    return quote(text, safe="").replace(".", "%2E").replace("~", "%7E")


def read(
    question: Question,
    values: Sequence[str],
    upload: Upload | None,
    choices: Sequence[Choice] | None = None,
    language: str = "de",
) -> Value:
    """The answer that was meant; with `choices` only codes of the list, in its order.

    `language` is that of the person: it decides what "1.234" means.

    Raises UnreadableAnswerError.
    """
    if sum(map(len, values)) > LONGEST:
        raise UnreadableAnswerError(Unreadable.TOO_LONG)
    texts = [text for text in map(_clean, values) if text]
    if question.kind is Kind.FILE:
        return _file(question, texts, upload)
    if not texts:
        return None
    found = _READERS[question.kind](texts, language)
    return found if choices is None else _offered(question, found, choices)


def _clean(text: str) -> str:
    """Without what no database takes and no reader sees; everything else stays as it is."""
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\ud800-\udfff]", "", text).strip()


def _one(texts: Sequence[str]) -> str:
    if len(set(texts)) > 1:
        raise UnreadableAnswerError(Unreadable.SEVERAL)
    return texts[0]


def number_from(text: str, language: str = "de") -> Decimal:
    """A number in German or English writing: "1.234,5", "1,234.5", "1 234,5", "12.5".

    Only a lone separator before exactly three digits leaves a doubt; the language decides it:
    "1.234" is more than a thousand in German and a little more than one in English, "1,234" the
    other way round; "0.125" and "1234.567" can only be meant one way.  Raises
    UnreadableAnswerError.
    """
    text = _SPACES.sub(" ", text.replace("\u2212", "-")).strip()
    found = _plain(text, "," if language == "en" else ".")
    if not _PLAIN.fullmatch(found):
        raise UnreadableAnswerError(Unreadable.NO_NUMBER)
    return Decimal(found)


def _plain(text: str, grouping: str) -> str:
    """The number as Python writes it, or something that is none."""
    separators = re.sub(r"[^.,]", "", text)
    if len(separators) == 1 and not (separators == grouping and _is_grouped(text)):
        whole, rest = text.split(separators)
        return f"{_ungrouped(whole)}.{rest}"
    if len(set(separators)) == 2 and separators.count(separators[-1]) == 1:
        whole, rest = text.rsplit(separators[-1], 1)
        return f"{_ungrouped(whole)}.{rest}"
    return _ungrouped(text)


def _is_grouped(text: str) -> bool:
    return bool(_GROUPS.fullmatch(text)) and not text.lstrip("+-").startswith("0")


def _ungrouped(text: str) -> str:
    return re.sub(r"[.,'’ ]", "", text) if _is_grouped(text) else text


def day_from(text: str) -> date:
    """A day as people type it: 24.01.2022, 24. 1. 2022, 2022-01-24.  Raises UnreadableAnswerError."""
    match = _DAY.fullmatch(text.strip())
    try:
        if match:
            day, month, year = map(int, match.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError as problem:
        raise UnreadableAnswerError(Unreadable.NO_DATE) from problem


def _number(texts: Sequence[str], language: str) -> Decimal:
    return number_from(_one(texts), language)


def _whole(texts: Sequence[str], language: str) -> int:
    number = _number(texts, language)
    if number != number.to_integral_value():
        raise UnreadableAnswerError(Unreadable.NO_WHOLE_NUMBER)
    return int(number)


def _places(texts: Sequence[str]) -> tuple[str, ...]:
    """The codes in the order of their places."""
    pairs = [text.partition("=") for text in texts if text.partition("=")[2]]
    if any(not (place.isascii() and place.isdigit()) for place, _is, _code in pairs):
        raise UnreadableAnswerError(Unreadable.NOT_IN_LIST)
    ranked = sorted((int(place), code) for place, _is, code in pairs)
    if len({place for place, _code in ranked}) < len(ranked):
        raise UnreadableAnswerError(Unreadable.PLACE_TWICE)
    return tuple(code for _place, code in ranked)


def _file(question: Question, texts: Sequence[str], upload: Upload | None) -> Upload | None:
    if upload is not None:
        refuse_file(question, upload.name, upload.size)
        return upload
    try:
        kept = from_json(Kind.FILE, json.loads(_one(texts))) if texts else None
    except ValueError as problem:
        raise UnreadableAnswerError(Unreadable.NOT_IN_LIST) from problem
    return kept if isinstance(kept, Upload) else None


def refuse_file(question: Question, name: str, size: int) -> None:
    """Raises UnreadableAnswerError for a file the question does not ask for."""
    wanted = endings_of(question)
    if wanted and not name.lower().endswith(wanted):
        raise UnreadableAnswerError(Unreadable.FILE_KIND)
    if size > largest_of(question):
        raise UnreadableAnswerError(Unreadable.FILE_SIZE)


def endings_of(question: Question) -> tuple[str, ...]:
    """What names of files may end with, ".pdf"; nothing means anything."""
    text = question.parameters.get("accept", "") or question.kept.get("body::accept", "")
    words = re.split(r"[\s,;|]+", text.lower())
    return tuple(f".{word.lstrip('.*')}" for word in words if word and "/" not in word)


def largest_of(question: Question) -> int:
    """How many bytes a file may have: "500kb", "2 MB", or bytes."""
    match = _SIZE.fullmatch(question.parameters.get("max-size", "").strip())
    if match is None:
        return LARGEST_FILE
    unit = {"kb": 1024, "mb": 1024 * 1024}.get((match[2] or "").lower(), 1)
    return min(int(match[1]) * unit, LARGEST_FILE)


def _offered(question: Question, value: Value, choices: Sequence[Choice]) -> Value:
    """Only what is in the list; several choices in the order of the list."""
    codes = [choice.code for choice in choices]
    chosen = value if isinstance(value, tuple) else (value,)
    if not set(chosen) <= set(codes):
        raise UnreadableAnswerError(Unreadable.NOT_IN_LIST)
    if question.kind is Kind.SELECT_MULTIPLE:
        return tuple(code for code in codes if code in chosen)
    return value


_READERS: Mapping[Kind, Callable[[Sequence[str], str], Value]] = {
    Kind.TEXT: lambda texts, language: _one(texts),
    Kind.INTEGER: _whole,
    Kind.DECIMAL: _number,
    Kind.RANGE: _number,
    Kind.DATE: lambda texts, language: day_from(_one(texts)),
    Kind.SELECT_ONE: lambda texts, language: _one(texts),
    Kind.SELECT_MULTIPLE: lambda texts, language: tuple(dict.fromkeys(texts)),
    Kind.RANK: lambda texts, language: _places(texts),
    Kind.ACKNOWLEDGE: lambda texts, language: True,
    Kind.GEOPOINT: lambda texts, language: _one(texts),
    Kind.NOTE: lambda texts, language: None,
    Kind.CALCULATE: lambda texts, language: None,
}


def written(value: Value, language: str = "de") -> str:
    """An answer as a person of that language writes it; codes stay codes."""
    match value:
        case None:
            return ""
        case bool():
            return YES
        case int() | Decimal():
            return number_text(value, language)
        case date():
            return value.isoformat()
        case str():
            return value
        case tuple():
            return ", ".join(value)
        case Upload():
            return value.name
    assert_never(value)


def number_text(value: int | Decimal, language: str = "de", *, grouped: bool = False) -> str:
    """A number as it was given: "1234,50"; grouped and without needless zeros: "1.234,5"."""
    points = "d" if isinstance(value, int) else "f"
    text = format(value, f",{points}" if grouped else points)
    if grouped and "." in text:
        text = text.rstrip("0").rstrip(".")
    if language == "en":
        return text
    return text.translate(str.maketrans(",.", ".,"))


def day_text(value: date, language: str = "de") -> str:
    """A day as people of that language write it."""
    if language == "en":
        return f"{value.day} {value:%B %Y}"
    return f"{value.day:02}.{value.month:02}.{value.year}"


def sent(question: Question, value: Value, language: str = "de") -> tuple[str, ...]:
    """What a browser would send for an answer: `read(question, sent(...))` is the answer again."""
    if value is None:
        return ()
    if question.kind is Kind.RANK and isinstance(value, tuple):
        return tuple(f"{place}={code}" for place, code in enumerate(value, start=1))
    if isinstance(value, tuple):
        return value
    if isinstance(value, Upload):
        return (json.dumps(to_json(value), sort_keys=True),)
    return (written(value, language),)
