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
CELLS = 1 << 17  # scores reckoned at once; they fit the cache
VALUE_CELLS = 1 << 21  # drawn values at once
MULTIPLIED = 1 << 18  # products in one matrix product; more would wake other threads
SCORE_BITS = 24
STEPS = 0.9999 * (1 << SCORE_BITS)  # into which scores are told apart
NARROW = 1 << 8  # options whose places fit beside a score in 32 bits
CONFIDENCE_DRAWS = 10_000
VALUES_STREAM, CONFIDENCE_STREAM = 1, 2  # beside the one of the weights

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
    """Different options only, by name.

    Values are counted in steps down from the best, so that the best score is the smallest number and
    none leaves its 24 bits: `least` from the upper end of each range, `more` from there to the lower.
    """

    least: Floats  # (options, criteria)
    more: Floats  # (options, criteria)
    sizes: Counts  # (m,) how many options share a row
    row_of: tuple[int, ...]  # of each option

    @property
    def is_certain(self) -> bool:
        return not self.more.any()


@dataclass(frozen=True, slots=True, eq=False)
class _Desk:
    """What is laid out once and used for every batch: fresh memory costs as much as the sorting."""

    sizes: Counts  # (options,) how many share a row
    bits: int  # a place takes
    scores: Floats  # (rows, options)
    packed: Places  # (rows, options)
    codes: Counts  # (rows, options)
    places: Places  # (rows, options) 0, 1, 2 ... in every row; numpy is slow to stretch short rows
    starts: Counts  # (rows, options) where the counts of each rank begin
    counts: Counts  # (ranks, options)


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
    desk = _desk(_rows(table), table.sizes)
    leads = np.zeros(len(table.least), np.int64)
    sums = np.zeros((len(table.least), len(criteria)))
    drawn = accepted = 0
    for batch, used in _batches(desk, table, space or WeightSpace(), by_name, draws, seed):
        drawn, accepted = drawn + batch.drawn, accepted + len(batch.weights)
        first = _ranked(desk, len(used))
        leads += np.bincount(first, minlength=len(leads))
        for place in range(len(criteria)):
            sums[:, place] += np.bincount(first, used[:, place], len(leads))
    central = sums / np.maximum(leads, 1)[:, None]
    sure = _confidence(table, central, leads, seed)
    rows = dict(zip(options, table.row_of, strict=True))
    return Acceptability(
        options=options,
        criteria=criteria,
        counts=desk.counts.T[list(table.row_of)],
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
    low, high = np.array(ranges, dtype=np.float64).transpose(2, 0, 1)
    return _Table(
        least=(STEPS * (1.00001 - high)).astype(np.float32),
        more=(STEPS * (high - low)).astype(np.float32),
        sizes=np.array(sizes),
        row_of=tuple(row_of[option] for option in values),
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
    desk: _Desk,
    table: _Table,
    space: WeightSpace,
    criteria: Sequence[str],
    draws: int,
    seed: int,
) -> Iterator[tuple[Weightings, Floats]]:
    """What was accepted, and the part of it that is still needed, whose scores lie on the desk."""
    chance = np.random.Generator(np.random.Philox([seed, VALUES_STREAM]))
    waiting = draws
    for batch in weightings(space, criteria, _rows(table), seed):
        used = batch.weights[:waiting]
        waiting -= len(used)
        _score(desk, table, used, chance)
        yield batch, used
        if not waiting:
            return


def _rows(table: _Table) -> int:
    """Weightings drawn at a time."""
    cells = CELLS // len(table.least) if table.is_certain else VALUE_CELLS // table.least.size
    return max(cells, 64)


def _score(desk: _Desk, table: _Table, weights: Floats, chance: np.random.Generator) -> None:
    if not table.is_certain:
        values = _values(table, len(weights), chance)
        np.matmul(values, weights[:, :, None], out=desk.scores[: len(weights), :, None])
        return
    by_criterion = np.ascontiguousarray(table.least.T)
    step = max(MULTIPLIED // table.least.size, 1)
    for begin in range(0, len(weights), step):
        part = weights[begin : begin + step]
        np.matmul(part, by_criterion, out=desk.scores[begin : begin + len(part)])


def _values(table: _Table, rows: int, chance: np.random.Generator) -> Floats:
    """(rows, options, criteria) drawn from the ranges, in steps down from the best."""
    found = chance.random((rows, *table.least.shape), dtype=np.float32)
    found *= table.more
    found += table.least
    return found


def _desk(rows: int, sizes: Counts) -> _Desk:
    options = len(sizes)
    width = 32 if options <= NARROW else 64
    numbers = np.arange(options)
    return _Desk(
        sizes=sizes,
        bits=width - SCORE_BITS,
        scores=np.empty((rows, options), np.float32),
        packed=np.empty((rows, options), f"u{width // 8}"),
        codes=np.empty((rows, options), np.int64),
        places=np.tile(numbers, (rows, 1)).astype(f"u{width // 8}"),
        starts=np.tile(numbers * options, (rows, 1)),
        counts=np.zeros((int(sizes.sum()), options), np.int64),
    )


def _ranked(desk: _Desk, rows: int) -> NDArray[np.int64]:
    """Who leads in each of these rows; the ranks of all are counted on the desk.

    Score and place are packed into one number, because numbers are sorted many times faster than an
    order is found: 24 bits for the score, the lowest for the place.
    """
    scores, packed, codes = desk.scores[:rows], desk.packed[:rows], desk.codes[:rows]
    np.copyto(packed.view(f"i{packed.itemsize}"), scores, casting="unsafe")
    np.left_shift(packed, desk.bits, out=packed)
    np.bitwise_or(packed, desk.places[:rows], out=packed)
    packed.sort(axis=1)
    np.bitwise_and(packed, (1 << desk.bits) - 1, out=packed)
    np.copyto(codes, packed, casting="unsafe")
    first = codes[:, 0].copy()
    codes += _starts(desk, codes)
    np.add.at(desk.counts.reshape(-1), codes.reshape(-1), 1)
    return first


def _starts(desk: _Desk, order: Counts) -> Counts:
    """Where the counts of each one's rank begin; those who share a row share the rank, too."""
    if len(desk.counts) == len(desk.sizes):
        return desk.starts[: len(order)]
    taken = desk.sizes[order]
    starts: Counts = (np.cumsum(taken, axis=1) - taken) * len(desk.sizes)
    return starts


def _confidence(
    table: _Table, central: NDArray[np.float64], leads: Counts, seed: int
) -> NDArray[np.float64]:
    """(m,) how often an option leads with its central weights.

    Certain ratings leave no doubt: the weightings in which an option leads are convex, so their mean is
    one of them.
    """
    if table.is_certain:
        return np.ones(len(table.least))
    chance = np.random.Generator(np.random.Philox([seed, CONFIDENCE_STREAM]))
    leading = np.flatnonzero(leads)
    weights = central[leading].T.astype(np.float32)
    won = np.zeros(len(leading), np.int64)
    cells = table.least.size + len(table.least) * len(leading)
    step = max(VALUE_CELLS // cells, 1)
    for begin in range(0, CONFIDENCE_DRAWS, step):
        rows = min(step, CONFIDENCE_DRAWS - begin)
        scores = _values(table, rows, chance) @ weights
        won += (scores.argmin(axis=1) == leading).sum(axis=0)
    found = np.zeros(len(table.least))
    found[leading] = won / CONFIDENCE_DRAWS
    return found


def _named(
    criteria: Sequence[str], by_name: Sequence[str], row: NDArray[np.float64]
) -> dict[str, float]:
    weights = dict(zip(by_name, (float(one) for one in row), strict=True))
    return {key: weights[key] for key in criteria}
