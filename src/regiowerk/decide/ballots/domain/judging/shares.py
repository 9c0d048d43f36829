"""Shares: non-negative points brought to a sum of 1.  Pure.

Integers and fractions come out as fractions whose sum is exactly 1; one float among the points makes
all shares floats, whose `math.fsum` differs from 1 by rounding only (below 1e-15 times their number).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

type Number = int | float | Fraction
type Share = float | Fraction  # a fraction wherever everything that came in was exact


class NoPointsError(ValueError):
    """Nothing to share out: no keys, or every one of them has 0."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(keys)
        self.keys = keys


class BadPointsError(ValueError):
    """Points below 0 or no finite number."""

    def __init__(self, key: str, value: Number) -> None:
        super().__init__(key, value)
        self.key = key
        self.value = value


def exact(value: Number) -> Share:
    """A fraction for integers and fractions; a float stays as it is."""
    return value if isinstance(value, float) else Fraction(value)


def apart(one: Share, other: Share) -> Share:
    """How far two shares are from each other."""
    return one - other if one > other else other - one


def normalised(points: Mapping[str, Number]) -> dict[str, Share]:
    """Each key's share of all points, in the order given; NoPointsError, BadPointsError."""
    for key, value in points.items():
        if not math.isfinite(value) or value < 0:
            raise BadPointsError(key, value)
    if not any(points.values()):
        raise NoPointsError(tuple(sorted(points)))
    if any(isinstance(value, float) for value in points.values()):
        return _float_shares({key: float(value) for key, value in points.items()})
    total = sum((Fraction(value) for value in points.values()), Fraction())
    return {key: Fraction(value) / total for key, value in points.items()}


def _float_shares(points: Mapping[str, float]) -> dict[str, Share]:
    """Divided by the largest first, so that neither huge nor tiny points leave the range of floats."""
    top = max(points.values())
    scaled = {key: value / top for key, value in points.items()}
    total = math.fsum(scaled.values())
    return {key: value / total for key, value in scaled.items()}
