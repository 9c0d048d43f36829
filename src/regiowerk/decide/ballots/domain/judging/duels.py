"""Comparisons of two options counted in a table: who won against whom how often.  Pure.

Millions of comparisons come as arrays of places and are counted at once; what is reckoned afterwards
no longer depends on how many there were.  A table of n options takes 8 n² bytes, twice with ties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

BLOCK = 1 << 18  # comparisons counted at once
MANY = 1 << 17  # from which on it is worth while to load SciPy

type Floats = NDArray[np.float64]
type Places = NDArray[np.integer]
type Unsigned = NDArray[np.unsignedinteger]
type Codes = NDArray[np.int64]


class Outcome(StrEnum):
    ONE = "one"
    OTHER = "other"
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Duel:
    """Somebody was shown two options and preferred one, or neither."""

    one: str
    other: str
    outcome: Outcome


class BadDuelError(ValueError):
    """A duel of an option with itself or with one that is not among the options."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one, other)
        self.one = one
        self.other = other


class BadPlacesError(ValueError):
    """Arrays of places that do not belong together, or with places outside of the options."""


class BadTableError(ValueError):
    """A table that is not square, has numbers below 0, comparisons with itself, or uneven ties."""


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """All comparisons counted; rows and columns in the order of the keys."""

    keys: tuple[str, ...]
    wins: Floats  # (n, n): how often the row was preferred to the column
    ties: Floats | None = None  # (n, n), symmetric; None where nobody was indifferent

    def __post_init__(self) -> None:
        tables = (self.wins,) if self.ties is None else (self.wins, self.ties)
        size = len(self.keys)
        if len(set(self.keys)) != size or any(table.shape != (size, size) for table in tables):
            raise BadTableError
        # The sum is finite only if every number is, and minimum tells those below 0.
        if any(not np.isfinite(table.sum()) or table.trace() for table in tables):
            raise BadTableError
        if size and any(table.min() < 0 for table in tables):
            raise BadTableError
        if self.ties is not None and not np.array_equal(self.ties, self.ties.T):
            raise BadTableError

    @property
    def counts(self) -> Floats:
        """(n, n) how often two were compared."""
        both = self.wins + self.wins.T
        return both if self.ties is None else both + self.ties


def tally(duels: Iterable[Duel], keys: Sequence[str]) -> Tally:
    """Duels counted one by one; BadDuelError."""
    place = {key: number for number, key in enumerate(keys)}
    won: list[tuple[int, int]] = []
    tied: list[tuple[int, int]] = []
    for duel in duels:
        if duel.one not in place or duel.other not in place or duel.one == duel.other:
            raise BadDuelError(duel.one, duel.other)
        pair = place[duel.one], place[duel.other]
        if duel.outcome is Outcome.TIE:
            tied.append(pair)
        else:
            won.append(pair if duel.outcome is Outcome.ONE else (pair[1], pair[0]))
    return tally_of_places(_columns(won), keys, _columns(tied) if tied else None)


def tally_of_places(
    won: tuple[Places, Places],
    keys: Sequence[str],
    tied: tuple[Places, Places] | None = None,
) -> Tally:
    """From places of winners and losers, and of those who tied; BadPlacesError."""
    wins = _table(won, len(keys))
    if tied is None or not len(tied[0]):
        return Tally(tuple(keys), wins)
    half = _table(tied, len(keys))
    return Tally(tuple(keys), wins, half + half.T)


def with_duel(counted: Tally, duel: Duel) -> Tally:
    """One more comparison; BadDuelError."""
    more = tally([duel], counted.keys)
    if more.ties is None:
        return replace(counted, wins=counted.wins + more.wins)
    ties = more.ties if counted.ties is None else counted.ties + more.ties
    return replace(counted, ties=ties)


def _columns(pairs: Sequence[tuple[int, int]]) -> tuple[Places, Places]:
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _table(pairs: tuple[Places, Places], size: int) -> Floats:
    first, second = pairs
    if first.shape != second.shape or first.ndim != 1:
        raise BadPlacesError
    counts = np.zeros(size * size, dtype=np.int64)
    room = np.empty(min(BLOCK, len(first)), dtype=np.int64)
    add = _added if len(first) < MANY else _by_product(len(room))
    for begin in range(0, len(first), BLOCK):
        end = begin + BLOCK
        pair = _in_range(first[begin:end], size), _in_range(second[begin:end], size)
        add(counts, _codes(pair, size, room))
    table = counts.astype(np.float64).reshape(size, size)
    if table.trace():
        raise BadPlacesError
    return table


def _in_range(places: Places, size: int) -> Unsigned:
    """One below 0 counts as a very large place, which saves a second look."""
    unsigned = places.view(f"u{places.dtype.itemsize}")
    if unsigned.max() >= size:
        raise BadPlacesError
    return unsigned


def _codes(pair: tuple[Unsigned, Unsigned], size: int, room: Codes) -> Codes:
    """One number for each pair, reckoned in as few bits as do."""
    first, second = pair
    codes = room[: len(first)]
    fitting = np.result_type(first, second, np.min_scalar_type(size**2))
    if fitting.itemsize == codes.itemsize:
        wide = np.multiply(first, size, out=codes.view(fitting))
        np.add(wide, second, out=wide)
    else:
        narrow = np.multiply(first, size, dtype=fitting)
        codes[:] = np.add(narrow, second, out=narrow)
    return codes


def _added(counts: Codes, codes: Codes) -> None:
    np.add.at(counts, codes, 1)


def _by_product(length: int) -> Callable[[Codes, Codes], None]:
    """In half the time: SciPy adds up equal rows of a column of ones when it is multiplied by one."""
    # SciPy takes a while to import
    from scipy.sparse import csc_array  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415

    ones = np.ones(length, dtype=np.int32)  # a block holds fewer than 2**31

    def added(counts: Codes, codes: Codes) -> None:
        number = len(codes)
        column = csc_array((ones[:number], codes, [0, number]), shape=(len(counts), 1))
        counts += column @ ones[:1]

    return added
