"""What a table of codes says, and what is wrong with it.  Pure.

A row names a code by its path, "Obstacles › Staff"; the codes above it stand in other rows or in the
codebook.  A row with the key of a known code says how that one is called and defined from now on.
Nothing is removed by a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from regiowerk.listen.codes.domain.tree import BETWEEN

LONGEST_NAME = 120
LONGEST_TEXT = 5_000
MOST_ROWS = 2_000
TONES = ("blue", "green", "amber", "red", "violet", "grey")
_YES = frozenset({"ja", "yes", "1", "wahr", "true", "x"})
_NO = frozenset({"nein", "no", "0", "falsch", "false"})


class Kind(StrEnum):
    """What can be wrong with a row."""

    NO_NAME = "no_name"
    TOO_LONG = "too_long"
    NO_PARENT = "no_parent"
    TWICE = "twice"
    UNKNOWN_TONE = "unknown_tone"
    NOT_YES_OR_NO = "not_yes_or_no"
    UNKNOWN_KEY = "unknown_key"
    TOO_MANY = "too_many"


# What is only told: the row is taken in all the same.
NOTES = frozenset({Kind.UNKNOWN_TONE, Kind.NOT_YES_OR_NO, Kind.UNKNOWN_KEY})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed in a row, counted as the table program counts."""

    kind: Kind
    row: int
    value: str = ""

    @property
    def is_error(self) -> bool:
        return self.kind not in NOTES


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was read: text by column, columns of the file that are not ours left out."""

    row: int
    cells: Mapping[str, str]

    def cell(self, name: str) -> str:
        return self.cells.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A code as a row wants it."""

    row: int
    names: tuple[str, ...]
    key: str
    definition: str
    anchor: str
    inclusion: str
    exclusion: str
    is_assignable: bool
    tone: str

    @property
    def path(self) -> str:
        return BETWEEN.join(self.names)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table wants, parents first, and what was noticed."""

    wanted: tuple[Wanted, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.is_error)


def read(lines: Iterable[Line], known_paths: Iterable[str], known_keys: Iterable[str]) -> Reading:
    """Read a table against the codebook it is for."""
    reader = _Reader(frozenset(known_keys))
    for line in lines:
        reader.take(line)
    reader.check_parents({path.casefold() for path in known_paths})
    ordered = sorted(reader.wanted, key=lambda one: (len(one.names), one.row))
    return Reading(tuple(ordered), tuple(sorted(reader.findings, key=lambda one: one.row)))


class _Reader:
    def __init__(self, known_keys: frozenset[str]) -> None:
        self._known_keys = known_keys
        self.wanted: list[Wanted] = []
        self.findings: list[Finding] = []
        self._paths: set[str] = set()

    def take(self, line: Line) -> None:
        if len(self.wanted) >= MOST_ROWS:
            if not any(one.kind is Kind.TOO_MANY for one in self.findings):
                self._note(Kind.TOO_MANY, line, str(MOST_ROWS))
            return
        names = tuple(part.strip() for part in line.cell("path").split(BETWEEN.strip()))
        if not all(names):
            self._note(Kind.NO_NAME, line)
            return
        too_long = [one for one in names if len(one) > LONGEST_NAME]
        too_long += [one for one in line.cells.values() if len(one) > LONGEST_TEXT]
        if too_long:
            self._note(Kind.TOO_LONG, line, too_long[0][:40])
            return
        path = BETWEEN.join(names).casefold()
        if path in self._paths:
            self._note(Kind.TWICE, line, BETWEEN.join(names))
            return
        self._paths.add(path)
        self.wanted.append(self._wanted(line, names))

    def check_parents(self, known: set[str]) -> None:
        for one in self.wanted:
            above = BETWEEN.join(one.names[:-1])
            if above and above.casefold() not in known | self._paths:
                self.findings.append(Finding(Kind.NO_PARENT, one.row, above))

    def _wanted(self, line: Line, names: tuple[str, ...]) -> Wanted:
        texts = {
            name: line.cell(name) for name in ("definition", "anchor", "inclusion", "exclusion")
        }
        return Wanted(
            row=line.row,
            names=names,
            key=self._key(line),
            is_assignable=self._truth(line),
            tone=self._tone(line),
            **texts,
        )

    def _key(self, line: Line) -> str:
        key = line.cell("key")
        if key and key not in self._known_keys:
            self._note(Kind.UNKNOWN_KEY, line, key)
            return ""
        return key

    def _truth(self, line: Line) -> bool:
        text = line.cell("is_assignable").casefold()
        if text and text not in _YES | _NO:
            self._note(Kind.NOT_YES_OR_NO, line, text)
        return text not in _NO

    def _tone(self, line: Line) -> str:
        text = line.cell("tone").casefold()
        if text and text not in TONES:
            self._note(Kind.UNKNOWN_TONE, line, text)
        return text if text in TONES else "grey"

    def _note(self, kind: Kind, line: Line, value: str = "") -> None:
        self.findings.append(Finding(kind, line.row, value))
