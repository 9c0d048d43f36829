"""Selections beside pabutools: Equal Shares with and without completion, Phragmén, greedy."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pabutools.election import (
    ApprovalBallot,
    ApprovalProfile,
    Cardinality_Sat,
    CumulativeBallot,
    CumulativeProfile,
    Instance,
    Project,
)
from pabutools.election.satisfaction import Additive_Cardinal_Sat, Cost_Sat
from pabutools.rules import (
    greedy_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)

from benchmarks.citizens import EURO
from regiowerk.decide.ballots.domain.certificates import certify
from regiowerk.decide.ballots.domain.elections import Approval, Election, Option, Points, Voter
from regiowerk.decide.ballots.domain.greedy import Greedy, greedy
from regiowerk.decide.ballots.domain.phragmen import Phragmen, phragmen
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares, equal_shares
from regiowerk.decide.ballots.domain.ties import TieRule
from regiowerk.decide.ballots.domain.winning import Counts

ELECTIONS = 150
BY_NAME = TieRule(("lot",), tuple(f"p{number:02}" for number in range(20)))


def drawn(*, points: bool = False, seed: int = 0) -> Iterator[Election]:
    """Elections of up to 12 options and 30 voters, every option supported and within the budget."""
    chance = random.Random(seed)
    for _ in range(ELECTIONS):
        keys = BY_NAME.lot[: chance.randint(1, 12)]
        budget = chance.randint(20, 200)
        number = chance.randint(1, 30)
        sheets = [
            {key: chance.randint(1, 5) for key in keys if chance.random() < 0.4}
            for _ in range(number)
        ]
        for key in keys:
            chance.choice(sheets)[key] = 1
        yield Election(
            tuple(Option(key, chance.randint(1, budget) * EURO) for key in keys),
            tuple(Voter(f"v{place}") for place in range(number)),
            tuple(
                Points(f"v{place}", sheet) if points else Approval(f"v{place}", frozenset(sheet))
                for place, sheet in enumerate(sheets)
            ),
            budget * EURO,
        )


def theirs(election: Election) -> tuple[Instance, ApprovalProfile | CumulativeProfile]:
    projects = {option.key: Project(option.key, option.cost // EURO) for option in election.options}
    instance = Instance(projects.values(), budget_limit=election.budget // EURO)
    if election.paper_kind == "points":
        sheets = [
            {projects[key]: value for key, value in support.items()}
            for support in election.supports
        ]
        return instance, CumulativeProfile(CumulativeBallot(sheet) for sheet in sheets)
    return instance, ApprovalProfile(
        ApprovalBallot(projects[key] for key in support) for support in election.supports
    )


def names(projects: object) -> list[str]:
    return sorted(project.name for project in projects)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("utility", "theirs_of"), [("cost", Cost_Sat), ("count", Cardinality_Sat)])
@pytest.mark.parametrize("completed", [False, True])
def test_equal_shares(utility: str, theirs_of: object, completed: bool) -> None:
    for election in drawn(seed=1):
        add_one = AddOne(len(election.papers) * EURO, "exhaustive") if completed else None
        rule = EqualShares(utility, add_one, ties=BY_NAME)  # type: ignore[arg-type]
        found = equal_shares(election, rule)
        certify(election, found, rule)
        assert Counts(election, rule).winners() == found.winners
        step = {"voter_budget_increment": 1} if completed else {}
        assert sorted(found.winners) == names(
            method_of_equal_shares(*theirs(election), sat_class=theirs_of, **step)
        )


def test_equal_shares_with_points() -> None:
    for election in drawn(points=True, seed=2):
        found = equal_shares(election, EqualShares("points", ties=BY_NAME))
        other = method_of_equal_shares(*theirs(election), sat_class=Additive_Cardinal_Sat)
        assert sorted(found.winners) == names(other)


def test_a_weight_of_two_is_two_papers() -> None:
    for election in drawn(seed=3):
        heavy = replace(
            election,
            voters=tuple(replace(voter, weight=2) for voter in election.voters[:3])
            + election.voters[3:],
        )
        instance, profile = theirs(election)
        double = ApprovalProfile([*profile, *list(profile)[:3]])
        other = method_of_equal_shares(instance, double, sat_class=Cost_Sat)
        assert sorted(equal_shares(heavy, EqualShares(ties=BY_NAME)).winners) == names(other)


def test_greedy() -> None:
    for election in drawn(seed=4):
        other = greedy_utilitarian_welfare(*theirs(election), sat_class=Cost_Sat)
        assert sorted(greedy(election, Greedy(ties=BY_NAME)).winners) == names(other)


def test_phragmen() -> None:
    for election in drawn(seed=5):
        found = phragmen(election, Phragmen(skips=False, ties=BY_NAME))
        assert sorted(found.winners) == names(sequential_phragmen(*theirs(election)))
