"""Method of Equal Shares: every vote gets the same money, and supporters pay for options.  Pure.

Source: D. Peters, G. Pierczyński, P. Skowron, Proportional Participatory Budgeting with Additive
Utilities (2021); completion by adding money: equalshares.net.  Exact, in fractions of cents.

Each vote of weight one gets budget / total weight.  In every round each option has a price at which
its supporters can pay for it together, everyone the same per point or all that is left; the option
that gives most value for that price is bought.  It ends when no option can be paid any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.limits import Ledger, Limits, Refusal
from regiowerk.decide.ballots.domain.outcomes import Round, Selection
from regiowerk.decide.ballots.domain.purses import Group, Purses, grouped
from regiowerk.decide.ballots.domain.ties import Tiers, TieRule, tiers_by
from regiowerk.decide.ballots.domain.weighting import blend, reweighted

type Utility = Literal["cost", "count", "points", "points_cost"]

PER_STEP = 1000  # steps the budget is divided into where no step is named


@dataclass(frozen=True, slots=True)
class AddOne:
    """Hand out more money step by step as long as what is bought still fits the budget.

    `step`: cents more for all votes together; None: a thousandth of the budget, rounded up.
    `exhaustive` also stops as soon as nothing more would fit.
    """

    step: int | None = None
    stop: Literal["over_budget", "exhaustive"] = "over_budget"

    def cents(self, budget: int) -> int:
        """The step in cents, at least one."""
        return max(1, -(-budget // PER_STEP) if self.step is None else self.step)


@dataclass(frozen=True, slots=True)
class EqualShares:
    """The rule.  All of it has to be fixed before the papers are opened.

    `utility`: what a supporter gains - the cost of the option, one, the points given, or both
    multiplied.  `lam`: None takes the weights of the voters; otherwise the money is shared out
    between population (0) and one organisation, one vote (1).
    """

    utility: Utility = "cost"
    add_one: AddOne | None = None
    fill: bool = False  # spend what is left by votes, as long as something fits
    ties: TieRule = field(default_factory=TieRule)
    lam: Fraction | None = None

    @property
    def is_scored(self) -> bool:
        return self.utility in ("points", "points_cost")

    def gain(self, cost: int) -> int:
        """What one point of support is worth once an option of this cost is chosen."""
        return cost if self.utility in ("cost", "points_cost") else 1


@dataclass(frozen=True, slots=True)
class Run:
    """One count with a given amount of money, before anything is filled up."""

    rounds: tuple[Round, ...]
    ledger: Ledger
    purses: Purses
    money: int

    @property
    def lacking(self) -> dict[str, Fraction]:
        """Options only money is lacking for, and which share of the cost their supporters have."""
        chosen = set(self.ledger.chosen)
        return {
            option.key: self.purses.means(option.key) / option.cost
            for option in self.ledger.election.options
            if option.key not in chosen and self.ledger.refusal(option.key) is None
        }


def equal_shares(
    election: Election, rule: EqualShares | None = None, limits: Limits | None = None
) -> Selection:
    """The exact outcome with every round; raises UnsettledTieError where the tie rule ends."""
    rule, limits = rule or EqualShares(), limits or Limits()
    weighed = with_lam(election, rule)
    groups = grouped(weighed, scored=rule.is_scored)
    run = stretched_run(weighed, rule, limits, groups)
    rounds, ledger = list(run.rounds), run.ledger
    if rule.fill:
        rounds += filled(ledger, rule)
    return Selection(
        rule="equal_shares",
        winners=tuple(ledger.chosen),
        rounds=tuple(rounds),
        refusals=refusals_of(run),
        reserve=reserve_of(run),
        spent=ledger.spent,
        stretched=run.money,
    )


def with_lam(election: Election, rule: EqualShares) -> Election:
    """The election with the weights the rule asks for; an average vote weighs one."""
    if rule.lam is None:
        return election
    voters = election.participants
    weights = blend(voters, rule.lam)
    return reweighted(election, {key: share * len(voters) for key, share in weights.items()})


def stretched_run(
    election: Election, rule: EqualShares, limits: Limits, groups: list[Group]
) -> Run:
    """The count that stands: with the budget, or with the most money that still fits it."""
    run = base_run(election, rule, limits, groups, election.budget)
    if rule.add_one is None:
        return run
    step, leap = rule.add_one.cents(election.budget), 1
    while run.lacking and not (rule.add_one.stop == "exhaustive" and _is_exhausted(run)):
        more = base_run(election, rule, limits, groups, run.money + leap * step)
        if leap > 1 and not _is_constant_between(run, more):
            leap //= 2
            continue
        if more.ledger.spent > election.budget:
            break
        run, leap = more, leap * 2
    return run


def _is_constant_between(less: Run, more: Run) -> bool:
    """Whether every amount of money between two runs is proven to buy the same in the same order.

    With a fixed order of purchases everybody's money, and with it every value, only grows with the
    amount handed out.  So where the winner of each round is worth more with the lower amount than
    the runner-up with the higher one, it wins with every amount between.
    """
    return len(less.rounds) == len(more.rounds) and all(
        low.option == high.option and _is_ahead(low, high)
        for low, high in zip(less.rounds, more.rounds, strict=True)
    )


def _is_ahead(low: Round, high: Round) -> bool:
    return high.lead is None or low.value > high.value - high.lead


def _is_exhausted(run: Run) -> bool:
    left = run.ledger.election.budget - run.ledger.spent
    return all(run.ledger.election.option[key].cost > left for key in run.lacking)


def base_run(
    election: Election, rule: EqualShares, limits: Limits, groups: list[Group], money: int
) -> Run:
    """One exact count in which all votes share `money` cents."""
    weight = sum((group.weight for group in groups), Fraction(0))
    purses = Purses(groups, Fraction(money) / weight if weight else Fraction(0))
    counting = _Counting(election, rule, Ledger(election, limits), purses)
    rounds: list[Round] = []
    while (found := counting.next_round()) is not None:
        rounds.append(found)
    return Run(tuple(rounds), counting.ledger, purses, money)


class _Counting:
    """The state between two rounds.

    Money only falls, so prices only rise and a value once computed bounds all later ones: options
    whose bound is below the two best of a round need no look.
    """

    def __init__(
        self, election: Election, rule: EqualShares, ledger: Ledger, purses: Purses
    ) -> None:
        self.rule, self.ledger, self.purses = rule, ledger, purses
        self.cost = {option.key: option.cost for option in election.options}
        self.votes = election.votes()
        self.open = set(self.cost)
        self.bound: dict[str, Fraction] = {}

    def next_round(self) -> Round | None:
        """The next purchase; None when nothing can be paid any more."""
        eligible = [key for key in self.open if self.ledger.refusal(key) is None]
        free = [key for key in eligible if not self.cost[key]]
        if free:
            return self._taken_free(self.rule.ties.first(free, self.cost, self.votes))
        prices = self._best_prices(eligible)
        if not prices:
            return None
        values = {key: self._value(key, price) for key, price in prices.items()}
        best = max(values.values())
        key = self.rule.ties.first(
            (key for key in values if values[key] == best), self.cost, self.votes
        )
        return self._bought(key, prices[key], values)

    def _value(self, key: str, price: Fraction) -> Fraction:
        return self.rule.gain(self.cost[key]) / price

    def _best_prices(self, eligible: list[str]) -> dict[str, Fraction]:
        """Prices of all options that may be among the two best; others may be left out."""
        infinite = [key for key in eligible if key not in self.bound]
        known = sorted((key for key in eligible if key in self.bound), key=lambda k: -self.bound[k])
        prices: dict[str, Fraction] = {}
        second = best = Fraction(0)
        for key in infinite + known:
            if key in self.bound and self.bound[key] < second:
                break
            price = self.purses.price(key, self.cost[key])
            if price is None:
                self.open.discard(key)
                continue
            prices[key], value = price, self._value(key, price)
            self.bound[key] = value
            best, second = max(best, value), max(second, min(best, value))
        return prices

    def _taken_free(self, key: str) -> Round:
        self.open.discard(key)
        self.ledger.take(key)
        support = self.votes[key]
        return Round(key, "free", Fraction(0), support, support)

    def _bought(self, key: str, price: Fraction, values: Mapping[str, Fraction]) -> Round:
        others = {other: value for other, value in values.items() if other != key}
        runner_up = None
        if others:
            second = max(others.values())
            ties = [other for other in others if others[other] == second]
            runner_up = self.rule.ties.first(ties, self.cost, self.votes)
        self.open.discard(key)
        self.ledger.take(key)
        return Round(
            option=key,
            phase="rule",
            price=price,
            effective_support=self.cost[key] / price,
            value=values[key],
            runner_up=runner_up,
            lead=values[key] - others[runner_up] if runner_up is not None else None,
            paid_by=self.purses.pay(key, price),
        )


def filled(ledger: Ledger, rule: EqualShares) -> list[Round]:
    """What is left goes to options by value for money, as long as one fits."""
    election = ledger.election
    cost = {option.key: option.cost for option in election.options}
    votes = election.votes()
    worth = election.points() if rule.is_scored else votes
    rounds: list[Round] = []
    while True:
        left = election.budget - ledger.spent
        values = {
            key: worth[key] * rule.gain(cost[key]) / cost[key]
            for key in cost
            if cost[key] and key not in ledger.chosen and ledger.refusal(key, left=left) is None
        }
        if not values:
            return rounds
        tiers = tiers_by(values)
        key = rule.ties.first(tiers[0], cost, votes)
        ledger.take(key)
        rounds.append(Round(key, "fill", Fraction(0), votes[key], values[key]))


def refusals_of(run: Run) -> tuple[Refusal, ...]:
    found: list[Refusal] = []
    for option in run.ledger.election.options:
        if option.key not in run.ledger.chosen:
            short = Refusal(
                option.key, "short", "", Fraction(option.cost), run.purses.means(option.key)
            )
            found.append(run.ledger.refusal(option.key) or short)
    return tuple(sorted(found, key=lambda refusal: refusal.option))


def reserve_of(run: Run) -> Tiers:
    """Options only money is lacking for, by the share of the cost their supporters have."""
    return tiers_by(run.lacking)
