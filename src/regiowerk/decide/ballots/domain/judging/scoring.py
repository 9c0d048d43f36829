"""Weighted scoring (Nutzwertanalyse, Zangemeister 1976): what options are worth, traceably.  Pure.

As the German guide to appraisals of economic efficiency asks for it: criteria, weights and scales fixed
beforehand, musts first, at least two people rating independently, large gaps between them named.  A
corridor treats options close to the best as equal (as UfAB does with offers).

A rating nobody gave is missing and never a zero: the option then has no total but the range in which
it lies, from the worst to the best rating in the empty places.  Values run from 0 to 1; they are exact
fractions where weights, scales and ratings are integers or fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from regiowerk.decide.ballots.domain.judging.criteria import (
    Criterion,
    fingerprint,
    leaf_weights,
    leaves,
    musts,
)
from regiowerk.decide.ballots.domain.judging.shares import Number, Share, exact

CORRIDOR = Fraction(1, 10)
GAP_LIMIT = Fraction(1, 5)  # of the scale, between two who rated the same
NEEDED = 2  # people who rate the same, independently


class Fault(StrEnum):
    """Why a rating cannot be used."""

    UNKNOWN_OPTION = "unknown_option"
    UNKNOWN_CRITERION = "unknown_criterion"
    TWICE = "twice"
    OFF_SCALE = "off_scale"


class Standing(StrEnum):
    RANKED = "ranked"
    OPEN = "open"  # something is missing, or those who rated a must disagree
    EXCLUDED = "excluded"  # a must is missed, all who rated it agree


@dataclass(frozen=True, slots=True)
class Rating:
    """One person's rating of one option by one criterion, on the criterion's scale."""

    scorer: str
    option: str
    criterion: str
    value: Number


class BadRatingError(ValueError):
    """A rating that cannot be used, and why."""

    def __init__(self, rating: Rating, fault: Fault) -> None:
        super().__init__(rating, fault)
        self.rating = rating
        self.fault = fault


class BadOptionsError(ValueError):
    """No options, or one of them twice."""


class BadCorridorError(ValueError):
    """A corridor below 0 or above 1."""

    def __init__(self, corridor: Number) -> None:
        super().__init__(corridor)
        self.corridor = corridor


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one criterion adds to an option's total."""

    criterion: str
    weight: Share
    ratings: tuple[tuple[str, Share], ...]  # scorer and rating, by name
    value: Share | None  # mean position between worst 0 and best 1; None where nobody rated

    @property
    def points(self) -> Share | None:
        return None if self.value is None else self.weight * self.value


@dataclass(frozen=True, slots=True)
class Valued:
    """One option with everything its total is made of."""

    option: str
    standing: Standing
    total: Share | None  # None where a rating is missing
    lowest: Share  # the total if all that is missing were worst
    highest: Share  # ... and best
    rank: int | None  # equals share the better rank; None where not ranked
    contributions: tuple[Contribution, ...]  # in the order of the tree
    missed: tuple[str, ...]  # musts
    disputed: tuple[str, ...]  # musts some who rated call met and others missed
    unrated: tuple[str, ...]  # criteria and musts without any rating


@dataclass(frozen=True, slots=True)
class ScorerGap:
    """People who rated the same very differently; to be explained."""

    option: str
    criterion: str
    low: Share
    low_by: tuple[str, ...]
    high: Share
    high_by: tuple[str, ...]
    size: Share  # as a part of the scale


@dataclass(frozen=True, slots=True)
class Thin:
    """Rated by fewer than asked for."""

    option: str
    criterion: str
    scorers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """All options with their totals, and what has to be talked about."""

    options: Mapping[str, Valued]  # in the order given
    ranking: tuple[str, ...]  # best first, equals by name
    tiers: tuple[tuple[str, ...], ...]  # those of one tier count as equal
    gaps: tuple[ScorerGap, ...]  # widest first
    thin: tuple[Thin, ...]
    tree: str  # fingerprint of the criteria


type Given = Mapping[tuple[str, str], Mapping[str, Share]]  # option, criterion -> scorer -> rating


def appraise(
    root: Criterion,
    options: Sequence[str],
    ratings: Iterable[Rating],
    *,
    corridor: Number = CORRIDOR,
    gap_limit: Number = GAP_LIMIT,
    needed: int = NEEDED,
) -> Appraisal:
    """Totals, ranks and tiers; BadRatingError, BadOptionsError, BadCorridorError, UnweighedError.

    A gap is told from above `gap_limit` on, as a part of the scale.
    """
    if not options or len(set(options)) != len(options):
        raise BadOptionsError
    if not 0 <= corridor <= 1:
        raise BadCorridorError(corridor)
    given = _given(root, options, ratings)
    weights = leaf_weights(root)
    valued = [_valued(root, option, given, weights) for option in options]
    ranking = sorted((one for one in valued if one.standing is Standing.RANKED), key=_order)
    ranks = _ranks(ranking)
    return Appraisal(
        options={one.option: _with_rank(one, ranks.get(one.option)) for one in valued},
        ranking=tuple(one.option for one in ranking),
        tiers=tiers({one.option: _total(one) for one in ranking}, corridor),
        gaps=_gaps(root, given, gap_limit),
        thin=_thin(root, options, given, needed),
        tree=fingerprint(root),
    )


