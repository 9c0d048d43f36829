"""The kinds of value in a cell: read from text, written to text, described for a Table Schema.

Reading and writing are inverse: `read(write(value)) == value`, and `write(read(text))` is the one
canonical text.  An empty cell is no value: None, or "" for text.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Protocol

from regiowerk.ground.process.domain.keys import RESERVED
from regiowerk.tell.exchange.domain.faults import Kind

type Value = str | int | Decimal | date | datetime | bool | None

# Looking for a near spelling is slow: only for words, and only for as many as people read.
LONGEST_WORD = 100
SUGGESTED = 20
_BREAKS = re.compile(r"\r\n?")
# Neither files nor PostgreSQL take them; line break and tab are no control characters here.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SCHEME = re.compile(r"\A([A-Za-z][A-Za-z0-9+.-]*):")


class MisreadError(Exception):
    """A cell that is not what its column says."""

    def __init__(self, kind: Kind, **details: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.details = details


class ValueKind(Protocol):
    """What the cells of a column are."""

    @property
    def none(self) -> Value:
        """What an empty cell means."""

    def read(self, text: str) -> Value:
        """The value of a cell that is not empty.  Raises MisreadError."""

    def write(self, value: Value) -> str: ...

    def describe(self) -> tuple[dict[str, object], dict[str, object]]:
        """Type and constraints, as a Table Schema says them."""


def tidy(text: str) -> str:
    """Text as packages keep it: one kind of line break, no control characters, no blanks around."""
    if text.isprintable():  # nearly every cell of a large table
        return text.strip()
    return CONTROL.sub("", _BREAKS.sub("\n", text)).strip()


@lru_cache(maxsize=512)
def suggestion(text: str, known: tuple[str, ...]) -> str:
    """The known word that was probably meant, or nothing.  Slow: for a few words of a few letters."""
    if len(text) > LONGEST_WORD:
        return ""
    exact = next((word for word in known if word.casefold() == text.casefold()), "")
    close = difflib.get_close_matches(text, known, n=1, cutoff=0.7)
    return exact or (close[0] if close else "")


@dataclass(frozen=True, slots=True)
class Text:
    """Words, also over several lines."""

    longest: int = 0  # 0: no limit
    none: Value = ""

    def read(self, text: str) -> Value:
        if self.longest and len(text) > self.longest:
            raise MisreadError(Kind.TOO_LONG, longest=str(self.longest), length=str(len(text)))
        return text

    def write(self, value: Value) -> str:
        return tidy(str(value))

    def describe(self) -> tuple[dict[str, object], dict[str, object]]:
        return {"type": "string"}, {"maxLength": self.longest} if self.longest else {}


@dataclass(frozen=True, slots=True)
class Web(Text):
    """An address in the web, or a place in a source that has none."""

    def read(self, text: str) -> Value:
        scheme = _SCHEME.match(text)
        # Addresses become links: "javascript:" and its like must not get in.
        if scheme and scheme[1].lower() not in {"http", "https"}:
            raise MisreadError(Kind.NOT_WEB)
        return Text.read(self, text)


@dataclass(frozen=True, slots=True)
class Key(Text):
    """A short name for addresses: letters, digits, hyphen and underscore."""

    longest: int = 60

    def read(self, text: str) -> Value:
        if not re.fullmatch(r"[-a-zA-Z0-9_]+", text):
            raise MisreadError(Kind.NOT_KEY)
        if text in RESERVED:
            raise MisreadError(Kind.KEY_RESERVED)
        return Text.read(self, text)

    def describe(self) -> tuple[dict[str, object], dict[str, object]]:
        return {"type": "string"}, {"pattern": "^[-a-zA-Z0-9_]+$", "maxLength": self.longest}


@dataclass(frozen=True, slots=True)
class Digits:
    """A key of so many digits: text, because its leading zeros count."""

    count: int
    none: Value = ""

    def read(self, text: str) -> Value:
        if re.fullmatch(rf"[0-9]{{{self.count}}}", text):
            return text
        if re.fullmatch(rf"[1-9][0-9]{{{self.count - 2}}}", text):
            raise MisreadError(Kind.ZERO_LOST, count=str(self.count), meant=f"0{text}")
        raise MisreadError(Kind.NOT_DIGITS, count=str(self.count))

    def write(self, value: Value) -> str:
        return str(value)

    def describe(self) -> tuple[dict[str, object], dict[str, object]]:
        return {"type": "string"}, {"pattern": f"^[0-9]{{{self.count}}}$"}


@dataclass(frozen=True, slots=True)
class Sha256:
    """A checksum of 64 hexadecimal digits."""

    none: Value = ""

    def read(self, text: str) -> Value:
        if not re.fullmatch(r"[0-9a-f]{64}", text):
            raise MisreadError(Kind.NOT_SHA256)
        return text

    def write(self, value: Value) -> str:
        return str(value)

    def describe(self) -> tuple[dict[str, object], dict[str, object]]:
        return {"type": "string"}, {"pattern": "^[0-9a-f]{64}$"}


@dataclass(frozen=True, slots=True)
class Colour:
    none: Value = ""

    def read(self, text: str) -> Value:
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
            raise MisreadError(Kind.NOT_COLOUR)
        return text

    def write(self, value: Value) -> str:
        return str(value)

    def describe(self) -> tuple[dict[str, object], dict[str, object]]:
        return {"type": "string"}, {"pattern": "^#[0-9A-Fa-f]{6}$"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few known words."""

    known: tuple[str, ...]
    none: Value = ""

    def read(self, text: str) -> Value:
        if text in self.known:
            return text
        raise MisreadError(
            Kind.UNKNOWN_CHOICE,
            known=", ".join(self.known),
            meant=suggestion(text, self.known),
        )

    def write(self, value: Value) -> str:
        return str(value)

    def describe(self) -> tuple[dict[str, object], dict[str, object]]:
        return {"type": "string"}, {"enum": list(self.known)}


