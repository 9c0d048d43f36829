"""Who got how much out of a selection: by stratum, and who got nothing.  Pure, exact.

The cost of a winner is shared among those who support it, in proportion to their weights (D.
Peters and others compare rules by this "share" of voters).  It can be computed for every rule; what
the voters paid, only for rules in which they pay.  Money in cents.  Only who handed in a paper counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from regiowerk.decide.ballots.domain.elections import Election, Voter
from regiowerk.decide.ballots.domain.outcomes import Selection

type By = Literal["stratum", "chamber", "voter"]


@dataclass(frozen=True, slots=True)
class GroupShare:
    """One group of voters.

    `received`: its part of the cost of the winners its members support; `per_weight` of it for a
    vote of weight one.  `paid`: what its members paid, `paid_share` of all that was paid.  `winners`:
    how many of the winners a vote of weight one supports on average.
    """

    name: str
    voters: int
    weight: Fraction
    received: Fraction
    paid: Fraction
    paid_share: Fraction
    winners: Fraction

    @property
    def per_weight(self) -> Fraction:
        return self.received / self.weight if self.weight else Fraction(0)


@dataclass(frozen=True, slots=True)
class Fairness:
    """`unserved`: support something and none of the winners; `worst`: receive least of all.

    `unserved_share` is the part of all weight.  `by_home` is the money of each interest group.
    """

    groups: tuple[GroupShare, ...]
    unserved: tuple[str, ...]
    unserved_share: Fraction
    worst: tuple[str, ...]
    worst_received: Fraction
    by_home: Mapping[str, int]


def fairness(election: Election, selection: Selection, by: By = "stratum") -> Fairness:
    """Who got how much, by the groups named."""
    chosen = frozenset(selection.winners)
    served = {
        voter.key: chosen & support.keys()
        for voter, support in zip(election.participants, election.supports, strict=True)
    }
    received = received_by(election, selection)
    voters = [voter for voter in election.participants if voter.weight]
    unserved = sorted(
        voter.key
        for voter, support in zip(election.participants, election.supports, strict=True)
        if voter.weight and support and not served[voter.key]
    )
    per_weight = {voter.key: received[voter.key] / voter.weight for voter in voters}
    least = min(per_weight.values(), default=Fraction(0))
    weight = _sum(voter.weight for voter in voters)
    return Fairness(
        groups=_groups(voters, by, received, served, _paid(selection)),
        unserved=tuple(unserved),
        unserved_share=_sum(election.voter[key].weight for key in unserved) / (weight or 1),
        worst=tuple(sorted(key for key, value in per_weight.items() if value == least)),
        worst_received=least,
        by_home=_by_home(election, chosen),
    )


def received_by(election: Election, selection: Selection) -> dict[str, Fraction]:
    """Each voter's part of the cost of the winners; what nobody supports is nobody's."""
    votes = election.votes()
    part = {
        key: Fraction(election.option[key].cost) / votes[key]
        for key in selection.winners
        if votes[key]
    }
    return {
        voter.key: voter.weight * _sum(part[key] for key in support if key in part)
        for voter, support in zip(election.participants, election.supports, strict=True)
    }


def _paid(selection: Selection) -> dict[str, Fraction]:
    paid: dict[str, Fraction] = {}
    for found in selection.rounds:
        for voter, amount in found.paid_by.items():
            paid[voter] = paid.get(voter, Fraction(0)) + amount
    return paid


def _groups(
    voters: list[Voter],
    by: By,
    received: Mapping[str, Fraction],
    served: Mapping[str, frozenset[str]],
    paid: Mapping[str, Fraction],
) -> tuple[GroupShare, ...]:
    members: dict[str, list[Voter]] = {}
    for voter in voters:
        name = {"stratum": voter.stratum, "chamber": voter.chamber, "voter": voter.key}[by]
        members.setdefault(name, []).append(voter)
    whole = _sum(paid.values())
    rows: list[GroupShare] = []
    for name, group in sorted(members.items()):
        weight = _sum(voter.weight for voter in group)
        own = _sum(paid.get(voter.key, Fraction(0)) for voter in group)
        rows.append(
            GroupShare(
                name=name,
                voters=len(group),
                weight=weight,
                received=_sum(received[voter.key] for voter in group),
                paid=own,
                paid_share=own / (whole or 1),
                winners=_sum(voter.weight * len(served[voter.key]) for voter in group) / weight,
            )
        )
    return tuple(rows)


def _by_home(election: Election, chosen: frozenset[str]) -> dict[str, int]:
    homes: dict[str, int] = {}
    for option in sorted(election.options, key=lambda option: option.key):
        if option.home is not None:
            cost = option.cost if option.key in chosen else 0
            homes[option.home] = homes.get(option.home, 0) + cost
    return dict(sorted(homes.items()))


def _sum(values: Iterable[Fraction | int]) -> Fraction:
    return Fraction(sum(values))
