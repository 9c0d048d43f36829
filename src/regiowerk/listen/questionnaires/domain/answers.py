"""Answers: where one stands, and what it may be.  Pure.

| kind            | value in Python                  | JSON in the store                       |
|-----------------|----------------------------------|-----------------------------------------|
| text            | str                              | "text"                                  |
| integer         | int                              | 12                                      |
| decimal, range  | Decimal                          | "12.5"                                  |
| date            | date                             | "2022-01-24"                            |
| select_one      | str, a code                      | "code"                                  |
| select_multiple | tuple of codes, in choice order  | ["a", "b"]                              |
| rank            | tuple of codes, first is best    | ["b", "a"]                              |
| acknowledge     | True                             | true                                    |
| file            | Upload                           | {"name", "media_type", "size", "sha256"}|
| geopoint        | str, the key of a municipality   | "ags-05774032"                          |

No answer is None, in Python and in JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import assert_never

from regiowerk.listen.questionnaires.domain.instrument import Kind


@dataclass(frozen=True, slots=True, order=True)
class Field:
    """The place of one answer: the path of the question, and the ids of the rows around it."""

    path: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in; its bytes are kept elsewhere under the hash."""

    name: str
    media_type: str
    size: int
    sha256: str


type Value = str | int | Decimal | date | bool | tuple[str, ...] | Upload | None
type Json = str | int | bool | list[str] | dict[str, str | int] | None


def to_json(value: Value) -> Json:
    """The form in which an answer is stored and hashed."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case Upload():
            return asdict(value)
    assert_never(value)


def from_json(kind: Kind, stored: object) -> Value:
    """An answer as it was stored.  Raises ValueError for what this kind cannot be."""
    if stored is None:
        return None
    try:
        return _READERS[kind](stored)
    except (KeyError, TypeError, InvalidOperation) as problem:
        message = f"{stored!r} is no {kind} answer"
        raise ValueError(message) from problem


def _text(stored: object) -> str:
    if not isinstance(stored, str):
        raise TypeError
    return stored


def _whole(stored: object) -> int:
    if not isinstance(stored, int) or isinstance(stored, bool):
        raise TypeError
    return stored


def _number(stored: object) -> Decimal:
    number = Decimal(_text(stored))
    if not number.is_finite():
        raise TypeError
    return number


def _codes(stored: object) -> tuple[str, ...]:
    if not isinstance(stored, list):
        raise TypeError
    return tuple(_text(code) for code in stored)


def _yes(stored: object) -> bool:
    if stored is not True:
        raise TypeError
    return True


def _upload(stored: object) -> Upload:
    if not isinstance(stored, dict):
        raise TypeError
    return Upload(
        name=_text(stored["name"]),
        media_type=_text(stored["media_type"]),
        size=_whole(stored["size"]),
        sha256=_text(stored["sha256"]),
    )


_READERS: Mapping[Kind, Callable[[object], Value]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _whole,
    Kind.DECIMAL: _number,
    Kind.DATE: lambda stored: date.fromisoformat(_text(stored)),
    Kind.SELECT_ONE: _text,
    Kind.SELECT_MULTIPLE: _codes,
    Kind.RANK: _codes,
    Kind.RANGE: _number,
    Kind.ACKNOWLEDGE: _yes,
    Kind.FILE: _upload,
    Kind.GEOPOINT: _text,
}
