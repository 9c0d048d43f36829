"""One table: which cells are hidden so that no hidden cell can be narrowed.  Pure.

Primary suppression by threshold, then complementary suppression: every hidden cell gets its exact
feasible interval from all that is shown, once for a stranger and once for each kind of member who
knows his own answer; while one is narrower than k, the cheapest further cells are hidden.  After
Cox (1995) and Fischetti and Salazar, "Solving the cell suppression problem" (2001), with a greedy
choice.  Counts are organisations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regiowerk.listen.surveys.domain.disclosure.grid import (
    Grid,
    may_stand,
    table_of,
    unpublishable,
)
from regiowerk.listen.surveys.domain.disclosure.network import Arc, Network, Reader
from regiowerk.listen.surveys.domain.disclosure.tables import Cell, Protection, SafeTable

TOTAL_COST = 5  # a total says more than a cell: it is hidden only where five cells would be


class NothingLeftError(Exception):
    """A hidden cell stays too narrow with everything hidden."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What an arc stands for.  Row None: the total of the answer."""

    row: int | None
    answer: int
    size: int
    is_rest: bool  # those without a group: never shown, but guarded


@dataclass(frozen=True, slots=True)
class Interval:
    """Feasible values of an arc, as far as they were looked for."""

    low: int
    high: int
    at_low: list[int]
    at_high: list[int]


def suppress(grid: Grid, protection: Protection) -> SafeTable:
    """The table with counts and ranges anybody may see."""
    if len(grid.everyone) < protection.least:
        return unpublishable(grid, protection, "too_few")
    guard = Guard(grid, protection)
    try:
        guard.close()
    except NothingLeftError:
        return unpublishable(grid, protection, "forced")
    cells = [
        [guard.cell(guard.number(row, answer)) for answer in range(len(grid.answers))]
        for row in range(len(grid.groups))
    ]
    totals = [guard.cell(guard.number(None, answer)) for answer in range(len(grid.answers))]
    return table_of(grid, cells, totals)


class Guard:
    """A grid as a network, and which of its arcs are hidden."""

    def __init__(self, grid: Grid, protection: Protection) -> None:
        self._grid = grid
        self._protection = protection
        self._rest = len(grid.groups)
        self._spots = [
            Spot(row, answer, size, row == self._rest)
            for row, size in enumerate(grid.sizes)
            for answer in range(len(grid.answers))
        ]
        n = len(grid.everyone)
        self._spots += [Spot(None, answer, n, False) for answer in range(len(grid.answers))]
        rows, columns = self._rest + 1, len(grid.answers)
        arcs = [self._arc(spot, rows, rows + columns) for spot in self._spots]
        hidden = [
            number
            for number, (spot, arc) in enumerate(zip(self._spots, arcs, strict=True))
            if spot.is_rest or not self._may_stand(arc.value, spot.size)
        ]
        self._network = Network(rows + columns + 1, arcs, hidden)
        self._readers = tuple(self._all_readers()) if protection.known else ()

    def _may_stand(self, count: int, size: int) -> bool:
        multiple = self._grid.is_multiple
        return may_stand(count, size, self._protection.least, is_multiple=multiple)

    def _arc(self, spot: Spot, rows: int, ground: int) -> Arc:
        """Rows of a multiple choice have no sum: their arcs start at the ground."""
        if spot.row is None:
            value = self._grid.totals[spot.answer]
            cost = TOTAL_COST * (2 + value.bit_length())
            return Arc(rows + spot.answer, ground, spot.size, value, cost)
        value = self._grid.counts[spot.row][spot.answer]
        tail = ground if self._grid.is_multiple else spot.row
        return Arc(tail, rows + spot.answer, spot.size, value, 2 + value.bit_length())

    def number(self, row: int | None, answer: int) -> int:
        """The arc of a cell, or of a total."""
        return (self._rest + 1 if row is None else row) * len(self._grid.answers) + answer

    def _all_readers(self) -> Iterator[Reader]:
        for number, spot in enumerate(self._spots):
            if spot.row is None:
                continue
            value = self._network.arcs[number].value
            if value:
                yield Reader(number, 1, spot.size)
            if self._grid.is_multiple and value < spot.size:
                yield Reader(number, 0, spot.size - 1)

    def close(self) -> None:
        """Hide until every hidden cell is wide enough.  Raises NothingLeftError."""
        is_settled = False
        while not is_settled:
            is_settled = True
            queue = sorted(self._network.hidden)
            while queue:
                number = queue.pop(0)
                opened = self._secure(number)
                queue += [other for other in opened if other not in queue]
                is_settled = is_settled and not opened

    def _secure(self, number: int) -> list[int]:
        opened: list[int] = []
        while (failing := self._failing(number)) is not None:
            more = self._cheapest(number, *failing)
            if not more:
                raise NothingLeftError
            for arc in more:
                self._network.hide(arc)
            opened += more
        return opened

    def _cheapest(self, number: int, reader: Reader | None, found: Interval) -> tuple[int, ...]:
        ways = [
            self._network.cheapest(number, 1, found.at_high, reader),
            self._network.cheapest(number, -1, found.at_low, reader),
        ]
        if self._is_few(number) and found.low > self._own(number, reader):
            ways = ways[1:]
        possible = [way for way in ways if way is not None]
        return min(possible, key=lambda way: way[0])[1] if possible else ()

    def _is_few(self, number: int) -> bool:
        return self._spots[number].size < self._protection.least

    @staticmethod
    def _own(number: int, reader: Reader | None) -> int:
        return reader.low if reader is not None and reader.arc == number else 0

    def _interval(self, number: int, limit: int, reader: Reader | None) -> Interval:
        value = self._network.arcs[number].value
        up, at_high = self._network.stretch(number, 1, limit, reader)
        down, at_low = self._network.stretch(number, -1, limit, reader)
        return Interval(value - down, value + up, at_low, at_high)

    def _failing(self, number: int) -> tuple[Reader | None, Interval] | None:
        """The first reader who sees too much of a hidden cell, a stranger before the members.

        A reader takes at most one from either end of an interval: two circulations differ by
        simple cycles, and one of them brings his own answer in.
        """
        spot = self._spots[number]
        if spot.size == 0:
            return None
        enough = self._protection.threshold + 2
        limit = spot.size if spot.is_rest else enough
        found = self._interval(number, limit, None)
        if not self._is_safe(number, None, found):
            return None, found
        if not spot.is_rest and found.high - found.low >= enough:
            return None
        for reader in self._readers:
            if reader.arc in self._network.hidden:
                found = self._interval(number, limit, reader)
                if not self._is_safe(number, reader, found):
                    return reader, found
        return None

    def _is_safe(self, number: int, reader: Reader | None, found: Interval) -> bool:
        spot = self._spots[number]
        if not spot.is_rest:
            return found.high - found.low >= self._protection.threshold
        own = self._own(number, reader)
        inside = int(reader is not None and self._spots[reader.arc].row == spot.row)
        low, high, size = found.low - own, found.high - own, spot.size - inside
        if high == 0 and not self._grid.is_multiple:
            return True
        if self._is_few(number):
            return low == 0 and high == size
        least = self._protection.least - int(reader is not None)
        if low >= least and size - high >= least:
            return True
        return high - low >= self._protection.threshold

    def cell(self, number: int) -> Cell:
        """The count, or the range everything shown leaves to it."""
        value = self._network.arcs[number].value
        if number not in self._network.hidden:
            return Cell(value, value, value)
        found = self._interval(number, self._spots[number].size, None)
        return Cell(None, found.low, found.high)
