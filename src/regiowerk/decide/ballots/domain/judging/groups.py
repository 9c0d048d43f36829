"""From the priorities of members to those of the group, with the dissent left visible.  Pure.

Aggregation of individual priorities (AIP, Forman & Peniwati 1998): the arithmetic mean for swing
weights and points, the geometric one for AHP.  Consensus by Shannon's alpha, beta and gamma diversity
(Goepel 2013, after Jost 2006).  Members may weigh differently; who weighs nothing is not counted.

Every member's priorities are brought to a sum of 1 first.  Exact input stays exact in means, spreads
and gaps; floats are added so that the order of members changes no digit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from regiowerk.decide.ballots.domain.judging.shares import Number, Share, apart, normalised

NOTABLE = Fraction(1, 10)  # a gap to the group from which on a member is named

type Priorities = Mapping[str, Mapping[str, Number]]  # member -> criterion -> points or weight


class Mean(StrEnum):
    """How priorities become one."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"


class NoMembersError(ValueError):
    """Nobody has said anything, or nobody who did weighs anything."""


class MemberKeysError(ValueError):
    """A member judged other criteria than the rest, or weighs without having judged."""

    def __init__(self, member: str, missing: tuple[str, ...], unknown: tuple[str, ...]) -> None:
        super().__init__(member, missing, unknown)
        self.member = member
        self.missing = missing
        self.unknown = unknown


class NoPriorityError(ValueError):
    """A priority of 0, which no geometric mean can hold."""

    def __init__(self, member: str, key: str) -> None:
        super().__init__(member, key)
        self.member = member
        self.key = key


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the members stand; quartiles count members by their weight."""

    least: Share
    lower: Share
    median: Share
    upper: Share
    most: Share


@dataclass(frozen=True, slots=True)
class Gap:
    """How far one member is from the group on one criterion."""

    key: str
    member: str
    own: Share
    group: Share

    @property
    def size(self) -> Share:
        return apart(self.own, self.group)


@dataclass(frozen=True, slots=True)
class GroupJudgement:
    """What the group weighs and how far its members agree on it."""

    weights: Mapping[str, Share]  # sums to 1
    mean: Mean
    spreads: Mapping[str, Spread]
    consensus: float  # 0 as far apart as these members can be, 1 all the same
    distances: Mapping[str, Share]  # member -> how much weight would have to be moved to agree
    gaps: tuple[Gap, ...]  # notable ones, widest first


def group_view(
    priorities: Priorities,
    mean: Mean = Mean.ARITHMETIC,
    member_weights: Mapping[str, Number] | None = None,
    notable: Number = NOTABLE,
) -> GroupJudgement:
    """The group's weights, spreads, consensus and every gap of at least `notable`.

    NoMembersError, MemberKeysError, NoPointsError, BadPointsError; NoPriorityError where geometric.
    """
    shares, weights = _counted(priorities, member_weights)
    agreed = _geometric(shares, weights) if mean is Mean.GEOMETRIC else _arithmetic(shares, weights)
    gaps = [
        Gap(key, member, own[key], agreed[key]) for member, own in shares.items() for key in own
    ]
    return GroupJudgement(
        weights=agreed,
        mean=mean,
        spreads={key: _spread(key, shares, weights) for key in agreed},
        consensus=_consensus(shares, weights),
        distances={member: _distance(own, agreed) for member, own in sorted(shares.items())},
        gaps=tuple(
            sorted(
                (gap for gap in gaps if gap.size >= notable and gap.size > 0),
                key=lambda gap: (-gap.size, gap.key, gap.member),
            )
        ),
    )


def arithmetic_mean(
    priorities: Priorities, member_weights: Mapping[str, Number] | None = None
) -> dict[str, Share]:
    """The weighted mean of the members' priorities; errors as `group_view`."""
    return _arithmetic(*_counted(priorities, member_weights))


def geometric_mean(
    priorities: Priorities, member_weights: Mapping[str, Number] | None = None
) -> dict[str, Share]:
    """The weighted geometric mean, brought to a sum of 1; NoPriorityError where somebody gave 0."""
    return _geometric(*_counted(priorities, member_weights))