@dataclass(frozen=True, slots=True)
class Integer:
    least: int = 0
    most: int = 32_767
    none: Value = None

    def read(self, text: str) -> Value:
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", text, re.ASCII):
            raise MisreadError(Kind.NOT_INTEGER)
        return _within(int(text), self.least, self.most)

    def write(self, value: Value) -> str:
        return str(value)

    def describe(self) -> tuple[dict[str, object], dict[str, object]]:
        return {"type": "integer"}, {"minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number with a point; exact, never a float."""

    places: int
    least: int
    most: int
    none: Value = None

    def read(self, text: str) -> Value:
        number = self._number(text)
        if _places(number) > self.places:
            raise MisreadError(Kind.DECIMAL_PLACES, places=str(self.places))
        return _within(number, self.least, self.most)

    def write(self, value: Value) -> str:
        """Without zeros behind the last digit that counts: 76.20 becomes 76.2."""
        number = value if isinstance(value, Decimal) else Decimal(str(value))
        text = f"{number:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text

    def describe(self) -> tuple[dict[str, object], dict[str, object]]:
        return {"type": "number"}, {"minimum": self.least, "maximum": self.most}

    def _number(self, text: str) -> Decimal:
        if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]{3})*,[0-9]+", text, re.ASCII):
            meant = text.replace(".", "").replace(",", ".")
            raise MisreadError(Kind.DECIMAL_COMMA, meant=meant)
        if not re.fullmatch(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?", text, re.ASCII):
            raise MisreadError(Kind.NOT_DECIMAL)
        try:
            return Decimal(text)
        except InvalidOperation:  # pragma: no cover - the pattern lets only numbers through
            raise MisreadError(Kind.NOT_DECIMAL) from None


@dataclass(frozen=True, slots=True)
class Day:
    none: Value = None

    def read(self, text: str) -> Value:
        return _day(text)

    def write(self, value: Value) -> str:
        return value.isoformat() if isinstance(value, date) else ""

    def describe(self) -> tuple[dict[str, object], dict[str, object]]:
        return {"type": "date"}, {}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, written in UTC: 2021-07-09T13:30:00Z."""

    none: Value = None

    def read(self, text: str) -> Value:
        if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", text, re.ASCII):
            raise MisreadError(Kind.NOT_MOMENT)
        _day(text[:10])
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise MisreadError(Kind.NOT_MOMENT) from None
        if moment.tzinfo is None:
            raise MisreadError(Kind.MOMENT_WITHOUT_ZONE, meant=f"{moment.isoformat()}Z")
        try:
            return moment.astimezone(UTC)
        except OverflowError:
            raise MisreadError(Kind.NOT_MOMENT) from None

    def write(self, value: Value) -> str:
        if not isinstance(value, datetime):
            return ""
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def describe(self) -> tuple[dict[str, object], dict[str, object]]:
        return {"type": "datetime"}, {}


@dataclass(frozen=True, slots=True)
class Truth:
    none: Value = None

    def read(self, text: str) -> Value:
        if text not in {"true", "false"}:
            meant = {"wahr": "true", "ja": "true", "1": "true", "true": "true"}
            meant |= {"falsch": "false", "nein": "false", "0": "false", "false": "false"}
            raise MisreadError(Kind.NOT_TRUTH, meant=meant.get(text.casefold(), ""))
        return text == "true"

    def write(self, value: Value) -> str:
        return "true" if value else "false"

    def describe(self) -> tuple[dict[str, object], dict[str, object]]:
        return {"type": "boolean"}, {}


def _within[Numeric: (int, Decimal)](number: Numeric, least: int, most: int) -> Numeric:
    if not least <= number <= most:
        raise MisreadError(Kind.OUT_OF_RANGE, least=str(least), most=str(most))
    return number


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _day(text: str) -> date:
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text, re.ASCII)
    german = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text, re.ASCII)
    if iso is None and german is None:
        raise MisreadError(Kind.NOT_DAY)
    parts = iso.groups() if iso else german.groups()[::-1] if german else ()
    try:
        day = date(*(int(part) for part in parts))
    except ValueError:
        raise MisreadError(Kind.NO_SUCH_DAY) from None
    if german:
        raise MisreadError(Kind.GERMAN_DAY, meant=day.isoformat())
    return day
