"""Many counts as the rows of one table.  Pure, numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np

from regiowerk.decide.ballots.domain.compiled import Floats, Mask, Whole
from regiowerk.decide.ballots.domain.limits import Ledger
from regiowerk.decide.ballots.domain.offers import WIDER

EVERY = 4  # rounds, after which all who are too poor are looked for

type Table = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(slots=True)
class Rows:
    """The counts, one in each row.

    Groups that support the same of all that was bought in any row are one class.  `money` and by how
    much it may be wrong (rows, classes); who certainly has nothing has an error of exactly nothing.
    `upper` (rows, options): bounds of values; `margin`: by which the closest winner was ahead.
    """

    amounts: Sequence[int]
    class_of: Whole
    classes: int
    money: Table
    error: Table
    upper: Table
    poor: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
    is_open: Mask
    margin: Floats
    last: Floats  # value of the last winner at least
    chosen: list[list[int]]
    parted: set[int]  # options whose supporters have classes of their own
    worst: float  # of the errors
    ledgers: dict[tuple[int, ...], Ledger]  # of the counts that are done

    def is_late(self) -> bool:
        """Whether it is worth while to look for all who are too poor: every few rounds."""
        return max(map(len, self.chosen)) % EVERY == EVERY - 1

    def part(self, option: int, groups: Whole) -> None:
        """Give the supporters of an option classes of their own."""
        if option in self.parted:
            return
        self.parted.add(option)
        found = self.class_of.take(groups)
        old = np.flatnonzero(np.bincount(found))
        end = self.classes + len(old)
        if end > self.money.shape[1]:
            self.money, self.error = _wider(self.money, 2 * end), _wider(self.error, 2 * end)
        self.money[:, self.classes : end] = self.money.take(old, axis=1)
        self.error[:, self.classes : end] = self.error.take(old, axis=1)
        anew = np.zeros(self.classes, dtype=np.int64)
        anew[old] = np.arange(self.classes, end)
        self.class_of[groups] = anew.take(found)
        self.classes = end


@dataclass(slots=True)
class Seen:
    """An option in one round: the rows it was looked at in, its prices, and how unsure they are.

    `is_full`: certainly all who ever supported it pay in full.
    """

    span: slice
    price: Floats
    above: Floats
    is_full: Mask
    classes: Whole
    weights: Floats
    money: Table


@dataclass(slots=True)
class Looked:
    """The supporters of an option and its bounds; `is_poor`: surely cannot pay; `is_unsure`: who knows."""

    money: Table
    weights: Floats
    upper: Floats
    cost: float
    doubt: float
    is_poor: Mask = field(init=False)
    is_unsure: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.is_poor = np.zeros(len(self.upper), dtype=np.bool_)
        self.is_unsure = np.zeros(len(self.upper), dtype=np.bool_)


def over(above: float | Floats, under: Floats) -> Floats:
    """A quotient that is no lower than the exact one; infinite where there is nothing below."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(under > 0, WIDER * above / under, inf)


def cells(rows: Whole, columns: Whole) -> tuple[slice | Whole, slice | Whole]:
    """Rows and columns of a table, as slices where they lie side by side."""
    across, down = _side_by_side(columns), _side_by_side(rows)
    if down is None and across is None:
        return rows[:, None], columns
    return rows if down is None else down, columns if across is None else across


def _side_by_side(numbers: Whole) -> slice | None:
    first, end = int(numbers[0]), int(numbers[-1]) + 1
    return slice(first, end) if end - first == len(numbers) else None


def _wider(table: Table, columns: int) -> Table:
    wider = np.zeros((len(table), columns))
    wider[:, : table.shape[1]] = table
    return wider
