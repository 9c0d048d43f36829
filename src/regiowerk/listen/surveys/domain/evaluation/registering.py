"""The register: what was published of whose answers, and whether a further release may follow.  Pure.

Two releases that differ by a few organisations tell what these answered: the difference of two totals.
So a release is refused if, against any earlier one, in any published group of any protected question
1 to k-1 organisations came or went, or 1 to k-1 of those in both answered differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regiowerk.listen.surveys.domain.disclosure.tables import Cell, SafeTable

type Register = Mapping[str, Sequence[SafeTable]]  # by question: the whole, then one per axis


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a release may not follow an earlier one: `kind` is "members" or "answers"."""

    kind: str
    question: str  # key
    release: int  # number of the earlier one
    number: int  # how many organisations
    threshold: int
    codes: tuple[str, ...] = ()  # the group; () for all


def refusals(
    new: Register, earlier: Mapping[int, Register], thresholds: Mapping[str, int]
) -> tuple[Refusal, ...]:
    """Everything that stands against a release, by question; nothing: it may be published."""
    found: list[Refusal] = []
    for release, before in earlier.items():
        for question, tables in new.items():
            least = thresholds[question]
            for old in _groups(before.get(question, ())):
                found += _between(question, release, old, list(_groups(tables)), least)
    return tuple(dict.fromkeys(found))


def plain(register: Register) -> dict[str, Any]:
    """For the store: canonical, without order of its own."""
    return {key: [_plain(table) for table in tables] for key, tables in register.items()}


def register_from(stored: Mapping[str, Any]) -> dict[str, tuple[SafeTable, ...]]:
    """As it was stored."""
    return {key: tuple(_table(one) for one in tables) for key, tables in stored.items()}


@dataclass(frozen=True, slots=True)
class _Published:
    codes: tuple[str, ...]
    units: frozenset[str]

    @property
    def members(self) -> frozenset[str]:
        return frozenset(unit.partition("#")[0] for unit in self.units)


def _groups(tables: Iterable[SafeTable]) -> Iterator[_Published]:
    """Every set of organisations of which something was told."""
    for table in tables:
        if not table.is_publishable:
            continue
        yield _Published((), table.everyone)
        for codes, members in zip(table.groups, table.members, strict=True):
            yield _Published(codes, members)


def _between(
    question: str, release: int, old: _Published, new: Sequence[_Published], least: int
) -> Iterator[Refusal]:
    """The same group then and now."""
    for group in new:
        if group.codes != old.codes:
            continue
        moved = len(old.members ^ group.members)
        if 0 < moved < least:
            yield Refusal("members", question, release, moved, least, group.codes)
        stayed = old.members & group.members
        before = {unit for unit in old.units if unit.partition("#")[0] in stayed}
        now = {unit for unit in group.units if unit.partition("#")[0] in stayed}
        changed = len(before - now)
        if 0 < changed < least:
            yield Refusal("answers", question, release, changed, least, group.codes)


def _plain(table: SafeTable) -> dict[str, Any]:
    return {
        "groups": [list(codes) for codes in table.groups],
        "answers": list(table.answers),
        "cells": [[_cell(one) for one in row] for row in table.cells],
        "totals": [_cell(one) for one in table.totals],
        "sizes": [_cell(one) for one in table.sizes],
        "n": _cell(table.n),
        "is_multiple": table.is_multiple,
        "members": [sorted(one) for one in table.members],
        "everyone": sorted(table.everyone),
    }


def _cell(cell: Cell) -> list[int | None]:
    return [cell.count, cell.low, cell.high]


def _table(stored: Mapping[str, Any]) -> SafeTable:
    return SafeTable(
        groups=tuple(tuple(codes) for codes in stored["groups"]),
        answers=tuple(stored["answers"]),
        cells=tuple(tuple(Cell(*one) for one in row) for row in stored["cells"]),
        totals=tuple(Cell(*one) for one in stored["totals"]),
        sizes=tuple(Cell(*one) for one in stored["sizes"]),
        n=Cell(*stored["n"]),
        is_multiple=stored["is_multiple"],
        why=(),
        members=tuple(frozenset(one) for one in stored["members"]),
        everyone=frozenset(stored["everyone"]),
    )
