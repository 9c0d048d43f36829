"""Thinkable weightings drawn by chance: all there are, or those that agree with what is known.  Pure.

A Dirichlet distribution over the criteria (all parameters 1: every weighting is equally likely), narrowed
by an order of importance and by bounds.  An order among criteria with equal parameters is drawn by
sorting, lower bounds of the uniform distribution by shifting, everything else by rejection.

The same seed gives the same weightings, in any order of criteria.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

PATIENCE = 1_000_000  # draws before giving up
SCARCE = 1e-3  # part accepted below which waiting is no use

type Floats = NDArray[np.float32]


class BadSpaceError(ValueError):
    """Unknown criteria, a criterion twice in the order, or numbers no weighting can meet."""


class NoWeightingsError(ValueError):
    """Next to no weighting meets the bounds: so many accepted of so many drawn."""

    def __init__(self, accepted: int, drawn: int) -> None:
        super().__init__(accepted, drawn)
        self.accepted = accepted
        self.drawn = drawn


@dataclass(frozen=True, slots=True)
class WeightSpace:
    """What is known about the weights; nothing, if nothing is said."""

    alpha: Mapping[str, float] = field(default_factory=dict)  # 1 where not named
    order: tuple[tuple[str, ...], ...] = ()  # most important first; equals may come either way
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)  # 0 to 1 if not named


@dataclass(frozen=True, slots=True, eq=False)
class Weightings:
    """Some weightings that were accepted, and how many had been drawn for them."""

    weights: Floats  # (k, n), rows sum to 1
    drawn: int


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """A weight space in numbers, criteria in columns."""

    alpha: NDArray[np.float64]
    order: tuple[NDArray[np.intp], ...]
    low: Floats
    high: Floats
    is_uniform: bool
    is_sorted: bool  # the order is met by sorting
    is_shifted: bool  # the lower bounds are met by shifting
    is_bound: bool


def weightings(
    space: WeightSpace, criteria: Sequence[str], rows: int, seed: int
) -> Iterator[Weightings]:
    """Accepted weightings without end, out of `rows` drawn at a time; columns as the criteria.

    BadSpaceError; NoWeightingsError where of a million draws fewer than one in a thousand is met.
    """
    chance = np.random.Generator(np.random.Philox(seed))
    by_name = sorted(criteria)
    plan = _planned(space, by_name)
    back = [by_name.index(key) for key in criteria]
    accepted = drawn = 0
    while True:
        weights = _accepted(plan, _drawn(plan, chance, rows))
        accepted += len(weights)
        drawn += rows
        if drawn >= PATIENCE and accepted < SCARCE * drawn:
            raise NoWeightingsError(accepted, drawn)
        yield Weightings(weights if back == list(range(len(back))) else weights[:, back], rows)


def _planned(space: WeightSpace, criteria: Sequence[str]) -> _Plan:
    place = {key: number for number, key in enumerate(criteria)}
    ordered = [key for tier in space.order for key in tier]
    if {*space.alpha, *space.bounds, *ordered} - set(place) or len(set(ordered)) < len(ordered):
        raise BadSpaceError
    alpha = np.array([float(space.alpha.get(key, 1.0)) for key in criteria])
    pairs = np.array([space.bounds.get(key, (0.0, 1.0)) for key in criteria], dtype=np.float64)
    low, high = pairs.reshape(-1, 2).T
    _check(alpha, low, high)
    is_uniform = bool((alpha == 1).all())
    same = {float(alpha[place[key]]) for key in ordered}
    return _Plan(
        alpha=alpha,
        order=tuple(np.array([place[key] for key in tier], np.intp) for tier in space.order),
        low=low.astype(np.float32),
        high=high.astype(np.float32),
        is_uniform=is_uniform,
        is_sorted=len(same) == 1,
        is_shifted=is_uniform and not ordered and bool(low.any()),
        is_bound=bool(low.any() or (high < 1).any()),
    )


def _check(alpha: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]) -> None:
    is_thinkable = (
        len(alpha) > 0
        and bool(np.isfinite(alpha).all())
        and bool((alpha > 0).all())
        and bool(((low >= 0) & (low <= high) & (high <= 1)).all())
    )
    if not is_thinkable or not low.sum() <= 1 + 1e-9 or not high.sum() >= 1 - 1e-9:
        raise BadSpaceError


def _drawn(plan: _Plan, chance: np.random.Generator, rows: int) -> Floats:
    if plan.is_uniform:
        # Of the generator only its uniform numbers are used, so that another version of it draws alike.
        parts = chance.random((rows, len(plan.alpha)), dtype=np.float32)
        np.subtract(np.float32(1), parts, out=parts)  # above 0, as the logarithm needs it
        np.log(parts, out=parts)
    else:
        parts = chance.standard_gamma(plan.alpha, (rows, len(plan.alpha))).astype(np.float32)
    total = np.einsum("ij->i", parts)[:, None]
    total[total == 0] = 1  # all parts too small for a float; not accepted below
    found: Floats = np.divide(parts, total, out=parts)
    if plan.is_sorted:
        _sort(found, plan.order)
    if plan.is_shifted:
        found *= np.float32(1) - plan.low.sum()
        found += plan.low
    return found


def _sort(weights: Floats, order: tuple[NDArray[np.intp], ...]) -> None:
    """The largest to the first tier and so on; inside a tier as they were drawn, relative to each other."""
    columns = np.concatenate(order)
    falling = -np.sort(-weights[:, columns], axis=1)
    begin = 0
    for tier in order:
        own = np.argsort(np.argsort(-weights[:, tier], axis=1), axis=1)
        weights[:, tier] = np.take_along_axis(falling[:, begin : begin + len(tier)], own, axis=1)
        begin += len(tier)


def _accepted(plan: _Plan, weights: Floats) -> Floats:
    if not plan.is_bound and (plan.is_sorted or not plan.order) and plan.is_uniform:
        return weights
    is_met = ((weights >= plan.low) & (weights <= plan.high)).all(axis=1)
    is_met &= weights.any(axis=1)
    if not plan.is_sorted:
        for more, less in zip(plan.order, plan.order[1:], strict=False):
            is_met &= weights[:, more].min(axis=1) >= weights[:, less].max(axis=1)
    return weights[is_met]
