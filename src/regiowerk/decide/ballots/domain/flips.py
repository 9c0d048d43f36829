"""How far an option is from winning: how many more votes, how much less money.  Pure, exact.

The measures follow N. Boehmer, P. Faliszewski, Ł. Janeczko, D. Peters, G. Pierczyński, Š. Schierreich,
P. Skowron, S. Szufa, Evaluation of Project Performance in Participatory Budgeting (2024): votes are new
voters who cross nothing but the option, the price is what the budget pays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from regiowerk.decide.ballots.domain.elections import (
    Approval,
    Election,
    Paper,
    Points,
    Scores,
    UnsuitablePapersError,
    Voter,
)
from regiowerk.decide.ballots.domain.limits import Ledger, Limits
from regiowerk.decide.ballots.domain.outcomes import Round
from regiowerk.decide.ballots.domain.purses import Purses, grouped
from regiowerk.decide.ballots.domain.selecting import Rule, select
from regiowerk.decide.ballots.domain.shares import EqualShares, base_run, with_lam

MOST_VOTES = 1000  # how many added votes are tried


@dataclass(frozen=True, slots=True)
class Flips:
    """What would have let an option win; None: nothing of the kind would.

    `votes`: the fewest new votes of weight one.  `price`: a cost in cents at which it wins while it
    does not with one cent more; `is_highest` says that no higher cost wins either.
    """

    votes: int | None
    price: int | None
    is_highest: bool


def flips(
    election: Election,
    rule: Rule,
    option: str,
    limits: Limits | None = None,
    *,
    most_votes: int = MOST_VOTES,
) -> Flips:
    """How far a losing option is from winning; for a winner no votes and its own cost."""
    if _wins(election, rule, option, limits):
        return Flips(0, election.option[option].cost, is_highest=True)
    plain = isinstance(rule, EqualShares) and rule.add_one is None and not rule.fill
    price = (
        _highest_price(election, rule, option, limits or Limits())
        if plain and isinstance(rule, EqualShares)
        else _turning_price(election, rule, option, limits)
    )
    return Flips(
        votes=fewest_votes(election, rule, option, limits, most=most_votes),
        price=price,
        is_highest=plain,
    )


def fewest_votes(
    election: Election,
    rule: Rule,
    option: str,
    limits: Limits | None = None,
    *,
    most: int = MOST_VOTES,
) -> int | None:
    """The fewest new votes with which the option wins; None: not with `most` of them.

    Tries one vote after the other: with more votes an option does not always fare better.
    """
    for votes in range(1, most + 1):
        if _wins(_with_votes(election, option, votes), rule, option, limits):
            return votes
    return None


def _with_votes(election: Election, option: str, votes: int) -> Election:
    taken = election.voter
    key = next(name for number in range(len(taken) + 1) if (name := f"+{number}") not in taken)
    voter = Voter(key, weight=votes)
    papers = (*election.papers, _paper(election, key, option))
    return replace(election, voters=(*election.voters, voter), papers=papers)


def _paper(election: Election, voter: str, option: str) -> Paper:
    """A paper for nothing but one option, with the highest points anybody gave."""
    highest = max((max(s.values(), default=1) for s in election.supports), default=1)
    match election.paper_kind:
        case "approval" | "":
            return Approval(voter, frozenset({option}))
        case "points":
            return Points(voter, {option: highest})
        case "scores":
            return Scores(voter, {option: highest})
    raise UnsuitablePapersError("flips", election.paper_kind)


def _wins(election: Election, rule: Rule, option: str, limits: Limits | None) -> bool:
    return option in select(election, rule, limits).winners


def _at_price(election: Election, option: str, cost: int) -> Election:
    options = tuple(
        replace(other, cost=cost) if other.key == option else other for other in election.options
    )
    return replace(election, options=options)


def _turning_price(
    election: Election, rule: Rule, option: str, limits: Limits | None
) -> int | None:
    """By halving: wins at this cost, not at one cent more.  Needs that it wins when free."""
    if not _wins(_at_price(election, option, 0), rule, option, limits):
        return None
    wins, loses = 0, election.option[option].cost
    while loses - wins > 1:
        middle = (wins + loses) // 2
        if _wins(_at_price(election, option, middle), rule, option, limits):
            wins = middle
        else:
            loses = middle
    return wins


def _highest_price(
    election: Election, rule: EqualShares, option: str, limits: Limits
) -> int | None:
    """The highest winning cost under Equal Shares.

    Until it is bought the option changes nothing, so the rounds stay as they are; in each of them,
    and at the end, the costs at which it would be bought are those up to a bound.
    """
    election = with_lam(election, rule)
    groups = grouped(election, scored=rule.is_scored)
    rounds = base_run(election, rule, limits, groups, election.budget).rounds
    weight = sum((group.weight for group in groups), Fraction(0))
    purses = Purses(groups, Fraction(election.budget) / weight if weight else Fraction(0))
    auction = _Auction(election, rule, option, Ledger(election, limits), purses)
    best: int | None = None
    for found in [*rounds, None]:
        highest = auction.highest(found)
        best = highest if best is None or (highest or 0) > best else best
        if found is not None:
            auction.pass_by(found)
    return best


@dataclass(frozen=True, slots=True)
class _Auction:
    """The state before a round, and whether an option would be bought in it."""

    election: Election
    rule: EqualShares
    option: str
    ledger: Ledger
    purses: Purses

    def highest(self, found: Round | None) -> int | None:
        """The highest cost at which the option is bought instead of the winner of the round."""
        if not self._is_bought(0, found):
            return None
        wins, loses = 0, self.election.option[self.option].cost
        while loses - wins > 1:
            middle = (wins + loses) // 2
            if self._is_bought(middle, found):
                wins = middle
            else:
                loses = middle
        return wins

    def pass_by(self, found: Round) -> None:
        """The round takes place without the option."""
        self.ledger.take(found.option)
        self.purses.pay(found.option, found.price)

    def _is_bought(self, cost: int, found: Round | None) -> bool:
        if not self._is_allowed(cost):
            return False
        if found is not None and found.phase == "free":
            return not cost and self._wins_tie(cost, found)
        if not cost:
            return True
        price = self.purses.price(self.option, cost)
        if price is None or found is None:
            return price is not None
        value = self.rule.gain(cost) / price
        return value > found.value or (value == found.value and self._wins_tie(cost, found))

    def _is_allowed(self, cost: int) -> bool:
        """Whether the limits allow the option at this cost."""
        cheaper = Ledger(_at_price(self.election, self.option, cost), self.ledger.limits)
        for key in self.ledger.chosen:
            cheaper.take(key)
        return cheaper.refusal(self.option) is None

    def _wins_tie(self, cost: int, found: Round) -> bool:
        costs = {option.key: option.cost for option in self.election.options}
        costs[self.option] = cost
        tied = [self.option, found.option]
        return self.rule.ties.first(tied, costs, self.election.votes()) == self.option
