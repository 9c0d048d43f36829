"""Greedy: from the top of the list until the money is out.  What most cities do.  Pure, exact.

It maximises nothing and shares nothing: a majority can take all of the budget.  It is here as the
line every other rule is compared with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.limits import Ledger, Limits, Refusal
from regiowerk.decide.ballots.domain.outcomes import Round, Selection
from regiowerk.decide.ballots.domain.ties import Tiers, TieRule, tiers_by

type Measure = Literal["votes", "points", "votes_per_cost", "points_per_cost"]


@dataclass(frozen=True, slots=True)
class Greedy:
    """The rule.  `skips`: passes over what does not fit; otherwise the count ends there."""

    by: Measure = "votes"
    skips: bool = True
    ties: TieRule = field(default_factory=TieRule)


def measured(election: Election, by: Measure) -> dict[str, Fraction]:
    """What an option is worth; per cost counts cents, and what is free counts as one cent."""
    worth = election.points() if by.startswith("points") else election.votes()
    if not by.endswith("per_cost"):
        return worth
    return {key: value / max(1, election.option[key].cost) for key, value in worth.items()}


def greedy(
    election: Election, rule: Greedy | None = None, limits: Limits | None = None
) -> Selection:
    """Options by their measure, each taken if it still fits the budget and the limits."""
    rule = rule or Greedy()
    ledger = Ledger(election, limits or Limits())
    values = measured(election, rule.by)
    cost = {option.key: option.cost for option in election.options}
    votes = election.votes()
    rounds: list[Round] = []
    while eligible := _eligible(ledger, rule, values):
        key = rule.ties.first(tiers_by(eligible)[0], cost, votes)
        if _fails_money(ledger, key):
            break
        del eligible[key]
        ledger.take(key)
        second = lead = None
        if eligible:
            behind = tiers_by(eligible)[0]
            second = rule.ties.second(behind, cost, votes)
            lead = values[key] - max(eligible.values())
        rounds.append(Round(key, "rule", Fraction(0), votes[key], values[key], second, lead))
    refusals = tuple(sorted(_refusals(ledger), key=lambda refusal: refusal.option))
    return Selection(
        rule="greedy",
        winners=tuple(ledger.chosen),
        rounds=tuple(rounds),
        refusals=refusals,
        reserve=_reserve(refusals, values, election.budget),
        spent=ledger.spent,
        stretched=election.budget,
    )


def _fails_money(ledger: Ledger, key: str) -> bool:
    left = ledger.election.budget - ledger.spent
    return ledger.election.option[key].cost > left


def _eligible(ledger: Ledger, rule: Greedy, values: dict[str, Fraction]) -> dict[str, Fraction]:
    left = ledger.election.budget - ledger.spent if rule.skips else None
    return {
        key: value
        for key, value in values.items()
        if key not in ledger.chosen and ledger.refusal(key, left=left) is None
    }


def _refusals(ledger: Ledger) -> list[Refusal]:
    left = ledger.election.budget - ledger.spent
    return [
        ledger.refusal(option.key, left=left) or Refusal(option.key, "not_reached")
        for option in ledger.election.options
        if option.key not in ledger.chosen
    ]


def _reserve(refusals: tuple[Refusal, ...], values: dict[str, Fraction], budget: int) -> Tiers:
    waiting = {
        refusal.option: values[refusal.option]
        for refusal in refusals
        if refusal.kind == "not_reached"
        or (refusal.kind == "over_budget" and refusal.needed <= budget)
    }
    return tiers_by(waiting)
