"""Papers as arrays: groups of voters with the same paper, and who supports what.  Pure, numpy.

Weights are whole numbers here: the weights of the voters times their common denominator.  Only their
proportions matter to Equal Shares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from regiowerk.decide.ballots.domain.elections import Election

type Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
type Whole = np.ndarray[tuple[int], np.dtype[np.int64]]
type Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]

EXACT_IN_FLOAT = 2**53
MOSTLY_ALIKE = 0.75  # groups beside voters, above which voters are not grouped


class TooHeavyError(ValueError):
    """The weights have no common denominator small enough for floating point to be exact."""


@dataclass(frozen=True, slots=True)
class Backers:
    """The groups that support an option, and what they give it; None: one each."""

    groups: Whole
    scores: Floats | None


@dataclass(frozen=True, slots=True)
class Supporters:
    """The groups behind an option that may have money; None for weights or scores: one each."""

    groups: Whole
    weights: Floats | None
    scores: Floats | None
    points: Floats | None  # weights times scores
    weight: float  # of all together
    all_points: float

    def poorer(self, keep: Mask) -> Supporters:
        """Without those who have nothing any more."""
        parts = (self.weights, self.scores, self.points)
        return supporters_of(
            self.groups[keep], *(None if part is None else part[keep] for part in parts)
        )


def supporters_of(
    groups: Whole, weights: Floats | None, scores: Floats | None, points: Floats | None
) -> Supporters:
    """With the sums."""
    number = float(len(groups))
    weight = number if weights is None else float(weights.sum())
    everything = number if points is None else weight if points is weights else float(points.sum())
    return Supporters(groups, weights, scores, points, weight, everything)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Papers with the weights of one count, only options somebody with a vote supports.

    `full`: all points times weight, and `votes`, of each option; both in the unit of the papers.
    """

    groups: int
    weight: float
    supporters: Mapping[str, Supporters]
    full: Mapping[str, float]
    votes: Mapping[str, Fraction]


@dataclass(frozen=True)
class Papers:
    """All papers of an election; `group_of` and `weights` in the order of its participants.

    A weight of one is `unit` here.
    """

    group_of: Whole
    groups: int
    weights: Whole
    unit: int
    backers: Mapping[str, Backers]

    def weighed(self, times: Whole | None = None) -> Weighed:
        """With every voter counted `times` (None: once); raises TooHeavyError."""
        weights = self.weights if times is None else self.weights * times
        by_group = np.bincount(self.group_of, weights=weights, minlength=self.groups)
        whole = float(by_group.sum())
        if whole >= EXACT_IN_FLOAT:
            raise TooHeavyError
        own = None if bool((by_group == 1).all()) else by_group
        found = {key: _supporters(backers, own) for key, backers in self.backers.items()}
        found = {key: behind for key, behind in found.items() if len(behind.groups)}
        return Weighed(
            groups=self.groups,
            weight=whole,
            supporters=found,
            full={key: behind.all_points for key, behind in found.items()},
            votes={key: Fraction(behind.weight) for key, behind in found.items()},
        )


def _supporters(backers: Backers, by_group: Floats | None) -> Supporters:
    groups, scores = backers.groups, backers.scores
    if by_group is None:
        return supporters_of(groups, None, scores, scores)
    weights = by_group[groups]
    if not weights.all():
        keep = weights > 0
        groups, weights = groups[keep], weights[keep]
        scores = None if scores is None else scores[keep]
    points = weights if scores is None else weights * scores
    return supporters_of(groups, weights, scores, points)


def compiled(election: Election, *, scored: bool) -> Papers:
    """Papers of crosses, points or scores as arrays; raises TooHeavyError."""
    unit = lcm(*(Fraction(voter.weight).denominator for voter in election.participants))
    weights = [int(voter.weight * unit) for voter in election.participants]
    if sum(weights) >= EXACT_IN_FLOAT:
        raise TooHeavyError
    numbers: dict[frozenset[object], int] = {}
    sheets: list[Mapping[str, int]] = []
    group_of: list[int] = []
    for support in election.supports:
        number = numbers.setdefault(frozenset(support.items() if scored else support), len(numbers))
        if number == len(sheets):
            sheets.append(support)
        group_of.append(number)
    if len(sheets) > MOSTLY_ALIKE * len(
        weights
    ):  # one weight for all is worth more than few groups
        sheets, group_of = list(election.supports), list(range(len(weights)))
    return Papers(
        group_of=np.array(group_of, dtype=np.int64),
        groups=len(sheets),
        weights=np.array(weights, dtype=np.int64),
        unit=unit,
        backers=_backers(sheets, scored=scored),
    )


def _backers(sheets: list[Mapping[str, int]], *, scored: bool) -> dict[str, Backers]:
    members: dict[str, list[int]] = {}
    scores: dict[str, list[int]] = {}
    for number, sheet in enumerate(sheets):
        for key, value in sheet.items():
            members.setdefault(key, []).append(number)
            scores.setdefault(key, []).append(value)
    return {
        key: Backers(
            np.array(groups, dtype=np.int64),
            np.array(scores[key], dtype=np.float64) if scored and set(scores[key]) != {1} else None,
        )
        for key, groups in members.items()
    }
