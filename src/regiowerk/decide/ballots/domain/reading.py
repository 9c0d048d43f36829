"""Elections, limits and rules from the words of a record.  Pure.

Raises KeyError, TypeError or ValueError where a record says something else than its place asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, get_args

from regiowerk.decide.ballots.domain.elections import (
    Approval,
    Election,
    Option,
    Pairwise,
    Paper,
    Points,
    Ranking,
    Scores,
    Voter,
)
from regiowerk.decide.ballots.domain.greedy import Greedy, Measure
from regiowerk.decide.ballots.domain.knapsack import Knapsack
from regiowerk.decide.ballots.domain.limits import Limits
from regiowerk.decide.ballots.domain.phragmen import Phragmen
from regiowerk.decide.ballots.domain.selecting import Rule
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares, Utility
from regiowerk.decide.ballots.domain.ties import Step, TieRule

type Words = Mapping[str, Any]

RULES: dict[tuple[str, str], type[Rule]] = {
    ("equal_shares", "1"): EqualShares,
    ("greedy", "1"): Greedy,
    ("knapsack", "1"): Knapsack,
    ("phragmen", "1"): Phragmen,
}


class UnknownRuleError(ValueError):
    """A rule, or a version of it, that this version does not count."""

    def __init__(self, name: str, version: str) -> None:
        super().__init__(name, version)
        self.name, self.version = name, version


def read_election(words: Words) -> Election:
    """An election; raises ElectionError where its parts do not fit together."""
    return Election(
        options=tuple(_option(option) for option in words["options"]),
        voters=tuple(_voter(voter) for voter in words["voters"]),
        papers=tuple(PAPERS[paper["kind"]](paper) for paper in words["papers"]),
        budget=int(words["budget"]),
    )


def _option(words: Words) -> Option:
    return Option(
        key=words["key"],
        cost=int(words["cost"]),
        home=words["home"],
        own_shares=_numbers(words["own_shares"]),
        needs=frozenset(words["needs"]),
        excludes=frozenset(words["excludes"]),
        conflicts=frozenset(words["conflicts"]),
    )


def _voter(words: Words) -> Voter:
    return Voter(
        key=words["key"],
        chamber=words["chamber"],
        stratum=words["stratum"],
        population=None if words["population"] is None else int(words["population"]),
        weight=Fraction(words["weight"]),
    )


def _numbers(words: Words) -> dict[str, int]:
    return {key: int(value) for key, value in words.items()}


PAPERS: Mapping[str, Callable[[Words], Paper]] = {
    "approval": lambda words: Approval(words["voter"], frozenset(words["options"])),
    "points": lambda words: Points(words["voter"], _numbers(words["points"])),
    "scores": lambda words: Scores(words["voter"], _numbers(words["scores"])),
    "ranking": lambda words: Ranking(words["voter"], tuple(map(frozenset, words["tiers"]))),
    "pairwise": lambda words: Pairwise(
        words["voter"], frozenset((better, worse) for better, worse in words["pairs"])
    ),
}


def read_limits(words: Words) -> Limits:
    """The limits of a decision."""
    return Limits(
        home_cap=None if words["home_cap"] is None else Fraction(words["home_cap"]),
        own_share_caps=_numbers(words["own_share_caps"]),
        min_votes=Fraction(words["min_votes"]),
    )


def read_rule(words: Words) -> Rule:
    """A rule with all it fixes; raises UnknownRuleError."""
    place = (words["name"], words["version"])
    if place not in RULES:
        raise UnknownRuleError(*place)
    ties = _ties(words["ties"])
    match RULES[place].__name__:
        case "EqualShares":
            return _equal_shares(words, ties)
        case "Greedy":
            return Greedy(_one_of(Measure, words["by"]), _yes(words["skips"]), ties)
        case "Knapsack":
            return Knapsack(_one_of(Measure, words["by"]), ties)
        case _:
            return Phragmen(_yes(words["skips"]), ties)


def _equal_shares(words: Words, ties: TieRule) -> EqualShares:
    add_one = words["add_one"]
    return EqualShares(
        utility=_one_of(Utility, words["utility"]),
        add_one=None if add_one is None else _add_one(add_one),
        fill=_yes(words["fill"]),
        ties=ties,
        lam=None if words["lam"] is None else Fraction(words["lam"]),
    )


def _add_one(words: Words) -> AddOne:
    step = words["step"]
    stop = words["stop"]
    if stop not in ("over_budget", "exhaustive"):
        raise ValueError(stop)
    return AddOne(None if step is None else int(step), stop, _yes(words["is_rounded"]))


def _ties(words: Words) -> TieRule:
    steps = tuple(_one_of(Step, step) for step in words["steps"])
    return TieRule(steps, tuple(words["lot"]))


def _one_of(alias: Any, value: str) -> Any:
    if value not in get_args(alias.__value__):
        raise ValueError(value)
    return value


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value
