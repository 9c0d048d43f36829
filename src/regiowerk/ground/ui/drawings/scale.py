"""Sorting values into a few classes whose limits a reader can remember."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

SAMPLE = 160  # more distinct values are represented by that many evenly chosen ones


@dataclass(frozen=True, slots=True)
class Scale:
    """Classes from low to high: class i holds limits[i - 1] <= value < limits[i]."""

    limits: tuple[float, ...]

    @property
    def size(self) -> int:
        return len(self.limits) + 1

    def index(self, value: float) -> int:
        """Return the number of the class a value falls into, from 0."""
        return bisect_right(self.limits, value)


def scale(values: Sequence[float], most: int = 5) -> Scale:
    """Return at most `most` classes by natural breaks (Fisher 1958, Jenks 1977), limits rounded.

    No class is empty; equal values are never parted.
    """
    distinct = sorted(set(values))
    if len(distinct) > SAMPLE:
        last = len(distinct) - 1
        distinct = [distinct[round(last * i / (SAMPLE - 1))] for i in range(SAMPLE)]
    count = min(most, len(distinct))
    starts = _natural_breaks(distinct, count)
    return Scale(tuple(_round_between(distinct[i - 1], distinct[i]) for i in starts))


def _natural_breaks(ordered: Sequence[float], count: int) -> list[int]:
    """Return where classes 2.. start so that the squared distances to the class means are least."""
    if count < 2:
        return []
    size = len(ordered)
    sums, squares = [0.0], [0.0]
    middle = ordered[size // 2]  # differences keep their digits even for large values
    for value in (value - middle for value in ordered):
        sums.append(sums[-1] + value)
        squares.append(squares[-1] + value * value)

    def spread(start: int, stop: int) -> float:
        total = sums[stop] - sums[start]
        return squares[stop] - squares[start] - total * total / (stop - start)

    best = [spread(0, stop) if stop else 0.0 for stop in range(size + 1)]
    origins: list[list[int]] = []
    for level in range(1, count):
        costs, origin = [math.inf] * (size + 1), [0] * (size + 1)
        for stop in range(level + 1, size + 1):
            candidates = (
                (best[start] + spread(start, stop), start) for start in range(level, stop)
            )
            costs[stop], origin[stop] = min(candidates)
        best = costs
        origins.append(origin)
    starts, stop = [], size
    for origin in reversed(origins):
        stop = origin[stop]
        starts.append(stop)
    return starts[::-1]


def _round_between(low: float, high: float) -> float:
    """Return the roundest number above `low` and not above `high`."""
    top = max(abs(low), abs(high))
    for exponent in range(math.floor(math.log10(top)) if top else 0, -10, -1):
        for share in (1.0, 0.5):
            unit = share * 10.0**exponent
            candidate = round(math.floor(high / unit) * unit, 10)
            if low < candidate <= high:
                return candidate
    return high
