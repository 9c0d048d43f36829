"""Several tables of one question, read together: other breakdowns, earlier releases.  Pure.

Groups of different breakdowns overlap, and a release differs from an earlier one by whoever came in
between; what one table hides another may give away.  All figures become one puzzle (for a multiple
choice one per answer, because its answers do not add up to anything).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from regiowerk.listen.surveys.domain.disclosure.grid import (
    Grid,
    grid_of,
    may_stand,
    table_of,
    unpublishable,
)
from regiowerk.listen.surveys.domain.disclosure.puzzle import Aim, Fact, Member, Puzzle
from regiowerk.listen.surveys.domain.disclosure.suppress import TOTAL_COST, NothingLeftError
from regiowerk.listen.surveys.domain.disclosure.tables import (
    Cell,
    MixedError,
    Protection,
    SafeTable,
    TableRequest,
)
from regiowerk.listen.surveys.domain.disclosure.watch import Watch

type Units = frozenset[str]


def link(
    requests: Sequence[TableRequest], protection: Protection, published: Sequence[SafeTable] = ()
) -> tuple[SafeTable, ...]:
    """Tables that stay safe when all of them and those published before are read together."""
    grids = [
        grid_of(r.records, r.answers, r.axis, protection.least, is_multiple=r.is_multiple)
        for r in requests
    ]
    given = _given(requests, published)
    large = [grid for grid in grids if len(grid.everyone) >= protection.least]
    board = Board(large, [table for table in published if table.is_publishable], given, protection)
    try:
        board.close()
    except NothingLeftError:
        return tuple(unpublishable(grid, protection, "forced") for grid in grids)
    return tuple(
        board.table(grid) if grid in large else unpublishable(grid, protection, "too_few")
        for grid in grids
    )


def _given(
    requests: Sequence[TableRequest], published: Sequence[SafeTable]
) -> dict[str, tuple[str, ...]]:
    kinds = {(tuple(r.answers), r.is_multiple) for r in requests}
    kinds |= {(table.answers, table.is_multiple) for table in published}
    if len(kinds) > 1:
        raise MixedError
    given: dict[str, tuple[str, ...]] = {}
    for record in itertools.chain.from_iterable(r.records for r in requests):
        answer = tuple(sorted(set(record.answer)))
        if given.setdefault(record.unit, answer) != answer:
            raise MixedError(record.unit)
    return given


class Board:
    """The atoms of all tables, and one puzzle or one per answer."""

    def __init__(
        self,
        grids: Sequence[Grid],
        published: Sequence[SafeTable],
        given: Mapping[str, tuple[str, ...]],
        protection: Protection,
    ) -> None:
        self._protection = protection
        tables: list[Grid | SafeTable] = [*grids, *published]
        self._is_multiple = any(table.is_multiple for table in tables)
        self._answers = tables[0].answers if tables else ()
        self._sets = _sets(grids, published)
        rests = [grid.members[-1] for grid in grids if grid.members[-1]]
        self._atoms = _atoms([*self._sets, *rests])
        facts = self._facts(grids, published)
        self._puzzles = self._all_puzzles(facts)
        self._watches = [
            Watch(puzzle, self._guarded(puzzle, rests), readers, protection)
            for puzzle, readers in zip(self._puzzles, self._readers(given), strict=True)
        ]

    def close(self) -> None:
        """Decide what stays untold.  Raises NothingLeftError."""
        for watch in self._watches:
            watch.close()

    def _aim(self, units: Units, answer: int) -> Aim:
        atoms = tuple(n for n, atom in enumerate(self._atoms) if atom <= units)
        return Aim(atoms, 0 if self._is_multiple else answer)

    def _facts(
        self, grids: Sequence[Grid], published: Sequence[SafeTable]
    ) -> dict[tuple[int, Aim], list[Fact]]:
        """By answer and aim: what was published before, then what is new."""
        facts: dict[tuple[int, Aim], list[Fact]] = {}
        for units, answer, cell in _published_cells(published):
            aim = self._aim(units, answer)
            facts.setdefault((answer, aim), []).append(Fact(aim, cell.low, cell.high, None))
        for units, answer, count, factor in _new_cells(grids):
            aim = self._aim(units, answer)
            known = facts.setdefault((answer, aim), [])
            if all(fact.low < fact.high for fact in known):  # else it stands already
                cost = factor * (2 + count.bit_length())
                known.append(Fact(aim, count, count, cost))
        return facts

    def _all_puzzles(self, facts: Mapping[tuple[int, Aim], Sequence[Fact]]) -> list[Puzzle]:
        sizes = [len(atom) for atom in self._atoms]
        columns = 1 if self._is_multiple else len(self._answers)
        puzzles = []
        for number in range(len(self._answers) if self._is_multiple else 1):
            own = [
                fact
                for (answer, _), told in facts.items()
                if answer == number or not self._is_multiple
                for fact in told
            ]
            puzzle = Puzzle(sizes, columns, own, is_whole=not self._is_multiple)
            puzzle.open |= {n for n, fact in enumerate(own) if not self._may_stand(fact, puzzle)}
            puzzles.append(puzzle)
        return puzzles

    def _may_stand(self, fact: Fact, puzzle: Puzzle) -> bool:
        size = puzzle.size(fact.aim)
        return fact.cost is None or may_stand(
            fact.low, size, self._protection.least, is_multiple=self._is_multiple
        )

    def _guarded(self, puzzle: Puzzle, rests: Iterable[Units]) -> list[Aim]:
        """Aims nobody publishes, but anybody may get by adding and subtracting groups."""
        found = {*self._atoms, *rests}
        for one, two in itertools.permutations(self._sets, 2):
            found |= {one & two, one - two}
        hidden = sorted(sorted(units) for units in found - {*self._sets} if units)
        return [
            self._aim(frozenset(units), answer)
            for units in hidden
            for answer in range(puzzle.columns)
        ]

    def _readers(self, given: Mapping[str, tuple[str, ...]]) -> list[list[Member]]:
        """One member of each kind by puzzle; a kind is an atom and an answer.

        What units of earlier releases answered is not known here: they are taken to be of every kind.
        """
        found: list[dict[Member, None]] = [{} for _ in self._puzzles]
        units = [(unit, n) for n, atom in enumerate(self._atoms) for unit in sorted(atom)]
        for unit, atom in units if self._protection.known else ():
            for column, code in enumerate(self._answers):
                for is_in in (True, False) if unit not in given else (code in given[unit],):
                    if self._is_multiple:
                        found[column][Member(atom, 0, is_in)] = None
                    elif is_in:
                        found[0][Member(atom, column, True)] = None
        return [list(readers) for readers in found]

    def _cell(self, units: Units, answer: int) -> Cell:
        puzzle = self._puzzles[answer if self._is_multiple else 0]
        aim = self._aim(units, answer)
        for number, fact in enumerate(puzzle.facts):
            if fact.aim == aim and fact.low == fact.high and number not in puzzle.open:
                return Cell(fact.low, fact.low, fact.low)
        return Cell(None, puzzle.reach(aim, -1), puzzle.reach(aim, 1))

    def table(self, grid: Grid) -> SafeTable:
        """One of the tables as it may be seen."""
        answers = range(len(grid.answers))
        cells = [[self._cell(units, answer) for answer in answers] for units in grid.members[:-1]]
        return table_of(grid, cells, [self._cell(grid.everyone, answer) for answer in answers])


def _sets(grids: Sequence[Grid], published: Sequence[SafeTable]) -> tuple[Units, ...]:
    found = {units for table in published for units in (*table.members, table.everyone)}
    found |= {units for grid in grids for units in (*grid.members[:-1], grid.everyone)}
    return tuple(sorted(found, key=sorted))


def _atoms(sets: Sequence[Units]) -> tuple[Units, ...]:
    marks: dict[tuple[bool, ...], set[str]] = {}
    for unit in sorted(frozenset().union(*sets)):
        marks.setdefault(tuple(unit in units for units in sets), set()).add(unit)
    return tuple(frozenset(units) for units in marks.values())


def _published_cells(published: Sequence[SafeTable]) -> Iterator[tuple[Units, int, Cell]]:
    for table in published:
        rows = [*zip(table.members, table.cells, strict=True), (table.everyone, table.totals)]
        for units, cells in rows:
            for answer, cell in enumerate(cells):
                yield units, answer, cell


def _new_cells(grids: Sequence[Grid]) -> Iterator[tuple[Units, int, int, int]]:
    """Units, answer, count and cost factor, each set of units once."""
    seen: set[tuple[Units, int]] = set()
    for grid in grids:
        rows = [*zip(grid.members[:-1], grid.counts[:-1], strict=True)]
        for units, counts in (*rows, (grid.everyone, grid.totals)):
            for answer, count in enumerate(counts):
                if (units, answer) not in seen:
                    seen.add((units, answer))
                    yield units, answer, count, TOTAL_COST if units == grid.everyone else 1
