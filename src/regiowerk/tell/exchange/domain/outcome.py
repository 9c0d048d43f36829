"""What an import did: what is new, what was left as it is, what is worth knowing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from regiowerk.tell.exchange.domain.faults import Fault


class Outcome(StrEnum):
    CREATED = "created"
    REPLACED = "replaced"
    UP_TO_DATE = "up_to_date"


class Reason(StrEnum):
    """Why something here differs from the package after an import."""

    DIFFERS = "differs"  # it was here, and says something else
    NOT_ADDED = "not_added"  # only the package has it
    ONLY_HERE = "only_here"  # only we have it


@dataclass(frozen=True, slots=True)
class Kept:
    """A fact about something shared that was left as it is."""

    table: str
    what: str
    reason: Reason
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import."""

    key: str
    name: str
    outcome: Outcome
    written: tuple[tuple[str, int], ...] = ()  # table and number of rows
    updated: int = 0  # rows of what is shared that now say what the package says
    kept: tuple[Kept, ...] = ()
    notes: tuple[Fault, ...] = ()

    @property
    def changed_anything(self) -> bool:
        return bool(self.written or self.updated)
