"""Numbers behind paired comparisons: the most likely strengths by Newton's method.  Pure.

Davidson's (1970) model: with strengths x and y, the first wins in proportion to x, the second to y,
and a tie comes in proportion to nu * sqrt(x y).  The logarithm of the likelihood is concave in the
logarithms of strengths and nu, so there is one maximum; without ties it is the model of Bradley &
Terry (1952).  The prior gives every option so many wins and as many losses against one of strength 1.

Steps are found by conjugate gradients with the diagonal in front, on the matrix of wins where most
pairs were compared, otherwise on the list of pairs.  Logarithmic strengths throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FILLED = 0.25  # part of all pairs from which on the whole matrix is used
STEPS = 200  # Newton takes 4 to 8; the rest is for hostile tables
LONGEST = 4.0  # step of one logarithmic strength
AT_REST = 1e-6  # a step after which the next one would be rounding
ROUGHLY = 1e-3  # largest residual of a solved system, beside its right-hand side
LEFT = 1e-11  # what a last step may leave undone
MOST_STRETCHED = 0.75  # doubles the strengths to begin with
OVERSHOT = 0.9  # part of the slope that may be left behind with the other sign

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Where the likelihood with the prior is highest."""

    heights: Floats  # (n,) logarithmic strengths, beside the prior's option at 0
    tie: float | None  # logarithm of nu; None without ties
    steps: int


class Pairs(Protocol):
    """Who met whom how often, as a matrix or as a list."""

    @property
    def counts(self) -> Floats:
        """Comparisons of each pair."""

    @property
    def desk(self) -> Floats:
        """Room of the counts two times, four times with ties; used again: fresh memory costs time."""

    def sides(self, values: Floats) -> tuple[Floats, Floats]:
        """The value of the first and of the second of every pair."""

    def sums(self, values: Floats) -> Floats:
        """(n,) the sum over all pairs an option is first in."""

    def applied(self, values: Floats, vector: Floats) -> Floats:
        """(n,) the matrix of these values times a vector."""


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """All pairs."""

    counts: Floats  # (n, n)
    desk: Floats  # (2 or 4, n, n)

    def sides(self, values: Floats) -> tuple[Floats, Floats]:
        return values[:, None], values[None, :]

    def sums(self, values: Floats) -> Floats:
        found: Floats = values @ np.ones(len(values))  # several times as fast as adding up rows
        return found

    def applied(self, values: Floats, vector: Floats) -> Floats:
        found: Floats = values @ vector
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """Only pairs that met, each in both directions."""

    counts: Floats  # (e,)
    desk: Floats  # (2 or 4, e)
    first: NDArray[np.intp]
    second: NDArray[np.intp]
    size: int

    def sides(self, values: Floats) -> tuple[Floats, Floats]:
        return values[self.first], values[self.second]

    def sums(self, values: Floats) -> Floats:
        found: Floats = np.bincount(self.first, values, self.size)
        return found

    def applied(self, values: Floats, vector: Floats) -> Floats:
        return self.sums(values * vector[self.second])


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Slope and curvature of the logarithmic likelihood at one place; the last entry is the tie's."""

    slope: Floats  # (n,) or (n + 1,)
    shared: Floats  # shaped as the pairs; times both scales minus the curvature between two options
    scale: Floats  # (n,)
    diagonal: Floats  # (n,) or (n + 1,)
    border: Floats | None  # (n,) curvature between options and tie


def fit(
    wins: Floats,
    ties: Floats | None,
    prior: float,
    start: tuple[Floats, float | None] | None = None,
) -> Fit:
    """The highest point from tables (n, n): wins of row over column, ties symmetric or None.

    Finite whenever the prior is above 0, or all options are strongly connected by wins and ties and
    there are wins as well as ties where ties are given.
    """
    pairs = _pairs(wins, ties)
    scores = _scores(wins, ties)
    tied = None if ties is None else float(ties.sum()) / 2
    place = _start(wins, scores, tied, prior, start)
    step, slope, length = np.zeros_like(place), 0.0, 1.0
    before = place
    steps = 0
    while steps < STEPS:
        steps += 1
        curve = curve_at(pairs, scores, tied, prior, place)
        if slope and float(curve.slope @ step) < -OVERSHOT * slope:
            length /= 2
            place = before + length * step
            continue
        step = _solved(pairs, curve)
        if prior == 0:  # nothing says then where the middle lies
            step[: len(wins)] -= step[: len(wins)].mean()
        step *= min(1.0, LONGEST / max(float(np.abs(step).max()), LONGEST))
        slope, length, before = float(curve.slope @ step), 1.0, place
        place = place + step
        if float(np.abs(step).max()) < AT_REST:
            break
    heights = place if tied is None else place[:-1]
    return Fit(heights, None if tied is None else float(place[-1]), steps)


def curve_at(
    pairs: Pairs, scores: Floats, tied: float | None, prior: float, place: Floats
) -> Curve:
    """Slope and curvature; a win scores 1, a tie one half."""
    size = len(scores)
    strengths = np.exp(place[:size])
    first, second = pairs.sides(strengths)
    own = strengths / (1 + strengths)  # against the prior's option
    slope = scores + prior * (1 - 2 * own)
    diagonal = 2 * prior * own * (1 - own)
    if tied is None:
        both, met = pairs.desk[0], pairs.desk[1]
        np.add(first, second, out=both)
        np.divide(pairs.counts, both, out=met)
        slope -= strengths * pairs.sums(met)
        shared = np.divide(met, both, out=both)
        diagonal += strengths * pairs.applied(shared, strengths)
        return Curve(slope, shared, strengths, diagonal, None)
    return _with_ties(pairs, Curve(slope, diagonal, strengths, diagonal, None), tied, prior, place)