def tiers(totals: Mapping[str, Share], corridor: Number = CORRIDOR) -> tuple[tuple[str, ...], ...]:
    """Bands of equals: the best with all at most this part below it, then the same with the rest."""
    waiting = sorted(totals, key=lambda option: (-totals[option], option))
    bands: list[tuple[str, ...]] = []
    while waiting:
        bound = totals[waiting[0]] * (1 - exact(corridor))
        band = tuple(option for option in waiting if totals[option] >= bound)
        bands.append(band)
        waiting = waiting[len(band) :]
    return tuple(bands)


def values_of(appraisal: Appraisal) -> dict[str, dict[str, Share]]:
    """Option -> criterion -> mean value from 0 to 1, of all options that are ranked, best first."""
    return {
        option: {
            one.criterion: one.value
            for one in appraisal.options[option].contributions
            if one.value is not None
        }
        for option in appraisal.ranking
    }


def position(criterion: Criterion, rating: Number) -> Share:
    """Where a rating lies between worst 0 and best 1, whichever of them is the higher number."""
    worst, best = exact(criterion.worst), exact(criterion.best)
    return (exact(rating) - worst) / (best - worst)


def _given(root: Criterion, options: Sequence[str], ratings: Iterable[Rating]) -> Given:
    rated = {one.key: one for one in (*leaves(root), *musts(root))}
    known = set(options)
    given: dict[tuple[str, str], dict[str, Share]] = {}
    for rating in ratings:
        if rating.option not in known:
            raise BadRatingError(rating, Fault.UNKNOWN_OPTION)
        if rating.criterion not in rated:
            raise BadRatingError(rating, Fault.UNKNOWN_CRITERION)
        if not 0 <= position(rated[rating.criterion], rating.value) <= 1:
            raise BadRatingError(rating, Fault.OFF_SCALE)
        row = given.setdefault((rating.option, rating.criterion), {})
        if rating.scorer in row:
            raise BadRatingError(rating, Fault.TWICE)
        row[rating.scorer] = exact(rating.value)
    return given


def _valued(root: Criterion, option: str, given: Given, weights: Mapping[str, Share]) -> Valued:
    parts = tuple(_contribution(leaf, option, given, weights[leaf.key]) for leaf in leaves(root))
    unrated = [part.criterion for part in parts if part.value is None]
    missed, disputed = [], []
    for must in musts(root):
        met = {_is_met(must, value) for value in given.get((option, must.key), {}).values()}
        if not met:
            unrated.append(must.key)
        elif met == {False}:
            missed.append(must.key)
        elif len(met) > 1:
            disputed.append(must.key)
    lowest = sum((part.points or Fraction() for part in parts), Fraction())
    empty = sum((part.weight for part in parts if part.value is None), Fraction())
    is_open = bool(unrated or disputed)
    return Valued(
        option=option,
        standing=Standing.EXCLUDED if missed else Standing.OPEN if is_open else Standing.RANKED,
        total=None if any(part.value is None for part in parts) else lowest,
        lowest=lowest,
        highest=lowest + empty,
        rank=None,
        contributions=parts,
        missed=tuple(missed),
        disputed=tuple(disputed),
        unrated=tuple(unrated),
    )


def _contribution(leaf: Criterion, option: str, given: Given, weight: Share) -> Contribution:
    row = tuple(sorted(given.get((option, leaf.key), {}).items()))
    if not row:
        return Contribution(leaf.key, weight, (), None)
    mean = sum((position(leaf, value) for _, value in row), Fraction()) / len(row)
    return Contribution(leaf.key, weight, row, mean)


def _is_met(must: Criterion, rating: Share) -> bool:
    least = must.best if must.least is None else must.least
    return position(must, rating) >= position(must, least)


def _total(one: Valued) -> Share:
    return one.lowest  # with nothing missing the lowest is the total


def _order(one: Valued) -> tuple[Share, str]:
    return -_total(one), one.option


def _ranks(ranking: Sequence[Valued]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for place, one in enumerate(ranking):
        is_equal = place > 0 and _total(ranking[place - 1]) == _total(one)
        ranks[one.option] = ranks[ranking[place - 1].option] if is_equal else place + 1
    return ranks


def _with_rank(one: Valued, rank: int | None) -> Valued:
    return one if rank is None else replace(one, rank=rank)


def _gaps(root: Criterion, given: Given, limit: Number) -> tuple[ScorerGap, ...]:
    scales = {one.key: one for one in (*leaves(root), *musts(root))}
    found = []
    for (option, key), row in given.items():
        by_value = sorted(row.values(), key=lambda value: position(scales[key], value))
        low, high = by_value[0], by_value[-1]
        size = position(scales[key], high) - position(scales[key], low)
        if size > limit:
            found.append(ScorerGap(option, key, low, _who(row, low), high, _who(row, high), size))
    return tuple(sorted(found, key=lambda gap: (-gap.size, gap.option, gap.criterion)))


def _who(row: Mapping[str, Share], value: Share) -> tuple[str, ...]:
    return tuple(sorted(scorer for scorer, given in row.items() if given == value))


def _thin(root: Criterion, options: Sequence[str], given: Given, needed: int) -> tuple[Thin, ...]:
    return tuple(
        Thin(option, one.key, tuple(sorted(given.get((option, one.key), {}))))
        for option in options
        for one in (*leaves(root), *musts(root))
        if len(given.get((option, one.key), {})) < needed
    )
