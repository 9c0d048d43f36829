"""A codebook as a frozen record, and what differs between two of them.  Pure.

    {"format": "regiowerk-codebook/1", "process": key,
     "codes": [{"key": "staff", "parent": "obstacles", "name": "Staff", "definition": "...",
                "anchor": "...", "inclusion": "", "exclusion": "", "is_assignable": true,
                "tone": "blue", "merged_into": ""}]}

Codes stand in the order of the tree, merged ones at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "regiowerk-codebook/1"

type Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One code as it is frozen; empty text stands for none."""

    key: str
    parent: str
    name: str
    definition: str = ""
    anchor: str = ""
    inclusion: str = ""
    exclusion: str = ""
    is_assignable: bool = True
    tone: str = "grey"
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class Differences:
    """What became of the codes of an earlier record: by their names then, added ones as now."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    moved: tuple[str, ...]
    merged: tuple[tuple[str, str], ...]
    defined_anew: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        return not any((self.added, self.removed, self.renamed, self.moved, self.merged,
                        self.defined_anew))  # fmt: skip


_DEFINITION = ("definition", "anchor", "inclusion", "exclusion", "is_assignable")


def record_of(process: str, entries: Iterable[Entry]) -> Record:
    """The record whose canonical JSON is frozen."""
    return {"format": FORMAT, "process": process, "codes": [asdict(one) for one in entries]}


def entries_in(record: Record) -> tuple[Entry, ...]:
    """The codes of a record, in its order."""
    return tuple(Entry(**one) for one in record["codes"])


def differences(before: Record, after: Record) -> Differences:
    """What a later record says differently; codes are known by their keys."""
    old = {one.key: one for one in entries_in(before)}
    new = {one.key: one for one in entries_in(after)}
    both = [(one, new[key]) for key, one in old.items() if key in new]
    return Differences(
        added=tuple(one.name for key, one in new.items() if key not in old),
        removed=tuple(one.name for key, one in old.items() if key not in new),
        renamed=tuple((a.name, b.name) for a, b in both if a.name != b.name),
        moved=tuple(a.name for a, b in both if a.parent != b.parent),
        merged=tuple(
            (a.name, new[b.merged_into].name)
            for a, b in both
            if b.merged_into and a.merged_into != b.merged_into
        ),
        defined_anew=tuple(
            a.name for a, b in both if any(getattr(a, n) != getattr(b, n) for n in _DEFINITION)
        ),
    )
