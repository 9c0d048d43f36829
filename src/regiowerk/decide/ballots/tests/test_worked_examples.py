"""The worked examples of docs/algorithms that stand in no other test."""

from fractions import Fraction

import pytest

from regiowerk.decide.ballots.domain.elections import Voter
from regiowerk.decide.ballots.domain.greedy import Greedy, greedy
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares, equal_shares
from regiowerk.decide.ballots.domain.weighting import blend
from regiowerk.decide.ballots.tests.elections import LOT, crossed


def test_the_prices_of_gym_park_and_playground() -> None:
    papers = ["a"] * 4 + ["ab"] * 3 + ["bc"] * 2 + ["c"] * 2
    rounds = equal_shares(
        crossed({"a": 400, "b": 250, "c": 200}, papers, 1100), EqualShares(ties=LOT)
    ).rounds
    assert [
        (found.option, float(found.price), float(found.effective_support)) for found in rounds
    ] == [
        ("a", pytest.approx(57.14, abs=0.005), 7.0),
        ("b", pytest.approx(60.71, abs=0.005), pytest.approx(4.118, abs=0.0005)),
        ("c", pytest.approx(60.71, abs=0.005), pytest.approx(3.294, abs=0.0005)),
    ]


@pytest.mark.parametrize(("stop", "winners"), [("exhaustive", "ac"), ("over_budget", "ab")])
def test_the_end_of_adding_money_decides(stop: str, winners: str) -> None:
    election = crossed({"a": 30, "b": 60, "c": 20}, ["b", "a", "abc"], 100)
    rule = EqualShares(add_one=AddOne(3, stop, is_rounded=True), ties=LOT)  # type: ignore[arg-type]
    assert equal_shares(election, rule).winners == tuple(winners)


def test_the_list_ends_or_skips() -> None:
    election = crossed({"a": 30, "b": 60, "c": 20}, ["b", "a", "abc"], 60)
    assert [greedy(election, Greedy(skips=skips, ties=LOT)).winners for skips in (True, False)] == [
        ("a", "c"),
        ("a",),
    ]


def test_half_by_people_and_half_by_organisations() -> None:
    voters = [Voter("big", population=90), Voter("small", population=10)]
    assert blend(voters, Fraction(1, 2)) == {"big": Fraction(7, 10), "small": Fraction(3, 10)}
