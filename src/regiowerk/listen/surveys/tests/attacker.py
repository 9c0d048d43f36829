"""A reader who adds, subtracts and searches: what do published tables leave open?  Tests only.

He knows who belongs to which group (that is public) and every figure of every table.  Organisations
no table tells apart form an atom; what he searches are whole numbers per atom and answer that fit
all figures.  Small cases are listed completely, larger ones bounded by HiGHS' branch and bound.  He
shares no code with the defence and does not use the published ranges, except to compare them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from regiowerk.listen.surveys.domain.disclosure.tables import Record, SafeTable

ROOM = 50_000  # rows listed at most


@dataclass(frozen=True)
class Finding:
    kind: str  # narrow, one_mind, small, range, untrue
    group: tuple[str, ...]
    answer: str
    low: int
    high: int
    reader: str = ""


@dataclass(frozen=True)
class Sum:
    """A figure: the atoms it adds up, in one column."""

    atoms: tuple[int, ...]
    column: int
    count: int


@dataclass(frozen=True)
class Own:
    """What a member knows: his atom, and at least / at most how many of it are in a column."""

    name: str
    atom: int
    column: int
    is_in: bool


class Sheet:
    """Unknown whole numbers per atom and column.  `is_whole`: the columns add up to the atom."""

    def __init__(self, sizes: Sequence[int], columns: int, sums: Sequence[Sum], is_whole: bool):
        self.sizes = list(sizes)
        self.columns = columns
        self.sums = sums
        self.is_whole = is_whole
        self.listed = self._list()
        self._cache: dict[tuple[object, ...], tuple[int, int]] = {}

    def _rows(self, size: int) -> np.ndarray:
        if not self.is_whole:
            return np.arange(size + 1, dtype=np.int16)[:, None]
        bars = itertools.combinations(range(size + self.columns - 1), self.columns - 1)
        return np.array(
            [np.diff([-1, *bar, size + self.columns - 1]) - 1 for bar in bars], dtype=np.int16
        )

    def _list(self) -> np.ndarray | None:
        found = np.zeros((1, 0, self.columns), dtype=np.int16)
        for atom, size in enumerate(self.sizes):
            rows = self._rows(size)
            if len(found) * len(rows) > 4 * ROOM:
                return None
            left = np.repeat(found, len(rows), axis=0)
            right = np.tile(rows, (len(found), 1))[:, None, :]
            found = np.concatenate([left, right], axis=1)
            for one in self.sums:
                if atom in one.atoms:
                    done = [other for other in one.atoms if other <= atom]
                    reached = found[:, done, one.column].sum(axis=1)
                    is_full = len(done) == len(one.atoms)
                    found = found[reached == one.count if is_full else reached <= one.count]
            if len(found) > ROOM:
                return None
        assert len(found), "the figures contradict each other"
        return found

    def bounds(self, atoms: Sequence[int], column: int, own: Own | None) -> tuple[int, int]:
        """Least and greatest number of a set of atoms in a column."""
        key = (tuple(atoms), column, own and (own.atom, own.column, own.is_in))
        if key not in self._cache:
            look = self._search if self.listed is None else self._look
            self._cache[key] = look(atoms, column, own)
        return self._cache[key]

    def _look(self, atoms: Sequence[int], column: int, own: Own | None) -> tuple[int, int]:
        assert self.listed is not None
        listed = self.listed
        if own is not None:
            there = listed[:, own.atom, own.column]
            listed = listed[there >= 1 if own.is_in else there < self.sizes[own.atom]]
        reached = listed[:, list(atoms), column].sum(axis=1)
        return int(reached.min()), int(reached.max())

    def _search(self, atoms: Sequence[int], column: int, own: Own | None) -> tuple[int, int]:
        width = self.columns
        low = np.zeros(len(self.sizes) * width)
        high = np.repeat(np.array(self.sizes, dtype=float), width)
        if own is not None:
            place = own.atom * width + own.column
            low[place], high[place] = (1, high[place]) if own.is_in else (0, high[place] - 1)
        rows, values = [], []
        for one in self.sums:
            row = np.zeros(len(low))
            row[[atom * width + one.column for atom in one.atoms]] = 1
            rows.append(row)
            values.append(one.count)
        if self.is_whole:
            for atom, size in enumerate(self.sizes):
                row = np.zeros(len(low))
                row[atom * width : (atom + 1) * width] = 1
                rows.append(row)
                values.append(size)
        aim = np.zeros(len(low))
        aim[[atom * width + column for atom in atoms]] = 1
        return self._end(aim, rows, values, low, high), -self._end(-aim, rows, values, low, high)

    @staticmethod
    def _end(
        aim: np.ndarray,
        rows: list[np.ndarray],
        values: list[int],
        low: np.ndarray,
        high: np.ndarray,
    ) -> int:
        limits = [LinearConstraint(np.array(rows), values, values)] if rows else []
        bounds = Bounds(low, high)
        found = milp(aim, bounds=bounds, constraints=limits)
        assert found.status == 0, found.message
        if np.abs(found.x - np.round(found.x)).max() > 1e-7:  # no corner of whole numbers: branch
            whole = np.ones(len(aim))
            found = milp(aim, integrality=whole, bounds=bounds, constraints=limits)
        return round(found.fun)


class Attack:
    """All tables published of one question, read together."""

    def __init__(self, tables: Sequence[SafeTable]) -> None:
        self.tables = [table for table in tables if table.totals]
        self.answers = self.tables[0].answers if self.tables else ()
        self.is_multiple = any(table.is_multiple for table in self.tables)
        sets = [s for table in self.tables for s in (*table.members, table.everyone)]
        marks: dict[tuple[bool, ...], list[str]] = {}
        for unit in sorted(frozenset().union(*sets)):
            marks.setdefault(tuple(unit in one for one in sets), []).append(unit)
        self.atoms = [frozenset(units) for units in marks.values()]
        self.sheets = self._sheets()

    def _atoms_of(self, units: frozenset[str]) -> tuple[int, ...]:
        return tuple(n for n, atom in enumerate(self.atoms) if atom <= units)

    def _sheets(self) -> list[Sheet]:
        sums = []
        for table in self.tables:
            rows = [*zip(table.members, table.cells, strict=True), (table.everyone, table.totals)]
            for units, cells in rows:
                for column, cell in enumerate(cells):
                    if cell.count is not None:
                        sums.append(Sum(self._atoms_of(units), column, cell.count))
        sizes = [len(atom) for atom in self.atoms]
        if not self.is_multiple:
            return [Sheet(sizes, len(self.answers), sorted(set(sums), key=str), True)]
        return [
            Sheet(
                sizes,
                1,
                sorted({Sum(s.atoms, 0, s.count) for s in sums if s.column == column}, key=str),
                False,
            )
            for column in range(len(self.answers))
        ]

    def bounds(self, units: frozenset[str], column: int, own: Own | None = None) -> tuple[int, int]:
        """Least and greatest number of these units that gave an answer."""
        atoms = self._atoms_of(units)
        if not self.is_multiple:
            return self.sheets[0].bounds(atoms, column, own)
        if own is not None and own.column != column:
            own = None
        aside = own and Own(own.name, own.atom, 0, own.is_in)
        return self.sheets[column].bounds(atoms, 0, aside)

    def readers(self, records: Sequence[Record]) -> Iterator[Own]:
        """One member of every kind: same atom, same answer."""
        seen = set()
        for record in records:
            for atom, units in enumerate(self.atoms):
                if record.unit not in units:
                    continue
                for column, code in enumerate(self.answers):
                    is_in = code in record.answer
                    if (is_in or self.is_multiple) and (atom, column, is_in) not in seen:
                        seen.add((atom, column, is_in))
                        yield Own(record.unit, atom, column, is_in)

    def findings(self, k: int, records: Sequence[Record] = (), *, known: int = 0) -> list[Finding]:
        """Everything that should not have been possible.  With records, members attack as well."""
        found = []
        readers: list[Own | None] = [None, *(self.readers(records) if known else ())]
        for table in self.tables:
            rows = [
                *zip(table.groups, table.members, table.cells, strict=True),
                (("*",), table.everyone, table.totals),
            ]
            for name, units, cells in rows:
                for column, cell in enumerate(cells):
                    found += self._untrue(name, units, column, cell, records)
                    for own in readers:
                        found += self._cell(name, units, column, cell, own, k, known)
        for units in self._derived():
            for column in range(len(self.answers)):
                for own in readers:
                    found += self._hidden_group(units, column, own, k, known)
        return found

    def _untrue(self, name, units, column, cell, records) -> Iterator[Finding]:
        code = self.answers[column]
        named = sum(code in record.answer for record in records if record.unit in units)
        if records and not cell.low <= named <= cell.high:
            yield Finding("untrue", name, code, cell.low, cell.high)

    def _cell(self, name, units, column, cell, own, k, known) -> Iterator[Finding]:
        low, high = self.bounds(units, column, own)
        code, reader = self.answers[column], own.name if own else ""
        if cell.count is not None:
            if own is None and not self._may_stand(cell.count, len(units), k + known):
                yield Finding("small", name, code, low, high)
            return
        if high - low < k:
            yield Finding("narrow", name, code, low, high, reader)
        if own is None and (low, high) != (cell.low, cell.high):
            yield Finding("range", name, code, low, high)

    def _may_stand(self, count: int, size: int, least: int) -> bool:
        return (count == 0 and not self.is_multiple) or (count >= least and size - count >= least)

    def _derived(self) -> list[frozenset[str]]:
        """Atoms, intersections and differences of published groups that are no groups themselves."""
        sets = {s for table in self.tables for s in (*table.members, table.everyone)}
        new = set(self.atoms)
        for one, two in itertools.permutations(sorted(sets, key=sorted), 2):
            new |= {one & two, one - two}
        return sorted((s for s in new - sets if s), key=sorted)

    def _hidden_group(self, units, column, own, k, known) -> Iterator[Finding]:
        """Who certainly did not choose the answer of a single choice is set aside: a 0 may be known."""
        if not self.is_multiple:
            kept = [a for a in self.atoms if a <= units and self.bounds(a, column, own)[1]]
            units = frozenset().union(*kept)
        low, high = self.bounds(units, column, own)
        size, least = len(units), k + known
        if own is not None and own.name in units:
            mine = int(own.is_in and own.column == column)
            low, high, size = low - mine, high - mine, size - 1
        if own is not None:
            least = k
        if size == 0:
            return
        is_closed = low > 0 or high < size if size < least else high - low < k
        is_closed = is_closed and not (low >= least and size - high >= least)
        if is_closed and (low, high) != self._alone(units, column, own, size, k + known):
            name = tuple(sorted(units)[:3])
            yield Finding(
                "one_mind", name, self.answers[column], low, high, own.name if own else ""
            )

    def _alone(self, units, column, own, size: int, least: int) -> tuple[int, int]:
        """The range if only one figure at a time were read: 10 of 14 are at least 8 of any 12.

        A difference that might have been published as it is counts as a figure.
        """
        low, high = 0, size
        for group, count in self._figures(column, least):
            n = len(group)
            if own is not None and own.name in group:
                count, n = count - int(own.is_in and own.column == column), n - 1
            if units <= group:
                low, high = max(low, count - n + size), min(high, count)
            elif group <= units:
                low, high = max(low, count), min(high, count + size - n)
        return low, high

    def _figures(self, column: int, least: int) -> list[tuple[frozenset[str], int]]:
        told = {}
        for table in self.tables:
            rows = [*zip(table.members, table.cells, strict=True), (table.everyone, table.totals)]
            for group, cells in rows:
                if cells[column].count is not None:
                    told[group] = cells[column].count
        between = [
            (outer - inner, told[outer] - told[inner])
            for inner, outer in itertools.permutations(told, 2)
            if inner < outer
        ]
        fit = [one for one in between if one[1] >= least and len(one[0]) - one[1] >= least]
        return [*told.items(), *fit]
