"""What the reading of a file noticed, with the place in the file.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_VALUE = 200


class Level(StrEnum):
    """How much a finding weighs; errors keep a questionnaire from being imported."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the author's file, counted as the spreadsheet counts."""

    sheet: str = ""
    row: int | None = None
    column: str = ""


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed; `kind` names its sentence, `values` what stands in it."""

    level: Level
    kind: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


class Findings:
    """Collects findings in the order in which they are made, each once."""

    def __init__(self) -> None:
        self._found: list[Finding] = []

    def error(self, kind: str, place: Place = NOWHERE, **values: str) -> None:
        self.add(Level.ERROR, kind, place, values)

    def warn(self, kind: str, place: Place = NOWHERE, **values: str) -> None:
        self.add(Level.WARNING, kind, place, values)

    def note(self, kind: str, place: Place = NOWHERE, **values: str) -> None:
        self.add(Level.NOTE, kind, place, values)

    def add(self, level: Level, kind: str, place: Place, values: Mapping[str, str]) -> None:
        short = {name: _short(value) for name, value in values.items()}
        finding = Finding(level, kind, place.sheet, place.row, place.column, short)
        if finding not in self._found:
            self._found.append(finding)

    def all(self) -> tuple[Finding, ...]:
        """Everything found: what must be corrected first, each level in the order of the file."""
        return ordered(self._found)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by level, errors first; inside a level as they were made."""
    levels = list(Level)
    return tuple(sorted(findings, key=lambda finding: levels.index(finding.level)))


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.level == Level.ERROR for finding in findings)


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
