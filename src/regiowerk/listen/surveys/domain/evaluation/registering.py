"""The register: what was published of whose answers, and whether a further release may follow.  Pure.

Two releases that differ by a few organisations tell what these answered: the difference of two totals.
So a release is refused if, against any earlier one, it does so in any group of any protected question
(`disclosure.releases`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regiowerk.listen.surveys.domain.disclosure.releases import check_release, image_of
from regiowerk.listen.surveys.domain.disclosure.tables import Cell, Protection, SafeTable

type Register = Mapping[str, Sequence[SafeTable]]  # by question: the whole, then one per axis
type Sums = Mapping[str, frozenset[str]]  # by question: units whose sum was told


@dataclass(frozen=True, slots=True)
class Against:
    """Why a release may not follow an earlier one: `kind` is came, left, changed or differs."""

    kind: str
    question: str  # key
    release: int  # number of the earlier one
    number: int  # how many organisations
    least: int


def against(
    new: Register, earlier: Mapping[int, Register], thresholds: Mapping[str, int]
) -> tuple[Against, ...]:
    """Everything that stands against a release, by question; nothing: it may be published."""
    numbers = sorted(earlier)
    found: list[Against] = []
    for question, tables in new.items():
        protection = Protection(threshold=thresholds[question])
        images = [image_of(earlier[number].get(question, ())) for number in numbers]
        found += (
            Against(one.kind, question, numbers[one.release], one.number, protection.least)
            for one in check_release(image_of(tables), images, protection)
        )
    return tuple(dict.fromkeys(found))


def plain(register: Register, sums: Sums) -> dict[str, Any]:
    """For the store: canonical, without order of its own."""
    return {
        "tables": {key: [_plain(table) for table in tables] for key, tables in register.items()},
        "sums": {key: sorted(units) for key, units in sums.items()},
    }


def register_from(stored: Mapping[str, Any]) -> dict[str, tuple[SafeTable, ...]]:
    """The tables as they were stored."""
    return {key: tuple(_table(one) for one in tables) for key, tables in stored["tables"].items()}


def sums_from(stored: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Of whose numbers sums were told."""
    return {key: frozenset(units) for key, units in stored["sums"].items()}


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
