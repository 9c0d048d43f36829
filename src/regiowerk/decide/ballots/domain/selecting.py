"""One door to all rules that select options under a budget.  Pure."""

from __future__ import annotations

from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.greedy import Greedy, greedy
from regiowerk.decide.ballots.domain.knapsack import Knapsack, knapsack
from regiowerk.decide.ballots.domain.limits import Limits
from regiowerk.decide.ballots.domain.outcomes import Selection
from regiowerk.decide.ballots.domain.phragmen import Phragmen, phragmen
from regiowerk.decide.ballots.domain.shares import EqualShares
from regiowerk.decide.ballots.domain.winning import Counts

type Rule = EqualShares | Greedy | Knapsack | Phragmen


def select(election: Election, rule: Rule, limits: Limits | None = None) -> Selection:
    """What a rule selects; raises UnsettledTieError where its tie rule ends."""
    match rule:
        case EqualShares():
            return Counts(election, rule, limits).selection()
        case Greedy():
            return greedy(election, rule, limits)
        case Knapsack():
            return knapsack(election, rule, limits)
        case Phragmen():
            return phragmen(election, rule, limits)
