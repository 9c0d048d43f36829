"""What a table with margins leaves possible, as flows in a network: exact in whole numbers.  Pure.

A table with row and column sums is a circulation: an arc per cell from its row to its answer, an arc
per total from the answer back.  The largest and smallest value of a hidden cell is a maximum flow
through the hidden arcs (Gusfield, "A graph theoretic approach to statistical data security", SIAM
J. Comput. 1988); such flows are whole numbers, so no programme with whole numbers has to be solved.
Shown arcs may be opened at a cost: the cheapest cycle names the cells to hide as well (Cox, "Network
models for complementary cell suppression", JASA 1995).
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

type Move = tuple[int, int]  # arc, +1 along it or -1 against it


@dataclass(frozen=True, slots=True)
class Arc:
    tail: int
    head: int
    high: int  # capacity; the lower bound is 0
    value: int  # the true count
    cost: int  # what is lost when it is hidden


@dataclass(frozen=True, slots=True)
class Reader:
    """One of the table's own organisations: his answer bounds the cell he stands in.

    Counted in the cell, `low` is 1; one of those who are not, `high` is one below the group's size.
    """

    arc: int
    low: int
    high: int


class Network:
    """Arcs around nodes 0..n-1, each hidden or shown; the true counts are one circulation."""

    def __init__(self, nodes: int, arcs: Sequence[Arc], hidden: Sequence[int]) -> None:
        self.arcs = tuple(arcs)
        self.hidden: set[int] = set()
        self._all: list[list[tuple[int, int, int]]] = [[] for _ in range(nodes)]
        self._free: list[list[tuple[int, int, int]]] = [[] for _ in range(nodes)]
        for number, arc in enumerate(self.arcs):
            self._link(self._all, number, arc)
        for number in hidden:
            self.hide(number)

    def hide(self, number: int) -> None:
        """From now on the arc may take any value."""
        if number not in self.hidden:
            self.hidden.add(number)
            self._link(self._free, number, self.arcs[number])

    @staticmethod
    def _link(links: list[list[tuple[int, int, int]]], number: int, arc: Arc) -> None:
        links[arc.tail].append((arc.head, number, 1))
        links[arc.head].append((arc.tail, number, -1))

    def stretch(
        self, number: int, sign: int, limit: int, reader: Reader | None = None
    ) -> tuple[int, list[int]]:
        """How far the arc can go up (+1) or down (-1), at most `limit`, and a circulation there."""
        values = [arc.value for arc in self.arcs]
        gone = 0
        while gone < limit:
            room = min(limit - gone, self._room(values, number, sign, reader))
            path = self._path(values, number, sign, reader) if room else None
            if path is None:
                break
            step = min([room, *(self._room(values, *move, reader) for move in path)])
            for arc, way in (*path, (number, sign)):
                values[arc] += way * step
            gone += step
        return gone, values

    def cheapest(
        self, number: int, sign: int, values: list[int], reader: Reader | None = None
    ) -> tuple[int, tuple[int, ...]] | None:
        """Cost and numbers of the shown arcs that, once hidden, let the arc go one further."""
        if not self._room(values, number, sign, reader):
            return None
        start, goal = self._ends(number, sign)
        best = {start: 0}
        came: dict[int, tuple[int, int]] = {}
        queue = [(0, start)]
        while queue:
            cost, node = heapq.heappop(queue)
            if node == goal:
                return cost, self._opened(came, start, goal)
            if cost > best[node]:
                continue
            for other, arc, way in self._all[node]:
                if arc == number or not self._room(values, arc, way, reader):
                    continue
                reached = cost + (0 if arc in self.hidden else self.arcs[arc].cost)
                if reached < best.get(other, reached + 1):
                    best[other] = reached
                    came[other] = (node, arc)
                    heapq.heappush(queue, (reached, other))
        return None

    def _opened(self, came: dict[int, tuple[int, int]], start: int, goal: int) -> tuple[int, ...]:
        found: list[int] = []
        node = goal
        while node != start:
            node, arc = came[node]
            if arc not in self.hidden:
                found.append(arc)
        return tuple(sorted(found))

    def _ends(self, number: int, sign: int) -> tuple[int, int]:
        arc = self.arcs[number]
        return (arc.head, arc.tail) if sign > 0 else (arc.tail, arc.head)

    def _room(self, values: list[int], number: int, way: int, reader: Reader | None) -> int:
        low, high = 0, self.arcs[number].high
        if reader is not None and reader.arc == number:
            low, high = reader.low, reader.high
        return high - values[number] if way > 0 else values[number] - low

    def _path(
        self, values: list[int], number: int, sign: int, reader: Reader | None
    ) -> list[Move] | None:
        start, goal = self._ends(number, sign)
        came: dict[int, tuple[int, int, int]] = {start: (start, -1, 0)}
        queue = deque([start])
        while queue and goal not in came:
            node = queue.popleft()
            for other, arc, way in self._free[node]:
                if other not in came and arc != number and self._room(values, arc, way, reader):
                    came[other] = (node, arc, way)
                    queue.append(other)
        if goal not in came:
            return None
        moves: list[Move] = []
        node = goal
        while node != start:
            node, arc, way = came[node]
            moves.append((arc, way))
        return moves
