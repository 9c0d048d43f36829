"""Equal Shares counted again and again: quick where proven, exact elsewhere.  Pure.

The papers are turned into arrays once.  Each count then takes floating point with bounds; where these
cannot tell, fractions do.  The winners and their order are the exact ones in either case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from regiowerk.decide.ballots.domain.compiled import Papers, TooHeavyError, Weighed, Whole, compiled
from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.limits import Ledger, Limits
from regiowerk.decide.ballots.domain.offers import InDoubtError
from regiowerk.decide.ballots.domain.outcomes import Selection
from regiowerk.decide.ballots.domain.purses import grouped
from regiowerk.decide.ballots.domain.quick import QuickCount
from regiowerk.decide.ballots.domain.shares import (
    EqualShares,
    base_run,
    filled,
    selection_of,
    stretched,
    stretched_run,
    support_of,
    with_lam,
)
from regiowerk.decide.ballots.domain.together import Amount, Together, suits
from regiowerk.decide.ballots.domain.weighting import reweighted

ALONE = 4  # amounts, before many are counted at once
FIRST, MOST = 8, 100  # amounts counted at once
LARGE = 2_000_000  # amounts times groups of voters in one table
USUALLY = 6  # amounts more than the last time


@dataclass(slots=True)
class _Habit:
    """Earlier counts of an election: amounts the last one asked for; how many looked ahead bought what."""

    asked: int = 0
    amounts: int = 0
    orders: int = 0

    @property
    def differs(self) -> bool:
        """Whether nearly every amount buys in an order of its own."""
        return 4 * self.orders > 3 * self.amounts


@dataclass(frozen=True, slots=True)
class _Laid:
    """Papers with the weights of one count; `votes` of every option, `unbound` are never refused."""

    weighed: Weighed
    votes: Mapping[str, Fraction]
    unbound: frozenset[str]


class _Ahead:
    """Counts many amounts before they are asked for, once some were asked for one after the other."""

    def __init__(
        self,
        rule: EqualShares,
        budget: int,
        laid: _Laid,
        ledger: Callable[[], Ledger],
        habit: _Habit,
    ) -> None:
        self._rule, self._budget, self._laid, self._ledger = rule, budget, laid, ledger
        self._habit, self._asked = habit, 0
        self._found: dict[int, Amount | None] = {}
        self._suits: bool | None = None
        self._size, self._alone = FIRST, ALONE
        if habit.asked > ALONE:
            many = habit.asked + USUALLY
            self._size, self._alone = -(-many // -(-many // MOST)), 0

    def knows_after(self, money: int) -> bool:
        return self._after(money, 1) in self._found

    def leapt(self) -> None:
        """What lies between need not be counted."""
        self._size, self._alone, self._asked = FIRST, ALONE, 0

    def of(self, money: int) -> Amount | None:
        """None: it has to be counted alone."""
        self._asked += 1
        is_alone = self._asked <= self._alone or self._habit.differs
        if money not in self._found and not is_alone:
            self._look_ahead(money)
        return self._found.get(money)

    def done(self) -> None:
        """Remember for the next count."""
        self._habit.asked = self._asked

    def _look_ahead(self, money: int) -> None:
        laid = self._laid
        if self._suits is None:
            self._suits = suits(laid.weighed, self._ledger(), laid.unbound)
        if not self._suits:
            return
        self._size = max(FIRST, min(self._size, LARGE // laid.weighed.groups))
        amounts = [money, *(self._after(money, steps) for steps in range(1, self._size))]
        self._found = Together(laid.weighed, self._rule, self._ledger).count(amounts)
        orders = {id(one.ledger) for one in self._found.values() if one is not None}
        self._habit.amounts += len(amounts)
        self._habit.orders += len(orders)
        self._size = min(2 * self._size, MOST) if self._alone else self._size

    def _after(self, money: int, steps: int) -> int:
        add_one = self._rule.add_one
        return money if add_one is None else add_one.after(money, steps, self._budget)


class Counts:
    """An election and a rule, ready to be counted; `times` are in the order of its participants."""

    def __init__(self, election: Election, rule: EqualShares, limits: Limits | None = None) -> None:
        self.rule, self.limits = rule, limits or Limits()
        self.election = with_lam(election, rule)
        self._papers = _papers(self.election, rule)
        self._habit = _Habit()
        self._once: _Laid | None = None  # every voter counted once

    def winners(self, times: Whole | None = None) -> tuple[str, ...]:
        """In the order they are chosen, every voter counted `times` (None: once).

        Raises UnsettledTieError where the tie rule ends.
        """
        if self._papers is not None:
            try:
                return self._quick(self._papers, self._laid(self._papers, times))
            except (InDoubtError, TooHeavyError):
                pass
        return self._exact(times)

    def selection(self) -> Selection:
        """The exact outcome with every round, the same as that of `equal_shares`.

        How much money is handed out is looked for with quick counts; the one that stands is exact.
        """
        groups = grouped(self.election, scored=self.rule.is_scored)
        if self._papers is not None and self.rule.add_one is not None:
            try:
                money = self._quick_run(self._laid(self._papers, None)).money
            except (InDoubtError, TooHeavyError):
                pass
            else:
                run = base_run(self.election, self.rule, self.limits, groups, money)
                return selection_of(run, self.rule)
        return selection_of(stretched_run(self.election, self.rule, self.limits, groups), self.rule)

    def _laid(self, papers: Papers, times: Whole | None) -> _Laid:
        if times is None and self._once is not None:
            return self._once
        weighed = papers.weighed(times)
        votes = _by_unit(weighed.votes, papers.unit, self.election)
        found = _Laid(weighed, votes, Ledger(self.election, self.limits, votes).unbound())
        if times is None:
            self._once = found
        return found

    def _quick(self, papers: Papers, laid: _Laid) -> tuple[str, ...]:
        ledger = self._quick_run(laid).ledger
        if self.rule.fill:
            filled(ledger, self.rule, laid.votes, self._worth(laid.weighed, papers.unit))
        return tuple(ledger.chosen)

    def _quick_run(self, laid: _Laid) -> QuickCount | Amount:
        ahead = _Ahead(self.rule, self.election.budget, laid, self._ledger(laid), self._habit)

        def begun(money: int) -> QuickCount:
            return QuickCount(laid.weighed, self.rule, self._ledger(laid)(), money, laid.unbound)

        def count(money: int, before: QuickCount | Amount | None) -> QuickCount | Amount:
            found = None if before is None else ahead.of(money)
            return found or begun(money).run(before if isinstance(before, QuickCount) else None)

        def leap(run: QuickCount | Amount, money: int) -> QuickCount | None:
            if ahead.knows_after(run.money):
                return None
            least = run if isinstance(run, QuickCount) else begun(run.money).run()
            more = begun(money)
            if not more.buys_as(least):
                return None
            ahead.leapt()
            return more

        run = stretched(count, leap, self.rule, self.election.budget)
        ahead.done()
        return run

    def _ledger(self, laid: _Laid) -> Callable[[], Ledger]:
        return lambda: Ledger(self.election, self.limits, laid.votes)

    def _worth(self, weighed: Weighed, unit: int) -> dict[str, Fraction]:
        full = {key: Fraction(value) for key, value in weighed.full.items()}
        return _by_unit(full, unit, self.election)

    def _exact(self, times: Whole | None) -> tuple[str, ...]:
        election = self.election if times is None else _counted(self.election, times)
        groups = grouped(election, scored=self.rule.is_scored)
        ledger = stretched_run(election, self.rule, self.limits, groups).ledger
        if self.rule.fill:
            filled(ledger, self.rule, *support_of(election, self.rule))
        return tuple(ledger.chosen)


def _papers(election: Election, rule: EqualShares) -> Papers | None:
    try:
        return compiled(election, scored=rule.is_scored)
    except TooHeavyError:
        return None


def _by_unit(sums: Mapping[str, Fraction], unit: int, election: Election) -> dict[str, Fraction]:
    return {option.key: sums.get(option.key, Fraction(0)) / unit for option in election.options}


def _counted(election: Election, times: Whole) -> Election:
    weights = {
        voter.key: Fraction(voter.weight) * int(number)
        for voter, number in zip(election.participants, times, strict=True)
    }
    return reweighted(election, weights)
