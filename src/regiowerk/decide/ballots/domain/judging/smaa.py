"""SMAA-2: how the ranking looks over all thinkable weightings (Lahdelma & Salminen 2001).  Pure.

Rank acceptability: in which part of the weightings an option has which rank.  Central weights: the mean
of the weightings in which it leads, which is what somebody thinks who prefers it.  Confidence factor: how
often it leads with these weights, where ratings are known as ranges only.

It says which part of the weightings, not how probable the truth is.  The same seed gives the same result,
in any order of options and criteria.  Options rated the same share the better rank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from regiowerk.decide.ballots.domain.judging.shares import Number
from regiowerk.decide.ballots.domain.judging.weightings import (
    Weightings,
    WeightSpace,
    weightings,
)

DRAWS = 100_000
CELLS = 1 << 18  # scores reckoned at once; they fit the cache
VALUE_CELLS = 1 << 21  # drawn values at once
MULTIPLIED = 1 << 18  # products in one matrix product; more would wake other threads
STEPS = 0.9999 * (1 << 24)  # a score is told apart to
NARROW = 1 << 8  # options whose places fit beside a score in 32 bits
CONFIDENCE_DRAWS = 10_000
SEED_STEP = 1  # values and weights come from streams of their own

type Range = tuple[Number, Number]
type Floats = NDArray[np.float32]
type Places = NDArray[np.unsignedinteger]  # 32 bits, or 64 of more than 256 options
type Counts = NDArray[np.int64]


class BadValueError(ValueError):
    """A value outside of 0 to 1, a range upside down, or other criteria than the rest."""

    def __init__(self, option: str) -> None:
        super().__init__(option)
        self.option = option


class NoOptionsError(ValueError):
    """Nothing to rank."""


@dataclass(frozen=True, slots=True, eq=False)
class Acceptability:
    """Over how many weightings each option has which rank."""

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    counts: Counts  # (options, ranks): weightings in which the row has the rank, the best first
    central: Mapping[str, Mapping[str, float] | None]  # None where it never leads
    confidence: Mapping[str, float | None]
    draws: int
    acceptance: float  # part of the weightings drawn that met the bounds

    def share(self, option: str, rank: int = 1) -> float:
        """In which part of the weightings an option has this rank."""
        return float(self.counts[self.options.index(option), rank - 1]) / self.draws

    @property
    def error(self) -> float:
        """The largest standard error a share has from drawing."""
        return 0.5 / sqrt(self.draws)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Different options only, by name; rows of `low` and `high` (m, n)."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    sizes: Counts  # (m,) how many options share a row
    row_of: tuple[int, ...]  # of each option

    @property
    def is_certain(self) -> bool:
        return bool((self.low == self.high).all())


@dataclass(frozen=True, slots=True, eq=False)
class _Desk:
    """What is laid out once for all batches, because numpy is slow to stretch short rows."""

    places: Places  # (rows, options) 0, 1, 2 ... in every row
    starts: Places  # (rows, options) where the counts of each rank begin
    bits: int  # a place takes
    sizes: Counts


def smaa(
    values: Mapping[str, Mapping[str, Number | Range]],
    space: WeightSpace | None = None,
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> Acceptability:
    """From values between 0 and 1, or ranges of them in which every value is equally likely.

    NoOptionsError, BadValueError, BadSpaceError, NoWeightingsError.
    """
    if not values or draws < 1:
        raise NoOptionsError
    options = tuple(values)
    criteria = tuple(next(iter(values.values())))
    by_name = tuple(sorted(criteria))
    table = _table(values, by_name)
    size = len(table.low)
    counts, leads = np.zeros((len(options), size), np.int64), np.zeros(size, np.int64)
    sums = np.zeros((size, len(criteria)))
    drawn = accepted = 0
    desk = _desk(_rows(table), table.sizes)
    for batch, used, scores in _batches(table, space or WeightSpace(), by_name, draws, seed):
        drawn, accepted = drawn + batch.drawn, accepted + len(batch.weights)
        order = _order(scores, desk)
        first = order[:, 0].astype(np.intp)
        counts += _counted(order, desk)
        leads += np.bincount(first, minlength=size)
        for place in range(len(criteria)):
            sums[:, place] += np.bincount(first, used[:, place], size)
    central = sums / np.maximum(leads, 1)[:, None]
    sure = _confidence(table, central, leads, seed)
    rows = dict(zip(options, table.row_of, strict=True))
    return Acceptability(
        options=options,
        criteria=criteria,
        counts=counts.T[list(table.row_of)],
        central={
            option: _named(criteria, by_name, central[row]) if leads[row] else None
            for option, row in rows.items()
        },
        confidence={
            option: float(sure[row]) if leads[row] else None for option, row in rows.items()
        },
        draws=draws,
        acceptance=accepted / drawn,
    )


def _table(values: Mapping[str, Mapping[str, Number | Range]], criteria: Sequence[str]) -> _Table:
    found: dict[tuple[object, ...], int] = {}
    ranges: list[list[tuple[float, float]]] = []
    sizes: list[int] = []
    row_of: dict[str, int] = {}
    for option in sorted(values):
        row = _ranges(option, values[option], criteria)
        is_certain = all(low == high for low, high in row)
        key = ("same", *row) if is_certain else ("own", option)
        if key not in found:
            found[key] = len(ranges)
            ranges.append(row)
            sizes.append(0)
        sizes[found[key]] += 1
        row_of[option] = found[key]
    both = np.array(ranges, dtype=np.float64)
    return _Table(
        both[:, :, 0], both[:, :, 1], np.array(sizes), tuple(row_of[option] for option in values)
    )


def _ranges(
    option: str, row: Mapping[str, Number | Range], criteria: Sequence[str]
) -> list[tuple[float, float]]:
    if not criteria or set(row) != set(criteria):
        raise BadValueError(option)
    found = []
    for key in criteria:
        given = row[key]
        low, high = given if isinstance(given, tuple) else (given, given)
        if not 0 <= low <= high <= 1:
            raise BadValueError(option)
        found.append((float(low), float(high)))
    return found


def _batches(
    table: _Table, space: WeightSpace, criteria: Sequence[str], draws: int, seed: int
) -> Iterator[tuple[Weightings, Floats, Floats]]:
    """What was accepted, the part of it that is still needed, and scores (rows, options) of that part."""
    chance = np.random.Generator(np.random.Philox(seed + SEED_STEP))
    waiting = draws
    for batch in weightings(space, criteria, _rows(table), seed):
        used = batch.weights[:waiting]
        waiting -= len(used)
        yield batch, used, _scores(table, used, chance)
        if not waiting:
            return


def _rows(table: _Table) -> int:
    """Weightings drawn at a time."""
    cells = CELLS // len(table.low) if table.is_certain else VALUE_CELLS // table.low.size
    return max(cells, 64)


def _scores(table: _Table, weights: Floats, chance: np.random.Generator) -> Floats:
    if not table.is_certain:
        values = _values(table, len(weights), chance)
        drawn: Floats = np.matmul(values, weights[:, :, None])[:, :, 0]
        return drawn
    by_criterion = np.ascontiguousarray(table.low.T, dtype=np.float32)
    scores = np.empty((len(weights), len(table.low)), np.float32)
    step = max(MULTIPLIED // table.low.size, 1)
    for begin in range(0, len(weights), step):
        np.matmul(weights[begin : begin + step], by_criterion, out=scores[begin : begin + step])
    return scores


def _values(table: _Table, rows: int, chance: np.random.Generator) -> Floats:
    """(rows, options, criteria) drawn from the ranges."""
    found = chance.random((rows, *table.low.shape), dtype=np.float32)
    found *= (table.high - table.low).astype(np.float32)
    found += table.low.astype(np.float32)
    return found


def _desk(rows: int, sizes: Counts) -> _Desk:
    options = len(sizes)
    width = 32 if options <= NARROW else 64
    numbers: Places = np.arange(options).astype(f"u{width // 8}")
    return _Desk(
        places=np.tile(numbers, (rows, 1)),
        starts=np.tile(numbers * options, (rows, 1)),
        bits=width - 24,
        sizes=sizes,
    )


def _order(scores: Floats, desk: _Desk) -> Places:
    """(rows, options) places of the options, best first; equals to seven digits by name.

    Score and place are packed into one number, because numbers are sorted many times faster than an
    order is found: 24 bits for the score, the lowest for the place.  Overwrites the scores.
    """
    # Falling: the best score becomes the smallest number, and none leaves its 24 bits.
    scores *= np.float32(-STEPS)
    scores += np.float32(1.00001 * STEPS)
    steps = scores.astype(np.int32).view(np.uint32)
    packed: Places = steps.astype(desk.places.dtype, copy=False)
    np.left_shift(packed, desk.bits, out=packed)
    np.bitwise_or(packed, desk.places[: len(packed)], out=packed)
    packed.sort(axis=1)
    np.bitwise_and(packed, (1 << desk.bits) - 1, out=packed)
    return packed


def _counted(order: Places, desk: _Desk) -> Counts:
    """(ranks, options) how often which option has which rank; overwrites the order.

    Those who share a row share the rank, too.
    """
    size, ranks = len(desk.sizes), int(desk.sizes.sum())
    if ranks == size:
        np.add(order, desk.starts[: len(order)], out=order)
    else:
        taken = desk.sizes[order]
        starts = (np.cumsum(taken, axis=1) - taken) * size
        np.add(order, starts.astype(order.dtype), out=order)
    return np.bincount(order.reshape(-1), minlength=ranks * size).reshape(ranks, size)


def _confidence(
    table: _Table, central: NDArray[np.float64], leads: Counts, seed: int
) -> NDArray[np.float64]:
    """(m,) how often an option leads with its central weights.

    Certain ratings leave no doubt: the weightings in which an option leads are convex, so their mean is
    one of them.
    """
    if table.is_certain:
        return np.ones(len(table.low))
    chance = np.random.Generator(np.random.Philox(seed + 2 * SEED_STEP))
    leading = np.flatnonzero(leads)
    weights = central[leading].T.astype(np.float32)
    won = np.zeros(len(leading), np.int64)
    cells = table.low.size + len(table.low) * len(leading)
    step = max(VALUE_CELLS // cells, 1)
    for begin in range(0, CONFIDENCE_DRAWS, step):
        rows = min(step, CONFIDENCE_DRAWS - begin)
        scores = _values(table, rows, chance) @ weights
        won += (scores.argmax(axis=1) == leading).sum(axis=0)
    found = np.zeros(len(table.low))
    found[leading] = won / CONFIDENCE_DRAWS
    return found


def _named(
    criteria: Sequence[str], by_name: Sequence[str], row: NDArray[np.float64]
) -> dict[str, float]:
    weights = dict(zip(by_name, (float(one) for one in row), strict=True))
    return {key: weights[key] for key in criteria}
