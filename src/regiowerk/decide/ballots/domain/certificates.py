"""Proof that an outcome of Equal Shares is the right one.  Pure, exact.

It does not count again: it goes through the rounds with fractions and shows by inequalities that
each price pays the option exactly, that no other option would have been worth more, that the tie
rule was kept and that nothing can be paid at the end.  For added money it shows that the amount is
the first at which one step more does not fit, or the first at which the rule says stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.limits import Ledger, Limits
from regiowerk.decide.ballots.domain.outcomes import Round, Selection
from regiowerk.decide.ballots.domain.purses import Purses, grouped
from regiowerk.decide.ballots.domain.shares import (
    EqualShares,
    Run,
    filled,
    refusals_of,
    reserve_of,
    stretched_run,
    support_of,
    with_lam,
)

type Doubt = Literal[
    "not_eligible",  # the option could not be chosen in this round
    "price",  # its supporters do not pay its cost at this price
    "beaten",  # another option was worth more
    "tie",  # another option was worth as much and wins by the tie rule
    "runner_up",  # the second is another option, or further or less far behind
    "paid_by",  # voters paid something else
    "support",  # value or effective support belong to another price
    "ended_early",  # an option could still be paid
    "fill",  # the rest was spent otherwise
    "stretched",  # another amount of money is handed out
    "result",  # winners, refusals, reserve or sum do not follow from the rounds
]


class NotProvenError(ValueError):
    """The first round (from 1) that does not follow, and why; round 0 is the whole outcome."""

    def __init__(self, number: int, doubt: Doubt, option: str = "") -> None:
        super().__init__(number, doubt, option)
        self.number, self.doubt, self.option = number, doubt, option


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was proven: how many rounds, and how close the closest of them was (lead by value)."""

    rounds: int
    stretched: int
    closest: Fraction | None
    closest_option: str | None


def certify(
    election: Election, selection: Selection, rule: EqualShares, limits: Limits | None = None
) -> Certificate:
    """Prove an outcome; raises NotProvenError at the first round that differs."""
    limits = limits or Limits()
    weighed = with_lam(election, rule)
    groups = grouped(weighed, scored=rule.is_scored)
    paid = [found for found in selection.rounds if found.phase != "fill"]
    weight = sum((group.weight for group in groups), Fraction(0))
    money = Fraction(selection.stretched) / weight if weight else Fraction(0)
    replay = _Replay(weighed, rule, limits, Purses(groups, money))
    for found in paid:
        replay.check(found)
    replay.check_end()
    expected = (
        stretched_run(weighed, rule, limits, groups).money if rule.add_one else election.budget
    )
    if selection.stretched != expected:
        raise NotProvenError(0, "stretched")
    _check_rest(replay, selection, len(paid))
    tight = [(found.lead, found.option) for found in paid if found.lead is not None]
    closest = min(tight, default=(None, None))
    return Certificate(len(selection.rounds), selection.stretched, *closest)


def _check_rest(replay: _Replay, selection: Selection, paid: int) -> None:
    support = support_of(replay.ledger.election, replay.rule)
    fill = tuple(filled(replay.ledger, replay.rule, *support)) if replay.rule.fill else ()
    if selection.rounds[paid:] != fill:
        raise NotProvenError(paid + 1, "fill")
    run = Run(selection.rounds[:paid], replay.ledger, replay.purses, selection.stretched)
    follows = (
        tuple(replay.ledger.chosen),
        refusals_of(run),
        reserve_of(run),
        replay.ledger.spent,
    )
    if follows != (selection.winners, selection.refusals, selection.reserve, selection.spent):
        raise NotProvenError(0, "result")


class _Replay:
    def __init__(
        self, election: Election, rule: EqualShares, limits: Limits, purses: Purses
    ) -> None:
        self.rule, self.purses = rule, purses
        self.ledger = Ledger(election, limits)
        self.number = 0
        self.cost = {option.key: option.cost for option in election.options}
        self.votes = election.votes()

    def check(self, found: Round) -> None:
        """One round, and go on to the next."""
        self.number += 1
        eligible = self._eligible()
        if found.option not in eligible:
            raise NotProvenError(self.number, "not_eligible", found.option)
        free = [key for key in eligible if not self.cost[key]]
        if free:
            self._check_free(found, free)
        else:
            self._check_price(found)
            self._check_others(found, [key for key in eligible if key != found.option])
            if self.purses.pay(found.option, found.price) != found.paid_by:
                raise NotProvenError(self.number, "paid_by", found.option)
        self.ledger.take(found.option)

    def check_end(self) -> None:
        """Nothing can be paid any more."""
        for key in self._eligible():
            if self.purses.means(key) >= self.cost[key]:
                raise NotProvenError(self.number + 1, "ended_early", key)

    def _eligible(self) -> list[str]:
        chosen = set(self.ledger.chosen)
        return sorted(
            key for key in self.cost if key not in chosen and self.ledger.refusal(key) is None
        )

    def _check_free(self, found: Round, free: list[str]) -> None:
        votes = self.votes[found.option]
        if found != Round(found.option, "free", Fraction(0), votes, votes):
            raise NotProvenError(self.number, "support", found.option)
        if self.rule.ties.first(free, self.cost, self.votes) != found.option:
            raise NotProvenError(self.number, "tie", found.option)

    def _check_price(self, found: Round) -> None:
        cost = self.cost[found.option]
        if found.phase != "rule" or found.price <= 0:
            raise NotProvenError(self.number, "price", found.option)
        shares = self.purses.shares(found.option)
        reached = any(found.price * share.score <= share.money for share in shares)
        if not reached or self.purses.paid_at(found.option, found.price) != cost:
            raise NotProvenError(self.number, "price", found.option)
        support, value = cost / found.price, self.rule.gain(cost) / found.price
        if (found.effective_support, found.value) != (support, value):
            raise NotProvenError(self.number, "support", found.option)

    def _check_others(self, found: Round, others: list[str]) -> None:
        ties = [key for key in others if self._compared(key, found.value) == 0]
        for key in others:
            if self._compared(key, found.value) > 0:
                raise NotProvenError(self.number, "beaten", key)
        if (
            ties
            and self.rule.ties.first([*ties, found.option], self.cost, self.votes) != found.option
        ):
            raise NotProvenError(self.number, "tie", found.option)
        self._check_runner_up(found, others)

    def _check_runner_up(self, found: Round, others: list[str]) -> None:
        payable = [key for key in others if self.purses.means(key) >= self.cost[key]]
        if found.lead is None:
            if payable or found.runner_up is not None:
                raise NotProvenError(self.number, "runner_up", found.option)
            return
        second = found.value - found.lead
        if second <= 0:  # nothing that can be paid is worth so little
            raise NotProvenError(self.number, "runner_up", found.option)
        compared = {key: self._compared(key, second) for key in payable}
        ties = [key for key in payable if compared[key] == 0]
        if (
            not ties
            or max(compared.values()) > 0
            or self.rule.ties.second(ties, self.cost, self.votes) != found.runner_up
        ):
            raise NotProvenError(self.number, "runner_up", found.option)

    def _compared(self, key: str, value: Fraction) -> int:
        """1, 0, -1: the option is worth more than, as much as, less than `value` (above zero)."""
        cost = self.cost[key]
        price = self.rule.gain(cost) / value
        paid = self.purses.paid_at(key, price)
        if paid != cost:
            return 1 if paid > cost else -1
        return 1 if self.purses.price(key, cost) != price else 0
