"""From what a person says to weights: swing, ranks (ROC, rank sum), SWARA, direct points.  Pure.

Swing weights and the rank order centroid: Edwards & Barron 1994 (SMARTS, SMARTER); rank sum:
Stillwell, Seaver & Edwards 1981; SWARA: Keršulienė, Zavadskas & Turskis 2010.

Every function names the criteria that have to be weighed, so that a missing one is an error and not
a zero.  Weights come in the order of these keys and sum to 1: exact fractions where all that came in
were integers or fractions, floats within rounding otherwise.  Ranks give fractions always.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from regiowerk.decide.ballots.domain.judging.shares import (
    BadPointsError,
    Number,
    Share,
    exact,
    normalised,
)

TOP = 100  # the points of the biggest swing


class WrongKeysError(ValueError):
    """Criteria that were not judged, that nobody asked for, or that were named twice."""

    def __init__(
        self, missing: tuple[str, ...], unknown: tuple[str, ...], twice: tuple[str, ...] = ()
    ) -> None:
        super().__init__(missing, unknown, twice)
        self.missing = missing
        self.unknown = unknown
        self.twice = twice


class NoTopSwingError(ValueError):
    """The biggest swing did not get 100 points."""

    def __init__(self, top: Number) -> None:
        super().__init__(top)
        self.top = top


class WrongTotalError(ValueError):
    """The points handed out are not as many as there were to hand out."""

    def __init__(self, given: Number, total: Number) -> None:
        super().__init__(given, total)
        self.given = given
        self.total = total


def swing(points: Mapping[str, Number], keys: Collection[str]) -> dict[str, Share]:
    """Each criterion's points divided by all: the biggest jump from worst to best has 100.

    NoTopSwingError where the highest points are not 100; WrongKeysError, BadPointsError.
    """
    _check_keys(list(points), keys)
    shares = normalised({key: points[key] for key in keys})
    top = max(points.values())
    if top != TOP:
        raise NoTopSwingError(top)
    return shares


def direct(
    points: Mapping[str, Number], keys: Collection[str], total: Number | None = None
) -> dict[str, Share]:
    """Each criterion's part of the points; WrongTotalError where not exactly `total` were handed out."""
    _check_keys(list(points), keys)
    shares = normalised({key: points[key] for key in keys})
    given = sum((exact(value) for value in points.values()), Fraction())
    if total is not None and not math.isclose(given, total, rel_tol=1e-12):
        raise WrongTotalError(given, total)
    return shares


def rank_order_centroid(
    tiers: Sequence[tuple[str, ...]], keys: Collection[str]
) -> dict[str, Fraction]:
    """The centre of all weights that agree with the ranking, most important tier first.

    The i-th of n weighs (1/i + ... + 1/n)/n; criteria of one tier share their places equally.
    """
    size = len(keys)
    places = [
        sum((Fraction(1, place) for place in range(first, size + 1)), Fraction()) / size
        for first in range(1, size + 1)
    ]
    return _by_places(tiers, keys, places)


def rank_sum(tiers: Sequence[tuple[str, ...]], keys: Collection[str]) -> dict[str, Fraction]:
    """Weights falling in equal steps: n, n-1, ... 1 divided by their sum; equals share their places."""
    size = len(keys)
    places = [Fraction(2 * (size - place), size * (size + 1)) for place in range(size)]
    return _by_places(tiers, keys, places)


def swara(steps: Sequence[tuple[str, Number]], keys: Collection[str]) -> dict[str, Share]:
    """From the most important on: by how much each one is less important than the one before.

    A step of 0.2 says that the one before is 20 % more important; the first step has to be 0.
    """
    _check_keys([key for key, _ in steps], keys)
    found: dict[str, Share] = {}
    points: Share = Fraction(1)
    for place, (key, step) in enumerate(steps):
        if not math.isfinite(step) or step < 0 or (place == 0 and step != 0):
            raise BadPointsError(key, step)
        points = points / (1 + exact(step))
        found[key] = points
    return normalised({key: found[key] for key in keys})


def _by_places(
    tiers: Sequence[tuple[str, ...]], keys: Collection[str], places: Sequence[Fraction]
) -> dict[str, Fraction]:
    _check_keys([key for tier in tiers for key in tier], keys)
    found: dict[str, Fraction] = {}
    taken = 0
    for tier in tiers:
        inside = places[taken : taken + len(tier)]
        found |= {key: sum(inside, Fraction()) / len(tier) for key in tier}
        taken += len(tier)
    return {key: found[key] for key in keys}


def _check_keys(given: Sequence[str], keys: Collection[str]) -> None:
    missing = tuple(sorted(set(keys) - set(given)))
    unknown = tuple(sorted(set(given) - set(keys)))
    twice = tuple(sorted({key for key in given if given.count(key) > 1}))
    if missing or unknown or twice or not given:
        raise WrongKeysError(missing, unknown, twice)
