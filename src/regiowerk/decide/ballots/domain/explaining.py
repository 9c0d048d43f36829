"""Why an option was chosen, and why not: facts from the rounds, words come later.  Pure, exact.

Money is in cents, rounds count from 1.  Facts about money need a rule in which voters pay; under
other rules the facts end with the votes and the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.outcomes import Round, Selection
from regiowerk.decide.ballots.domain.purses import Purses, grouped
from regiowerk.decide.ballots.domain.selecting import Rule
from regiowerk.decide.ballots.domain.shares import EqualShares, with_lam

PAID_FOR = 3  # how many other options are named that the supporters paid for


class UnknownWinnerError(KeyError):
    """The option is not among those asked about: `why` asks for winners, `why_not` for others."""

    def __init__(self, option: str) -> None:
        super().__init__(option)
        self.option = option


@dataclass(frozen=True, slots=True)
class Fact:
    """A kind and its values."""

    kind: str
    values: Mapping[str, Fraction | int | str] = field(default_factory=dict)


def why(election: Election, selection: Selection, option: str) -> tuple[Fact, ...]:
    """The facts that made a winner one.

    `chosen` (round, of, phase); `votes` (votes, of); `price` (price, effective_support), when voters
    pay; `ahead` (of, lead), `ahead_of_several` (lead; who is second is unsettled) or `alone`; `payers` (voters, amount, largest, largest_amount);
    `stretched` (money, budget), when more was handed out than there is.
    """
    numbered = {found.option: number for number, found in enumerate(selection.rounds, 1)}
    if option not in numbered:
        raise UnknownWinnerError(option)
    number = numbered[option]
    found = selection.rounds[number - 1]
    facts = [
        Fact("chosen", {"round": number, "of": len(selection.rounds), "phase": found.phase}),
        _votes(election, option),
    ]
    if found.paid_by:
        facts.append(
            Fact("price", {"price": found.price, "effective_support": found.effective_support})
        )
    if found.runner_up is not None and found.lead is not None:
        facts.append(Fact("ahead", {"of": found.runner_up, "lead": found.lead}))
    elif found.lead is not None:
        facts.append(Fact("ahead_of_several", {"lead": found.lead}))
    elif found.phase == "rule":
        facts.append(Fact("alone"))
    if found.paid_by:
        facts.append(_payers(found))
    if selection.stretched != election.budget:
        facts.append(Fact("stretched", {"money": selection.stretched, "budget": election.budget}))
    return tuple(facts)


def why_not(election: Election, selection: Selection, option: str, rule: Rule) -> tuple[Fact, ...]:
    """The facts that kept an option out.

    `refused` (reason, subject, needed, left); `votes`; and under Equal Shares `money_left` (cost,
    left, lacking), `last_payable` (round after which its supporters could no longer pay it; 0:
    never could), `best_round` (round in which it came closest, its effective support then, and
    whom it lost to) and up to three `paid_for` (option, amount) by its supporters.
    """
    refusal = next((found for found in selection.refusals if found.option == option), None)
    if refusal is None:
        raise UnknownWinnerError(option)
    facts = [
        Fact(
            "refused",
            {
                "reason": refusal.kind,
                "subject": refusal.subject,
                "needed": refusal.needed,
                "left": refusal.left,
            },
        ),
        _votes(election, option),
    ]
    if isinstance(rule, EqualShares) and refusal.kind not in ("unsupported", "few_votes"):
        facts += _about_money(election, selection, option, rule)
    return tuple(facts)


def _votes(election: Election, option: str) -> Fact:
    whole = sum((Fraction(voter.weight) for voter in election.participants), Fraction(0))
    return Fact("votes", {"votes": election.votes()[option], "of": whole})


def _payers(found: Round) -> Fact:
    amounts = sorted(found.paid_by.items(), key=lambda item: (-item[1], item[0]))
    return Fact(
        "payers",
        {
            "voters": len(amounts),
            "amount": sum(found.paid_by.values(), Fraction(0)),
            "largest": amounts[0][0],
            "largest_amount": amounts[0][1],
        },
    )


@dataclass(frozen=True, slots=True)
class _Lost:
    """A round an option could have been paid in: how far it was behind, and whom."""

    behind: Fraction
    number: int
    support: Fraction
    winner: str


def _about_money(
    election: Election, selection: Selection, option: str, rule: EqualShares
) -> list[Fact]:
    weighed, cost = with_lam(election, rule), election.option[option].cost
    groups = grouped(weighed, scored=rule.is_scored)
    weight = sum((group.weight for group in groups), Fraction(0))
    purses = Purses(groups, Fraction(selection.stretched) / weight)
    lost = _lost_rounds(selection, option, cost, rule, purses)
    left = purses.means(option)
    facts = [
        Fact("money_left", {"cost": cost, "left": left, "lacking": max(Fraction(0), cost - left)}),
        Fact("last_payable", {"round": lost[-1].number if lost else 0}),
    ]
    if lost:
        best = min(lost, key=lambda found: (found.behind, found.number))
        facts.append(
            Fact(
                "best_round",
                {
                    "round": best.number,
                    "behind": best.behind,
                    "effective_support": best.support,
                    "lost_to": best.winner,
                },
            )
        )
    supporters = {voter for group in groups if option in group.scores for voter in group.weights}
    return facts + _paid_for(selection, supporters)


def _lost_rounds(
    selection: Selection, option: str, cost: int, rule: EqualShares, purses: Purses
) -> list[_Lost]:
    """Goes through all rounds; `purses` are left as they are at the end."""
    lost: list[_Lost] = []
    for number, found in enumerate(selection.rounds, 1):
        if found.phase == "rule":
            price = purses.price(option, cost)
            if price:
                behind = found.value - rule.gain(cost) / price
                lost.append(_Lost(behind, number, cost / price, found.option))
            purses.pay(found.option, found.price)
    return lost


def _paid_for(selection: Selection, supporters: set[str]) -> list[Fact]:
    """The options these voters paid most for."""
    sums = {
        found.option: sum(
            (paid for voter, paid in found.paid_by.items() if voter in supporters), Fraction(0)
        )
        for found in selection.rounds
    }
    most = sorted((item for item in sums.items() if item[1]), key=lambda item: (-item[1], item[0]))
    return [Fact("paid_for", {"option": key, "amount": paid}) for key, paid in most[:PAID_FOR]]
