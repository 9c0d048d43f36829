"""Which figures of overlapping tables stay untold, so that nothing hidden can be narrowed.  Pure.

Watched are the hidden cells themselves, and everything that can be had by subtraction: what two
published groups share, what one has and the other lacks, and every atom.  What a single figure says
of a part of its group stays, and so does what the difference of two figures says, where that
difference is large enough to be told itself.  Read as a stranger and as each kind of member.  Greedy
choice of the cheapest further figures; Fischetti and Salazar (2001).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regiowerk.listen.surveys.domain.disclosure.puzzle import Aim, Fact, Floats, Member, Puzzle
from regiowerk.listen.surveys.domain.disclosure.suppress import NothingLeftError
from regiowerk.listen.surveys.domain.disclosure.tables import Protection

type Span = tuple[int, int, int]  # low, high, size
type Way = tuple[int, tuple[int, ...], Floats]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader can narrow an aim to."""

    aim: Aim
    reader: Member | None
    low: int
    high: int


class Watch:
    """One puzzle and everything in it that has to stay open."""

    def __init__(
        self,
        puzzle: Puzzle,
        guarded: Sequence[Aim],
        readers: Sequence[Member],
        protection: Protection,
    ) -> None:
        self._puzzle = puzzle
        self._guarded = tuple(guarded)
        self._readers: tuple[Member | None, ...] = (None, *readers)
        self._protection = protection
        self._lost: set[Aim] = set()  # closed by what was published before; nothing to be done
        self._differences: dict[tuple[int, int], list[Fact]] = {}  # by column and open facts

    def close(self) -> None:
        """Open facts until nothing is too narrow.  Raises NothingLeftError."""
        is_settled = False
        while not is_settled:
            before = len(self._puzzle.open)
            for aim, is_strict in self._aims():
                self._secure(aim, is_strict=is_strict)
            is_settled = len(self._puzzle.open) == before

    def _aims(self) -> list[tuple[Aim, bool]]:
        facts = enumerate(self._puzzle.facts)
        hidden = {f.aim: None for n, f in facts if n in self._puzzle.open or f.low < f.high}
        others = dict.fromkeys(self._open_part(aim) for aim in self._guarded)
        return [
            *((aim, True) for aim in hidden),
            *((aim, False) for aim in others if aim.atoms and aim not in hidden),
        ]

    def _open_part(self, aim: Aim) -> Aim:
        """Without the atoms a told 0 of a single choice covers: that much may be known."""
        if not self._puzzle.is_whole:
            return aim
        zeros = {
            atom
            for number, fact in enumerate(self._puzzle.facts)
            if fact.high == 0 and fact.aim.column == aim.column and number not in self._puzzle.open
            for atom in fact.aim.atoms
        }
        return Aim(tuple(atom for atom in aim.atoms if atom not in zeros), aim.column)

    def _secure(self, aim: Aim, *, is_strict: bool) -> None:
        while aim not in self._lost and (seen := self._failing(aim, is_strict=is_strict)):
            way = self._widen(seen, is_strict=is_strict)
            if way is None:
                if is_strict and not self._is_old(aim):
                    raise NothingLeftError
                self._lost.add(aim)
                return
            self._puzzle.open_up(way[1], way[2])

    def _is_old(self, aim: Aim) -> bool:
        return any(fact.aim == aim and fact.cost is None for fact in self._puzzle.facts)

    def _failing(self, aim: Aim, *, is_strict: bool) -> Seen | None:
        for reader in self._doubtful(aim, is_strict=is_strict):
            if reader is not None and not self._exists(reader):
                continue
            seen = self._exactly(aim, reader)
            if not is_strict and self._puzzle.is_whole and not self._is_safe(seen, is_strict=False):
                seen = self._exactly(self._without_zeros(aim, reader), reader)
            if not self._is_safe(seen, is_strict=is_strict):
                return seen
            if reader is None and not is_strict and self._may_be_known(seen):
                return None  # large enough on both sides to be told, so members may know it too
        return None

    def _exists(self, reader: Member) -> bool:
        """Whether the figures leave room for such a member."""
        own = Aim((reader.atom,), reader.column)
        if reader.is_in:
            return self._puzzle.reach(own, 1) > 0
        return self._puzzle.reach(own, -1) < self._puzzle.size(own)

    def _exactly(self, aim: Aim, reader: Member | None) -> Seen:
        if not aim.atoms:
            return Seen(aim, reader, 0, 0)
        low, high = (self._puzzle.reach(aim, sign, reader) for sign in (-1, 1))
        return Seen(aim, reader, low, high)

    def _without_zeros(self, aim: Aim, reader: Member | None) -> Aim:
        """Without atoms that certainly did not choose the answer: of a single choice that may be known."""
        kept = [
            atom
            for atom in aim.atoms
            if self._puzzle.reach(Aim((atom,), aim.column), 1, reader) > 0
        ]
        return Aim(tuple(kept), aim.column)

    def _doubtful(self, aim: Aim, *, is_strict: bool) -> list[Member | None]:
        """Readers the solutions found so far do not prove it for."""
        points = self._puzzle.points
        if not len(points) or not aim.atoms:
            return list(self._readers)
        reached = points[:, list(aim.atoms), aim.column].sum(axis=1)
        doubtful: list[Member | None] = []
        for reader in self._readers:
            values = reached
            if reader is not None:
                own = points[:, reader.atom, reader.column]
                fits = own >= 1 if reader.is_in else own < self._puzzle.sizes[reader.atom]
                values = reached[fits]
            if not len(values) or not self._is_wide(
                Seen(aim, reader, int(np.min(values)), int(np.max(values))), is_strict=is_strict
            ):
                doubtful.append(reader)
        return doubtful

    def _others(self, aim: Aim, low: int, high: int, reader: Member | None) -> Span:
        """Low, high and size without the reader himself."""
        size = self._puzzle.size(aim)
        if reader is None or reader.atom not in aim.atoms:
            return low, high, size
        own = int(reader.is_in and reader.column == aim.column)
        return low - own, high - own, size - 1

    def _span(self, seen: Seen) -> Span:
        return self._others(seen.aim, seen.low, seen.high, seen.reader)

    def _single(self, seen: Seen) -> tuple[int, int]:
        """What each figure says on its own: of 10 in 14, any 12 have at least 8."""
        size = self._span(seen)[2]
        least, most = 0, size
        atoms = set(seen.aim.atoms)
        told = self._told(seen.aim.column)
        for fact in (*told, *self._between(seen.aim.column, told)):
            low, high, whole = self._others(fact.aim, fact.low, fact.high, seen.reader)
            if atoms <= set(fact.aim.atoms):
                least, most = max(least, low - whole + size), min(most, high)
            elif atoms >= set(fact.aim.atoms):
                least, most = max(least, low), min(most, high + size - whole)
        return least, most

    def _told(self, column: int) -> list[Fact]:
        puzzle = self._puzzle
        return [
            fact
            for number, fact in enumerate(puzzle.facts)
            if number not in puzzle.open and fact.aim.column == column
        ]

    def _between(self, column: int, told: Sequence[Fact]) -> list[Fact]:
        """Differences of two told figures, one group inside the other, that might be told as well."""
        place = (column, len(self._puzzle.open))
        if place not in self._differences:
            exact = [fact for fact in told if fact.low == fact.high]
            pairs = (
                (inner, outer)
                for inner, outer in itertools.permutations(exact, 2)
                if set(inner.aim.atoms) < set(outer.aim.atoms)
            )
            differences = (_difference(inner, outer) for inner, outer in pairs)
            least = self._protection.least
            self._differences[place] = [
                one
                for one in differences
                if one.low >= least and self._puzzle.size(one.aim) - one.low >= least
            ]
        return self._differences[place]

    def _is_few(self, seen: Seen) -> bool:
        return self._puzzle.size(seen.aim) < self._protection.least

    def _is_wide(self, seen: Seen, *, is_strict: bool) -> bool:
        """Whether values as far apart as these are enough; more of them can only add to it."""
        if is_strict or not self._is_few(seen):
            return seen.high - seen.low >= self._protection.threshold
        low, high, size = self._span(seen)
        return low == 0 and high == size

    def _is_safe(self, seen: Seen, *, is_strict: bool) -> bool:
        if is_strict or self._is_wide(seen, is_strict=is_strict):
            return self._is_wide(seen, is_strict=is_strict)
        low, high, size = self._span(seen)
        if size == 0 or self._may_be_known(seen):
            return True
        least, most = self._single(seen)
        return low <= least and high >= most

    def _may_be_known(self, seen: Seen) -> bool:
        """As many on both sides as a figure that is told."""
        low, high, size = self._span(seen)
        least = self._protection.least - int(seen.reader is not None)
        return low >= least and size - high >= least

    def _widen(self, seen: Seen, *, is_strict: bool) -> Way | None:
        if not is_strict and self._is_few(seen):
            low, high, _ = self._span(seen)
            least, most = self._single(seen)
            if low > least:
                return self._puzzle.cheapest(seen.aim, -1, seen.low - low + least, seen.reader)
            return self._puzzle.cheapest(seen.aim, 1, seen.high - high + most, seen.reader)
        missing = self._protection.threshold - (seen.high - seen.low)
        return self._further(seen, missing) or (self._further(seen, 1) if missing > 1 else None)

    def _further(self, seen: Seen, by: int) -> Way | None:
        ways = [
            self._puzzle.cheapest(seen.aim, 1, seen.high + by, seen.reader),
            self._puzzle.cheapest(seen.aim, -1, seen.low - by, seen.reader),
        ]
        return min((way for way in ways if way), key=lambda way: way[0], default=None)


def _difference(inner: Fact, outer: Fact) -> Fact:
    atoms = tuple(atom for atom in outer.aim.atoms if atom not in inner.aim.atoms)
    count = outer.low - inner.low
    return Fact(Aim(atoms, outer.aim.column), count, count, None)