def _with_ties(pairs: Pairs, own: Curve, tied: float, prior: float, place: Floats) -> Curve:
    """The curve of wins and ties, from what does not depend on pairs."""
    size = len(own.slope)
    nu = float(np.exp(place[size]))
    shared, even, expected, met = pairs.desk
    first, second = pairs.sides(np.exp(place[:size] / 2))
    np.multiply(first, second, out=even)
    even *= nu
    first, second = pairs.sides(np.exp(place[:size]))
    np.add(first, second, out=met)
    met += even
    even /= met  # the chance of a tie
    np.divide(first, met, out=expected)
    np.multiply(even, 0.5, out=met)
    expected += met
    met *= 0.5
    np.multiply(expected, expected, out=shared)
    shared += met
    np.subtract(expected, shared, out=shared)
    shared *= pairs.counts
    np.multiply(pairs.counts, expected, out=met)
    slope = own.slope - pairs.sums(met)
    np.multiply(pairs.counts, even, out=met)
    np.subtract(0.5, expected, out=expected)
    expected *= met
    level = nu / (2 + nu)  # a tie among equals
    last_slope = tied - float(met.sum()) / 2 + prior * (1 - 2 * level)
    met -= met * even
    last = float(met.sum()) / 2 + 2 * prior * level * (1 - level)
    return Curve(
        np.append(slope, last_slope),
        shared,
        np.ones(size),
        np.append(own.diagonal + pairs.sums(shared), last),
        pairs.sums(expected),
    )


def information(
    wins: Floats, ties: Floats | None, prior: float, heights: Floats, tie: float | None
) -> Floats:
    """Minus the curvature at one place as a matrix (n, n) or, with ties, (n + 1, n + 1)."""
    counts = _counts(wins, ties)
    pairs = Matrix(counts, np.empty((4, *counts.shape)))
    tied = None if tie is None or ties is None else float(ties.sum()) / 2
    place = heights if tie is None else np.append(heights, tie)
    curve = curve_at(pairs, _scores(wins, ties), tied, prior, place)
    found = np.zeros((len(place), len(place)))
    size = len(heights)
    found[:size, :size] = -(curve.shared * curve.scale) * curve.scale[:, None]
    if curve.border is not None:
        found[:size, size] = found[size, :size] = curve.border
    np.fill_diagonal(found, curve.diagonal)
    return found


def _pairs(wins: Floats, ties: Floats | None) -> Pairs:
    counts = _counts(wins, ties)
    desks = 2 if ties is None else 4
    if np.count_nonzero(counts > 0) >= FILLED * counts.size:
        return Matrix(counts, np.empty((desks, *counts.shape)))
    first, second = np.nonzero(counts)
    desk = np.empty((desks, len(first)))
    return Listed(counts[first, second], desk, first, second, len(counts))


def _counts(wins: Floats, ties: Floats | None) -> Floats:
    counts = wins + wins.T
    return counts if ties is None else counts + ties


def _scores(wins: Floats, ties: Floats | None) -> Floats:
    scores: Floats = wins.sum(axis=1)
    return scores if ties is None else scores + ties.sum(axis=1) / 2


def _start(
    wins: Floats,
    scores: Floats,
    tied: float | None,
    prior: float,
    start: tuple[Floats, float | None] | None,
) -> Floats:
    """Where the search begins: what is known already, or each option's score against all it met."""
    if start is not None and (start[1] is None) == (tied is None):
        return start[0] if start[1] is None else np.append(start[0], start[1])
    against = scores + wins.sum(axis=0) - wins.sum(axis=1)
    small = max(prior, 0.5)
    heights: Floats = np.log((scores + small) / (against + small))
    # A score against many is closer to one half than strengths are: stretched as far as they spread.
    heights *= 1 / np.sqrt(1 - min(np.pi / 8 * float(heights.var()), MOST_STRETCHED))
    if tied is None:
        return heights
    return np.append(heights, np.log(2 * (tied + small) / (wins.sum() + small)))


def _solved(pairs: Pairs, curve: Curve) -> Floats:
    """The Newton step by conjugate gradients; uphill even where they are stopped before the end.

    At a distance d Newton's method is off by about d squared, so more than d / 10 of it is not solved.
    """
    size = len(curve.slope)
    front = 1 / np.where(curve.diagonal > 0, curve.diagonal, 1.0)
    found = np.zeros(size)
    rest = curve.slope.copy()
    ahead = front * rest
    direction = ahead
    measure = float(rest @ ahead)
    distance = max(float(np.abs(ahead).max()), LEFT)
    enough = min(ROUGHLY, max(distance / 10, LEFT / distance)) ** 2 * measure
    for _ in range(2 * size + 20):
        if measure <= enough:
            return found
        turned = _curved(pairs, curve, direction)
        part = measure / float(direction @ turned)
        found += part * direction
        rest -= part * turned
        ahead = front * rest
        measure, last = float(rest @ ahead), measure
        direction = ahead + (measure / last) * direction
    return found


def _curved(pairs: Pairs, curve: Curve, vector: Floats) -> Floats:
    """Minus the curvature times a vector."""
    size = len(curve.scale)
    found = curve.diagonal * vector
    found[:size] -= curve.scale * pairs.applied(curve.shared, curve.scale * vector[:size])
    if curve.border is not None:
        found[:size] += curve.border * vector[size]
        found[size] += curve.border @ vector[:size]
    return found
