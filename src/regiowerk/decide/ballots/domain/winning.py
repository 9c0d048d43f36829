"""Equal Shares counted again and again: quick where proven, exact elsewhere.  Pure.

The papers are turned into arrays once.  Each count then takes floating point with bounds; where these
cannot tell, fractions do.  The winners and their order are the exact ones in either case.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from regiowerk.decide.ballots.domain.weighting import reweighted


@dataclass(frozen=True, slots=True)
class _Laid:
    """Papers with the weights of one count; `votes` of every option, `unbound` are never refused."""

    weighed: Weighed
    votes: Mapping[str, Fraction]
    unbound: frozenset[str]


class Counts:
    """An election and a rule, ready to be counted; `times` are in the order of its participants."""

    def __init__(self, election: Election, rule: EqualShares, limits: Limits | None = None) -> None:
        self.rule, self.limits = rule, limits or Limits()
        self.election = with_lam(election, rule)
        self._papers = _papers(self.election, rule)
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

    def _quick_run(self, laid: _Laid) -> QuickCount:
        def begun(money: int) -> QuickCount:
            ledger = Ledger(self.election, self.limits, laid.votes)
            return QuickCount(laid.weighed, self.rule, ledger, money, laid.unbound)

        def leap(run: QuickCount, money: int) -> QuickCount | None:
            more = begun(money)
            return more if more.buys_as(run) else None

        return stretched(
            lambda money, before: begun(money).run(before), leap, self.rule, self.election.budget
        )

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
