"""Two other ways to add up the same judgements, to see whether the ranking hangs on the way.  Pure.

PROMETHEE II (Brans & Vincke 1985): options meet in pairs, a lead counts from a threshold on.  TOPSIS
(Hwang & Yoon 1981), with vector normalisation: how close an option is to the best and how far from the
worst there is.  Both depend on which options stand beside an option, so neither decides here.

Numbers may be in any unit; options and criteria keep the order given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from regiowerk.decide.ballots.domain.judging.shares import Number, normalised

DIGITS = 9  # to which equal numbers count as equal in a ranking

type Values = Mapping[str, Mapping[str, Number]]  # option -> criterion -> number
type Floats = NDArray[np.float64]


class BadValuesError(ValueError):
    """No options, or one without exactly the criteria that are weighed, or no finite number."""

    def __init__(self, option: str) -> None:
        super().__init__(option)
        self.option = option


class BadPreferenceError(ValueError):
    """Thresholds below 0 or in the wrong order."""


class Shape(StrEnum):
    """How preference grows with the lead."""

    LINEAR = "linear"  # from indifference to full; with both 0 any lead is full preference
    LEVEL = "level"  # half from indifference on, full beyond the second threshold
    GAUSSIAN = "gaussian"  # 1 - exp(-d²/2s²), s the second threshold


@dataclass(frozen=True, slots=True)
class Preference:
    """How one criterion counts leads, in its own unit."""

    indifference: float = 0.0  # a lead up to here counts nothing
    full: float = 0.0  # a lead above here counts fully
    shape: Shape = Shape.LINEAR

    def __post_init__(self) -> None:
        if not 0 <= self.indifference <= self.full < float("inf"):
            raise BadPreferenceError
        if self.shape is Shape.GAUSSIAN and self.full == 0:
            raise BadPreferenceError


USUAL = Preference()  # any lead is full preference


@dataclass(frozen=True, slots=True)
class Flows:
    """PROMETHEE II: between -1 and 1; the net flows of all options sum to 0."""

    leaving: Mapping[str, float]
    entering: Mapping[str, float]
    net: Mapping[str, float]
    ranking: tuple[str, ...]  # best first, equals by name


@dataclass(frozen=True, slots=True)
class Closeness:
    """TOPSIS: 1 is the best of everything, 0 the worst of everything."""

    closeness: Mapping[str, float]
    ranking: tuple[str, ...]  # best first, equals by name


def promethee(
    values: Values,
    weights: Mapping[str, Number],
    preferences: Mapping[str, Preference] | None = None,
    less_is_better: Collection[str] = (),
) -> Flows:
    """Net flows; criteria without a preference count any lead.  BadValuesError, NoPointsError."""
    table, shares = _table(values, weights, less_is_better)
    pairs = np.zeros((len(table), len(table)))
    for place, key in enumerate(weights):
        lead = table[:, place, None] - table[None, :, place]
        pairs += shares[place] * _preferred(lead, (preferences or {}).get(key, USUAL))
    others = max(len(table) - 1, 1)
    leaving, entering = pairs.sum(axis=1) / others, pairs.sum(axis=0) / others
    net = _named(values, leaving - entering)
    return Flows(_named(values, leaving), _named(values, entering), net, _ranking(net))


def topsis(
    values: Values, weights: Mapping[str, Number], less_is_better: Collection[str] = ()
) -> Closeness:
    """Closeness to the ideal; one half each where all options are the same.  Errors as above."""
    table, shares = _table(values, weights, less_is_better)
    top = np.abs(table).max(axis=0)
    table = table / np.where(top > 0, top, 1.0)  # squares of large numbers stay within range
    length = np.sqrt(np.square(table).sum(axis=0))
    weighed = shares * table / np.where(length > 0, length, 1.0)
    to_best = np.sqrt(np.square(weighed - weighed.max(axis=0)).sum(axis=1))
    to_worst = np.sqrt(np.square(weighed - weighed.min(axis=0)).sum(axis=1))
    whole = to_best + to_worst
    closeness = np.where(whole > 0, to_worst / np.where(whole > 0, whole, 1.0), 0.5)
    named = _named(values, closeness)
    return Closeness(named, _ranking(named))


def _preferred(lead: Floats, preference: Preference) -> Floats:
    low, high = preference.indifference, preference.full
    if preference.shape is Shape.GAUSSIAN:
        found: Floats = np.where(lead > 0, -np.expm1(-np.square(lead / high) / 2), 0.0)
        return found
    if preference.shape is Shape.LEVEL:
        return np.where(lead > high, 1.0, np.where(lead > low, 0.5, 0.0))
    if high == low:
        return (lead > high).astype(np.float64)
    return np.clip((lead - low) / (high - low), 0.0, 1.0)


def _table(
    values: Values, weights: Mapping[str, Number], less_is_better: Collection[str]
) -> tuple[Floats, Floats]:
    """(options, criteria), more is better, and the weights as shares."""
    shares = normalised(weights)
    for option, row in values.items():
        if set(row) != set(weights) or not np.isfinite([float(one) for one in row.values()]).all():
            raise BadValuesError(option)
    if not values:
        raise BadValuesError("")
    table = np.array([[float(row[key]) for key in weights] for row in values.values()])
    signs = np.array([-1.0 if key in less_is_better else 1.0 for key in weights])
    return table * signs, np.array([float(share) for share in shares.values()])


def _named(values: Values, numbers: Floats) -> dict[str, float]:
    return dict(zip(values, (float(number) for number in numbers), strict=True))


def _ranking(numbers: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(numbers, key=lambda option: (-round(numbers[option], DIGITS), option)))
