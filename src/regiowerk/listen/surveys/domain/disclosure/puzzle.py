"""Whole numbers that fit all figures published together, when tables overlap.  Pure.

Organisations no table tells apart form an atom; unknown is how many of an atom gave an answer.  A
figure is a sum over atoms.  Tables of several breakdowns are no network any more, so bounds come
from branch and bound (HiGHS by SciPy), where rounded linear bounds would be too wide.  Every
solution found is kept: opening a figure only adds solutions, so a solution proves a width for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Points = NDArray[np.int64]  # solutions, atoms, columns

TOO_FAR = 1e9
MIX_EVERY = 10
BLENDS = 4_000
FRACTION = 1e-6  # of an organisation; what is nearer to a whole number is one


@dataclass(frozen=True, slots=True)
class Aim:
    """Whose answers are added up: atoms in one column."""

    atoms: tuple[int, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure, or a range where low and high differ.  Cost None: published before, stays."""

    aim: Aim
    low: int
    high: int
    cost: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """A reader from an atom: whether he himself is counted in a column."""

    atom: int
    column: int
    is_in: bool


class Puzzle:
    """Unknown numbers per atom and column.  `is_whole`: the columns of an atom add up to its size."""

    def __init__(
        self, sizes: Sequence[int], columns: int, facts: Sequence[Fact], *, is_whole: bool
    ) -> None:
        self.sizes = tuple(sizes)
        self.columns = columns
        self.facts = tuple(facts)
        self.is_whole = is_whole
        self.open: set[int] = set()  # facts that are not told
        self._found: list[NDArray[np.int64]] = []
        self._blends = np.zeros((0, len(sizes), columns), dtype=np.int64)
        self._mixed = 0
        self._rows = np.zeros((len(facts), len(sizes) * columns))
        for number, fact in enumerate(facts):
            self._rows[number] = self._row(fact.aim)
        self._whole = np.kron(np.eye(len(sizes)), np.ones(columns))

    @property
    def points(self) -> Points:
        """All solutions found so far."""
        if len(self._found) > self._mixed:
            self._mixed = len(self._found) + MIX_EVERY
            self._mix()
        found = np.array(self._found).reshape(-1, len(self.sizes), self.columns)
        return np.concatenate([found, self._blends])

    def _mix(self) -> None:
        """Solutions for nothing: one moved by the difference of two others, where none gets negative."""
        found = np.array(self._found)
        chance = np.random.Generator(np.random.Philox(len(found)))
        one, two, three = chance.integers(len(found), size=(3, BLENDS))
        blends = found[one] + found[two] - found[three]
        fits = (blends >= 0) & (blends <= np.array(self.sizes)[:, None])
        blends = blends[fits.all(axis=(1, 2))]
        flat = blends.reshape(len(blends), -1)
        for row, fact in zip(self._rows, self.facts, strict=True):
            if fact.low < fact.high:
                reached = flat @ row
                flat = flat[(reached >= fact.low) & (reached <= fact.high)]
        blends = flat.reshape(-1, len(self.sizes), self.columns)
        self._blends = np.concatenate([self._blends, blends])[-BLENDS:]

    def _row(self, aim: Aim) -> Floats:
        row = np.zeros(len(self.sizes) * self.columns)
        row[[atom * self.columns + aim.column for atom in aim.atoms]] = 1
        return row

    def size(self, aim: Aim) -> int:
        """Organisations in the atoms of an aim."""
        return sum(self.sizes[atom] for atom in aim.atoms)

    def reach(self, aim: Aim, sign: int, reader: Member | None = None) -> int:
        """The greatest (+1) or least (-1) number all told figures allow."""
        told = [number not in self.open for number in range(len(self.facts))]
        low = np.array([fact.low for fact in self.facts], dtype=float)[told]
        high = np.array([fact.high for fact in self.facts], dtype=float)[told]
        found = self._solve(-sign * self._row(aim), self._rows[told], low, high, reader)
        if found is None:
            raise ContradictionError(aim)
        self._keep(found)
        return round(float(self._row(aim) @ found))

    def cheapest(
        self, aim: Aim, sign: int, bound: int, reader: Member | None = None
    ) -> tuple[int, tuple[int, ...], Floats] | None:
        """Cost, facts to open and the solution that reaches at least (+1) or at most (-1) a bound."""
        closed = [n for n, fact in enumerate(self.facts) if n not in self.open]
        may = [n for n in closed if self.facts[n].cost is not None]
        slack = np.zeros((len(closed), len(may)))
        for place, number in enumerate(may):
            slack[closed.index(number), place] = self.size(self.facts[number].aim)
        rows = self._rows[closed]
        low = np.array([self.facts[n].low for n in closed], dtype=float)
        high = np.array([self.facts[n].high for n in closed], dtype=float)
        far = np.full(len(closed), TOO_FAR)
        aimed = np.concatenate([self._row(aim), np.zeros(len(may))])[None, :]
        found = self._solve(
            np.concatenate([np.zeros(rows.shape[1]), [self.facts[n].cost or 0 for n in may]]),
            np.concatenate([np.hstack([rows, slack]), np.hstack([rows, -slack]), aimed]),
            np.concatenate([low, -far, [bound if sign > 0 else -TOO_FAR]]),
            np.concatenate([far, high, [TOO_FAR if sign > 0 else bound]]),
            reader,
        )
        if found is None:
            return None
        chosen = found[rows.shape[1] :] > 0.5
        opened = tuple(n for n, is_open in zip(may, chosen, strict=True) if is_open)
        cost = sum(self.facts[n].cost or 0 for n in opened)
        return cost, opened, found[: rows.shape[1]]

    def open_up(self, opened: Sequence[int], solution: Floats) -> None:
        """Tell these facts no longer; the solution that needed it is one from now on."""
        self.open |= set(opened)
        self._keep(solution)

    def _keep(self, found: Floats) -> None:
        self._found.append(np.round(found).astype(np.int64).reshape(len(self.sizes), self.columns))

    def _solve(
        self, cost: Floats, rows: Floats, low: Floats, high: Floats, reader: Member | None
    ) -> Floats | None:
        # SciPy takes half a second to import
        from scipy import optimize, sparse  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415

        more = len(cost) - self._rows.shape[1]
        least = np.zeros(len(cost))
        most = np.concatenate([np.repeat(np.array(self.sizes, float), self.columns), np.ones(more)])
        if reader is not None:
            place = reader.atom * self.columns + reader.column
            least[place] = int(reader.is_in)
            most[place] -= int(not reader.is_in)
        if self.is_whole:
            sizes = np.array(self.sizes, float)
            whole = np.hstack([self._whole, np.zeros((len(sizes), more))])
            rows = np.concatenate([rows, whole])
            low, high = np.concatenate([low, sizes]), np.concatenate([high, sizes])
        limits = [optimize.LinearConstraint(sparse.csr_array(rows), low, high)] if len(rows) else []
        bounds = optimize.Bounds(least, most)
        for whole_numbers in (0, 1):  # a corner without fractions is the optimum, and sooner found
            found = optimize.milp(
                cost,
                integrality=np.full(len(cost), whole_numbers),
                bounds=bounds,
                constraints=limits,
                options={"mip_rel_gap": 0.0},
            )
            if found.x is None:
                return None
            if np.abs(found.x - np.round(found.x)).max() < FRACTION:
                break
        return np.asarray(found.x, dtype=float)


class ContradictionError(ValueError):
    """Figures published before do not fit the records."""

    def __init__(self, aim: Aim) -> None:
        super().__init__(aim)
        self.aim = aim