def consensus(priorities: Priorities, member_weights: Mapping[str, Number] | None = None) -> float:
    """1 where all agree, 0 where they are as far apart as so many members and criteria allow.

    With B = exp(H_gamma - H_alpha), the number of different positions, and its largest value
    D = min(number of criteria, exp(entropy of the members' weights)): (1/B - 1/D) / (1 - 1/D).
    """
    return _consensus(*_counted(priorities, member_weights))


def _counted(
    priorities: Priorities, member_weights: Mapping[str, Number] | None
) -> tuple[dict[str, dict[str, Share]], dict[str, Share]]:
    """Shares and weights of those who count, with the same criteria in the same order for all."""
    if not priorities:
        raise NoMembersError
    given: Mapping[str, Number] = (
        dict.fromkeys(priorities, 1) if member_weights is None else member_weights
    )
    for member in sorted(set(given) ^ set(priorities)):
        raise MemberKeysError(member, (), ())
    if not any(given.values()):
        raise NoMembersError
    keys = list(priorities[min(priorities)])
    shares: dict[str, dict[str, Share]] = {}
    for member in sorted(priorities):
        own = priorities[member]
        if set(own) != set(keys):
            missing, unknown = set(keys) - set(own), set(own) - set(keys)
            raise MemberKeysError(member, tuple(sorted(missing)), tuple(sorted(unknown)))
        shares[member] = normalised({key: own[key] for key in keys})
    weights = normalised(given)
    counted = [member for member in shares if weights[member] > 0]
    return {m: shares[m] for m in counted}, {m: weights[m] for m in counted}


def _arithmetic(
    shares: Mapping[str, Mapping[str, Share]], weights: Mapping[str, Share]
) -> dict[str, Share]:
    keys = next(iter(shares.values()))
    return normalised(
        {key: _sum(weights[member] * own[key] for member, own in shares.items()) for key in keys}
    )


def _geometric(
    shares: Mapping[str, Mapping[str, Share]], weights: Mapping[str, Share]
) -> dict[str, Share]:
    for member, own in shares.items():
        for key, share in own.items():
            if share == 0:
                raise NoPriorityError(member, key)
    keys = next(iter(shares.values()))
    logs = {
        key: math.fsum(weights[member] * math.log(own[key]) for member, own in shares.items())
        for key in keys
    }
    top = max(logs.values())
    return normalised({key: math.exp(value - top) for key, value in logs.items()})


def _sum(values: Iterable[Share]) -> Share:
    """Exact for fractions; floats rounded once, so that their order does not matter."""
    found = list(values)
    if any(isinstance(value, float) for value in found):
        return math.fsum(found)
    return sum((Fraction(value) for value in found), Fraction())


def _spread(
    key: str, shares: Mapping[str, Mapping[str, Share]], weights: Mapping[str, Share]
) -> Spread:
    ordered = sorted((own[key], weights[member]) for member, own in shares.items())
    quarters = [_quantile(ordered, Fraction(quarter, 4)) for quarter in (1, 2, 3)]
    return Spread(ordered[0][0], quarters[0], quarters[1], quarters[2], ordered[-1][0])


def _quantile(ordered: list[tuple[Share, Share]], part: Fraction) -> Share:
    """The value at which this part of the weight is reached; between two, their middle."""
    below: Share = Fraction()
    for place, (value, weight) in enumerate(ordered):
        below = below + weight
        if math.isclose(below, part, rel_tol=1e-12):
            return (value + ordered[place + 1][0]) / 2
        if below > part:
            return value
    return ordered[-1][0]


def _distance(own: Mapping[str, Share], agreed: Mapping[str, Share]) -> Share:
    return _sum(apart(own[key], agreed[key]) for key in own) / 2


def _consensus(shares: Mapping[str, Mapping[str, Share]], weights: Mapping[str, Share]) -> float:
    pooled = _arithmetic(shares, weights)
    alpha = math.fsum(weights[member] * _entropy(own.values()) for member, own in shares.items())
    beta = math.exp(_entropy(pooled.values()) - alpha)
    widest = min(float(len(pooled)), math.exp(_entropy(weights.values())))
    if widest <= 1 + 1e-12:
        return 1.0
    return min(1.0, max(0.0, (1 / beta - 1 / widest) / (1 - 1 / widest)))


def _entropy(shares: Iterable[Share]) -> float:
    return -math.fsum(share * math.log(share) for share in shares if share > 0)
