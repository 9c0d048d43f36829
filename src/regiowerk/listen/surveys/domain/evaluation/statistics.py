"""Whether two questions hang together: exact where numbers are small.  Pure.

Chi-square (Pearson 1900) needs an expected count of 5 in every cell (Cochran 1954); below that the
exact test of Fisher (1934) for tables of any size after Freeman and Halton (1951): the share of all
tables with the same margins that are as improbable as this one or more.  Tables are counted in
whole numbers; like ones on the way are counted once (Mehta and Patel 1983).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb, prod

LEAST_EXPECTED = 5
MOST_STATES = 200_000  # on the way to an exact p-value; beyond, nothing is told

type Counts = Sequence[Sequence[int]]
type State = tuple[int, ...]  # what is left of the row sums, in order of size


@dataclass(frozen=True, slots=True)
class Compared:
    """A p-value with what it rests on."""

    kind: str  # "fisher" or "chi_square"
    p_value: float
    n: int


def compare(counts: Counts) -> Compared | None:
    """The test that suits a table; None where nothing can be compared."""
    table = _without_empty(counts)
    if len(table) < 2 or len(table[0]) < 2:
        return None
    n = sum(map(sum, table))
    if min(min(row) for row in expected(table)) >= LEAST_EXPECTED:
        return Compared("chi_square", chi_square(table)[1], n)
    p_value = fisher(table)
    return None if p_value is None else Compared("fisher", p_value, n)


def expected(counts: Counts) -> list[list[float]]:
    """What would stand in each cell if rows and columns had nothing to do with each other."""
    n = sum(map(sum, counts))
    columns = [sum(column) for column in zip(*counts, strict=True)]
    return [[sum(row) * column / n for column in columns] for row in counts]


def chi_square(counts: Counts) -> tuple[float, float]:
    """Pearson's statistic without a correction, and its p-value."""
    # SciPy takes half a second to import
    from scipy.special import gammaincc  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415

    statistic = sum(
        (count - wanted) ** 2 / wanted
        for row, wanted_row in zip(counts, expected(counts), strict=True)
        for count, wanted in zip(row, wanted_row, strict=True)
    )
    freedom = (len(counts) - 1) * (len(counts[0]) - 1)
    return statistic, float(gammaincc(freedom / 2, statistic / 2))


def fisher(counts: Counts) -> float | None:
    """The exact p-value, two-sided; None where too many tables would have to be counted.

    A table's weight is the product over its columns of the ways to fill the column; all weights of
    tables with the same margins add up to one multinomial coefficient.
    """
    rows = tuple(sum(row) for row in counts)
    columns = [sum(column) for column in zip(*counts, strict=True)]
    here = prod(_ways(column) for column in zip(*counts, strict=True))
    found: dict[tuple[State, int], int] = {(tuple(sorted(rows)), 1): 1}
    for column in columns:
        further: Counter[tuple[State, int]] = Counter()
        for (state, weight), number in found.items():
            if _number_of_parts(state, column) > MOST_STATES:
                return None
            for rest, ways, times in _fillings(state, column):
                further[rest, weight * ways] += number * times
            if len(further) > MOST_STATES:
                return None
        found = further
    as_improbable = sum(
        weight * number for (_rest, weight), number in found.items() if weight <= here
    )
    return as_improbable / _ways(rows)


def _ways(numbers: Sequence[int]) -> int:
    """In how many orders so many things of each kind can lie: the multinomial coefficient."""
    found, total = 1, 0
    for number in numbers:
        total += number
        found *= comb(total, number)
    return found


@lru_cache(maxsize=4096)
def _fillings(state: State, column: int) -> tuple[tuple[State, int, int], ...]:
    """What is left after one column, in how many ways it is filled, and how often that happens."""
    found: Counter[tuple[State, int]] = Counter()
    for filling in _parts(state, column):
        rest = tuple(sorted(left - taken for left, taken in zip(state, filling, strict=True)))
        found[rest, _ways(filling)] += 1
    return tuple((rest, ways, times) for (rest, ways), times in found.items())


def _number_of_parts(limits: State, total: int) -> int:
    reached = [1] + [0] * total
    for limit in limits:
        reached = [sum(reached[max(0, at - limit) : at + 1]) for at in range(total + 1)]
    return reached[total]


def _parts(limits: State, total: int) -> Iterator[State]:
    """All ways to take a total from several stores."""
    if not limits:
        if total == 0:
            yield ()
        return
    most = min(limits[0], total)
    least = max(0, total - sum(limits[1:]))
    for taken in range(least, most + 1):
        for others in _parts(limits[1:], total - taken):
            yield (taken, *others)


def _without_empty(counts: Counts) -> list[list[int]]:
    rows = [row for row in counts if any(row)]
    kept = (
        [place for place in range(len(rows[0])) if any(row[place] for row in rows)] if rows else []
    )
    return [[row[place] for place in kept] for row in rows]
