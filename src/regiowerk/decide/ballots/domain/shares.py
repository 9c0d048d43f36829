"""Method of Equal Shares: every vote gets the same money, and supporters pay for options.  Pure.

Source: D. Peters, G. Pierczyński, P. Skowron, Proportional Participatory Budgeting with Additive
Utilities (2021); completion by adding money: equalshares.net.  Exact, in fractions of cents.

Each vote of weight one gets budget / total weight.  In every round each option has a price at which
its supporters can pay for it together, everyone the same per point or all that is left; the option
that gives most value for that price is bought.  It ends when no option can be paid any more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf
from typing import Literal, Protocol

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
    `exhaustive` also stops as soon as nothing more would fit.  `is_rounded`: all amounts after the
    budget itself are whole multiples of the step, so that every vote has whole units of money.
    """

    step: int | None = None
    stop: Literal["over_budget", "exhaustive"] = "over_budget"
    is_rounded: bool = False

    def cents(self, budget: int) -> int:
        """The step in cents, at least one."""
        return max(1, -(-budget // PER_STEP) if self.step is None else self.step)

    def after(self, money: int, steps: int, budget: int) -> int:
        """The amount so many steps after another."""
        step = self.cents(budget)
        return (money // step + steps) * step if self.is_rounded else money + steps * step


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


class Counted(Protocol):
    """One count with a given amount of money, exact or not."""

    @property
    def ledger(self) -> Ledger: ...

    @property
    def money(self) -> int: ...

    @property
    def lacking(self) -> Collection[str]:
        """Options only money is lacking for."""

    @property
    def margin(self) -> float:
        """By which part the closest winner is worth more than its runner-up; it only saves time."""


@dataclass(frozen=True, slots=True)
class Run:
    """One exact count, before anything is filled up."""

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

    @property
    def margin(self) -> float:
        others = [(found.lead, found.value) for found in self.rounds if found.lead is not None]
        return min(
            (float(lead / (value - lead)) for lead, value in others if value > lead), default=inf
        )

    def buys_the_same_up_to(self, more: Run) -> bool:
        """Whether every amount of money up to that of another count is proven to buy the same.

        With a fixed order of purchases everybody's money, and with it every value, only grows with
        the amount handed out.  So where the winner of each round is worth more with the lower amount
        than the runner-up with the higher one, it wins with every amount between.
        """
        return len(self.rounds) == len(more.rounds) and all(
            low.option == high.option and _is_ahead(low, high)
            for low, high in zip(self.rounds, more.rounds, strict=True)
        )


def equal_shares(
    election: Election, rule: EqualShares | None = None, limits: Limits | None = None
) -> Selection:
    """The exact outcome with every round; raises UnsettledTieError where the tie rule ends."""
    rule, limits = rule or EqualShares(), limits or Limits()
    weighed = with_lam(election, rule)
    groups = grouped(weighed, scored=rule.is_scored)
    return selection_of(stretched_run(weighed, rule, limits, groups), rule)


def selection_of(run: Run, rule: EqualShares) -> Selection:
    """What a count hands back, the rest filled up where the rule says so."""
    rounds, ledger = list(run.rounds), run.ledger
    if rule.fill:
        rounds += filled(ledger, rule, *support_of(ledger.election, rule))
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
    """The exact count that stands."""

    def count(money: int, _: Run | None) -> Run:
        return base_run(election, rule, limits, groups, money)

    def leap(run: Run, money: int) -> Run | None:
        more = count(money, run)
        return more if run.buys_the_same_up_to(more) else None

    return stretched(count, leap, rule, election.budget)


def stretched[C: Counted](
    count: Callable[[int, C | None], C],
    leap: Callable[[C, int], C | None],
    rule: EqualShares,
    budget: int,
) -> C:
    """The count that stands: with the budget, or with the most money that still fits it.

    `count` one amount, knowing the one before; `leap` further where every amount between is proven
    to buy the same.
    """
    run, add_one = count(budget, None), rule.add_one
    if add_one is None:
        return run
    steps = 1
    while run.lacking and not (add_one.stop == "exhaustive" and _is_exhausted(run)):
        more = None
        if steps > 1:
            more = leap(run, add_one.after(run.money, steps, budget))
        steps = steps if more is not None else 1
        more = more or count(add_one.after(run.money, 1, budget), run)
        if more.ledger.spent > budget:
            break
        run, steps = more, _promising(more, 2 * steps, add_one.cents(budget))
    return run


def _promising(run: Counted, steps: int, step: int) -> int:
    """As many steps as may buy the same: values grow by no larger part than the money does."""
    lead = run.margin * run.money if run.money else 0.0
    return steps if lead >= steps * step else max(1, int(lead / step))


def _is_ahead(low: Round, high: Round) -> bool:
    return high.lead is None or low.value > high.value - high.lead


def _is_exhausted(run: Counted) -> bool:
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
        runner_up = lead = None
        if others:
            second = max(others.values())
            ties = [other for other in others if others[other] == second]
            runner_up = self.rule.ties.second(ties, self.cost, self.votes)
            lead = values[key] - second
        self.open.discard(key)
        self.ledger.take(key)
        return Round(
            option=key,
            phase="rule",
            price=price,
            effective_support=self.cost[key] / price,
            value=values[key],
            runner_up=runner_up,
            lead=lead,
            paid_by=self.purses.pay(key, price),
        )


def support_of(
    election: Election, rule: EqualShares
) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """The votes of each option, and the points or votes the rule counts."""
    votes = election.votes()
    return votes, election.points() if rule.is_scored else votes


def filled(
    ledger: Ledger, rule: EqualShares, votes: Mapping[str, Fraction], worth: Mapping[str, Fraction]
) -> list[Round]:
    """What is left goes to options by value for money, as long as one fits."""
    election = ledger.election
    cost = {option.key: option.cost for option in election.options}
    rounds: list[Round] = []
    while True:
        left = election.budget - ledger.spent
        fits = [
            key
            for key in cost
            if key not in ledger.chosen and ledger.refusal(key, left=left) is None
        ]
        free = [key for key in fits if not cost[key]]  # it waited for something filled in
        values = {key: votes[key] for key in free} or {
            key: worth[key] * rule.gain(cost[key]) / cost[key] for key in fits
        }
        if not values:
            return rounds
        tied = free or list(tiers_by(values)[0])
        key = rule.ties.first(tied, cost, votes)
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
