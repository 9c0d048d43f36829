"""Phragmén's sequential rule: all votes save equally fast, and whoever has enough buys.  Pure, exact.

Sources: L. E. Phragmén (1894); with costs M. Los, Z. Christoff, D. Grossi, Proportional Budget
Allocations (2022).  Every vote of weight one earns a cent per moment; as soon as the supporters of an
option hold its cost together, it is bought and they have nothing left.  Any support counts as a cross.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.limits import Ledger, Limits, Refusal
from regiowerk.decide.ballots.domain.outcomes import Round, Selection
from regiowerk.decide.ballots.domain.purses import Group, grouped
from regiowerk.decide.ballots.domain.ties import TieRule, tiers_by


@dataclass(frozen=True, slots=True)
class Phragmen:
    """The rule.  `skips`: passes over what does not fit; otherwise the count ends there."""

    skips: bool = True
    ties: TieRule = field(default_factory=TieRule)


def phragmen(
    election: Election, rule: Phragmen | None = None, limits: Limits | None = None
) -> Selection:
    """The exact outcome; in a round `price` is the moment, `value` the moment below zero."""
    saving = _Saving(election, rule or Phragmen(), limits or Limits())
    rounds: list[Round] = []
    while (found := saving.next_round()) is not None:
        rounds.append(found)
    ledger = saving.ledger
    left = election.budget - ledger.spent
    refusals = [
        ledger.refusal(option.key, left=left) or Refusal(option.key, "not_reached")
        for option in election.options
        if option.key not in ledger.chosen
    ]
    waiting = {
        refusal.option: -saving.moment(refusal.option)
        for refusal in refusals
        if refusal.kind == "not_reached"
        or (refusal.kind == "over_budget" and refusal.needed <= election.budget)
    }
    return Selection(
        rule="phragmen",
        winners=tuple(ledger.chosen),
        rounds=tuple(rounds),
        refusals=tuple(sorted(refusals, key=lambda refusal: refusal.option)),
        reserve=tiers_by(waiting),
        spent=ledger.spent,
        stretched=election.budget,
    )


class _Saving:
    def __init__(self, election: Election, rule: Phragmen, limits: Limits) -> None:
        self.rule, self.election, self.ledger = rule, election, Ledger(election, limits)
        self.groups = grouped(election, scored=False)
        self.since = [Fraction(0)] * len(self.groups)  # moment from which the savings are unspent
        self.cost = {option.key: option.cost for option in election.options}
        self.votes = election.votes()
        self.now = Fraction(0)

    def _backers(self, key: str) -> list[tuple[int, Group]]:
        return [(number, group) for number, group in enumerate(self.groups) if key in group.scores]

    def moment(self, key: str) -> Fraction:
        """When the supporters of an option hold its cost; they must have some weight."""
        spent = sum(
            (group.weight * self.since[number] for number, group in self._backers(key)), Fraction(0)
        )
        return max(self.now, (self.cost[key] + spent) / self.votes[key])

    def next_round(self) -> Round | None:
        """The next purchase; None at the end."""
        left = self.election.budget - self.ledger.spent
        moments = {
            key: self.moment(key)
            for key in self.cost
            if key not in self.ledger.chosen
            and self.ledger.refusal(key, left=left if self.rule.skips else None) is None
        }
        free = [key for key in moments if not self.cost[key]]
        if not moments:
            return None
        key = self._earliest(moments, free)
        if self.cost[key] > left:
            return None
        self.ledger.take(key)
        if free:
            return Round(key, "free", Fraction(0), self.votes[key], self.votes[key])
        moment = moments.pop(key)
        second = lead = None
        if moments:
            next_one = min(moments.values())
            tied = [other for other in moments if moments[other] == next_one]
            second = self.rule.ties.second(tied, self.cost, self.votes)
            lead = next_one - moment
        paid = self._pay(key, moment)
        return Round(key, "rule", moment, self.votes[key], -moment, second, lead, paid)

    def _earliest(self, moments: dict[str, Fraction], free: list[str]) -> str:
        first = min(moments.values())
        tied = free or [key for key in moments if moments[key] == first]
        return self.rule.ties.first(tied, self.cost, self.votes)

    def _pay(self, key: str, moment: Fraction) -> dict[str, Fraction]:
        """All pay what they saved; where an option became possible late, the same part of it."""
        self.now = moment
        backers = self._backers(key)
        saved = {number: moment - self.since[number] for number, _ in backers}
        held = sum((group.weight * saved[number] for number, group in backers), Fraction(0))
        part = self.cost[key] / held
        paid: dict[str, Fraction] = {}
        for number, group in backers:
            self.since[number] += part * saved[number]
            for voter, weight in group.weights.items():
                if saved[number]:
                    paid[voter] = weight * part * saved[number]
        return paid
