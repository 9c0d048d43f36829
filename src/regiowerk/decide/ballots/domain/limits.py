"""What forbids choosing an option, whatever its votes: caps, needs, exclusions.  Pure.

All rules ask the same ledger, so that a limit means the same under each of them.  Money in cents.
An option whose needs are not chosen yet waits for them; two that need each other wait forever and
should be one option.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from regiowerk.decide.ballots.domain.elections import Election, Option

type RefusalKind = Literal[
    "unsupported",  # nobody with a vote supports it
    "few_votes",  # fewer votes than asked for
    "over_budget",  # costs more than is left
    "home_cap",  # its interest group would get too much
    "own_share",  # an organisation would have to pay more than it can
    "needs",  # what it needs was not chosen
    "excluded",  # it excludes, or is excluded by, something chosen
    "short",  # its supporters have too little money left
    "not_reached",  # the count ended at an option before it
    "not_best",  # it would have been possible; others are worth more together
]


@dataclass(frozen=True, slots=True)
class Limits:
    """`home_cap`: largest share of the budget for options with the same home."""

    home_cap: Fraction | None = None
    own_share_caps: Mapping[str, int] = field(default_factory=dict)  # organisation -> cents
    min_votes: Fraction | int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an option was not chosen: `needed` (votes or cents) is more than there was `left`."""

    option: str
    kind: RefusalKind
    subject: str = ""  # interest group, organisation or other option
    needed: Fraction = Fraction(0)
    left: Fraction = Fraction(0)


class Ledger:
    """What is chosen so far, and what may still be.

    `votes` are those of the election unless others are given: whoever counts it with other weights
    knows them already.
    """

    def __init__(
        self, election: Election, limits: Limits, votes: Mapping[str, Fraction] | None = None
    ) -> None:
        self.election, self.limits = election, limits
        self.chosen: list[str] = []
        self.spent = 0
        self._votes = election.votes() if votes is None else votes
        self._by_home: dict[str, int] = {}
        self._own: dict[str, int] = {}
        self._barred: dict[str, str] = {}
        self._excludes = _both_directions(election)

    def take(self, key: str) -> None:
        """Choose an option."""
        option = self.election.option[key]
        self.chosen.append(key)
        self.spent += option.cost
        if option.home is not None:
            self._by_home[option.home] = self._by_home.get(option.home, 0) + option.cost
        for organisation, share in option.own_shares.items():
            self._own[organisation] = self._own.get(organisation, 0) + share
        for other in self._excludes[key]:
            self._barred.setdefault(other, key)

    def refusal(self, key: str, *, left: int | None = None) -> Refusal | None:
        """Why an option cannot be chosen now; None: it can.

        `left` is the money it has to fit into; None: the whole budget.
        """
        option = self.election.option[key]
        return (
            self._by_votes(key)
            or self._by_money(option, self.election.budget if left is None else left)
            or self._by_home_cap(option)
            or self._by_own_share(option)
            or self._by_others(option)
        )

    def unbound(self) -> frozenset[str]:
        """Options that are never refused, whatever else is chosen."""
        return frozenset(
            option.key
            for option in self.election.options
            if not (option.needs or self._excludes[option.key])
            and (option.home is None or self.limits.home_cap is None)
            and not self.limits.own_share_caps.keys() & option.own_shares.keys()
            and self.refusal(option.key) is None
        )

    def _by_votes(self, key: str) -> Refusal | None:
        votes = self._votes[key]
        if not votes:
            return Refusal(key, "unsupported")
        if self.limits.min_votes and votes < self.limits.min_votes:
            return Refusal(key, "few_votes", "", Fraction(self.limits.min_votes), votes)
        return None

    def _by_money(self, option: Option, left: int) -> Refusal | None:
        if option.cost > left:
            return Refusal(option.key, "over_budget", "", Fraction(option.cost), Fraction(left))
        return None

    def _by_home_cap(self, option: Option) -> Refusal | None:
        if option.home is None or self.limits.home_cap is None or not option.cost:
            return None
        cap = self.limits.home_cap * self.election.budget
        left = cap - self._by_home.get(option.home, 0)
        if option.cost <= left:
            return None
        return Refusal(option.key, "home_cap", option.home, Fraction(option.cost), left)

    def _by_own_share(self, option: Option) -> Refusal | None:
        for organisation, share in sorted(option.own_shares.items()):
            cap = self.limits.own_share_caps.get(organisation)
            if not share or cap is None:
                continue
            left = cap - self._own.get(organisation, 0)
            if share > left:
                return Refusal(
                    option.key, "own_share", organisation, Fraction(share), Fraction(left)
                )
        return None

    def _by_others(self, option: Option) -> Refusal | None:
        if option.key in self._barred:
            return Refusal(option.key, "excluded", self._barred[option.key])
        if option.needs.issubset(self.chosen):
            return None
        return Refusal(option.key, "needs", min(option.needs.difference(self.chosen)))


def _both_directions(election: Election) -> dict[str, set[str]]:
    pairs: dict[str, set[str]] = {option.key: set(option.excludes) for option in election.options}
    for option in election.options:
        for other in option.excludes:
            pairs[other].add(option.key)
    return pairs
