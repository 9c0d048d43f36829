"""How far an option is from winning."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.elections import (
    Election,
    Option,
    Points,
    Ranking,
    UnsuitablePapersError,
    Voter,
)
from regiowerk.decide.ballots.domain.flips import Flips, fewest_votes, flips
from regiowerk.decide.ballots.domain.greedy import Greedy
from regiowerk.decide.ballots.domain.limits import Limits
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares, equal_shares
from regiowerk.decide.ballots.tests.elections import LOT, crossed, drawn, with_option

RULE = EqualShares(ties=LOT)
ELECTION = crossed({"a": 60, "b": 60, "c": 30}, ["ab", "ab", "b", "c"], 120)


def test_a_winner_is_there_already() -> None:
    assert flips(ELECTION, RULE, "b") == Flips(0, 60, is_highest=True)


def test_votes_and_price_that_would_let_an_option_win() -> None:
    assert flips(ELECTION, RULE, "a") == Flips(1, 20, is_highest=True)


def test_under_other_rules_the_price_is_a_turning_point() -> None:
    election = crossed({"a": 60, "b": 60}, ["a", "a", "b"], 100)
    assert flips(election, Greedy(ties=LOT), "b") == Flips(2, 40, is_highest=False)


def test_of_two_that_exclude_each_other_the_cheaper_wins_a_tie() -> None:
    election = with_option(
        crossed({"a": 60, "b": 60}, ["a", "b"], 200), "b", excludes=frozenset("a")
    )
    assert flips(election, RULE, "b", most_votes=0) == Flips(None, 59, is_highest=True)


def test_added_votes_give_the_most_points_anybody_gave() -> None:
    election = Election(
        (Option("a", 10), Option("b", 10)), (Voter("v"),), (Points("v", {"a": 3}),), 10
    )
    assert fewest_votes(election, Greedy("points", ties=LOT), "b") == 2


def test_added_votes_do_not_take_a_name_that_is_there() -> None:
    election = Election((Option("a", 10),), (Voter("+0"),), (), 10)
    assert fewest_votes(election, RULE, "a") == 1


def test_rankings_are_no_votes_for_one_option() -> None:
    election = Election((Option("a", 1),), (Voter("v"),), (Ranking("v", ()),), 1)
    with pytest.raises(UnsuitablePapersError):
        fewest_votes(election, RULE, "a")


@settings(max_examples=40, deadline=None)
@given(
    drawn(points=True),
    st.sampled_from(["cost", "count", "points", "points_cost"]),
    st.sampled_from([None, Fraction(1, 2)]),
)
def test_no_higher_price_wins(election: Election, utility: str, cap: Fraction | None) -> None:
    rule, limits = EqualShares(utility, ties=LOT), Limits(cap)  # type: ignore[arg-type]
    options = tuple(replace(option, home="n") for option in election.options)
    election = replace(election, options=options)
    for refusal in equal_shares(election, rule, limits).refusals:
        cost = election.option[refusal.option].cost
        wins = [
            price
            for price in range(cost + 1)
            if refusal.option
            in equal_shares(with_option(election, refusal.option, cost=price), rule, limits).winners
        ]
        found = flips(election, rule, refusal.option, limits, most_votes=0)
        assert found.price == max(wins, default=None)


def test_with_added_money_the_price_is_a_turning_point() -> None:
    rule = EqualShares(ties=LOT, add_one=AddOne(1))
    election = crossed({"a": 50, "b": 50, "c": 90}, ["a", "b", "c"], 120)
    found = flips(election, rule, "c", most_votes=3)
    price = found.price or 0
    wins = [
        "c" in equal_shares(with_option(election, "c", cost=cost), rule).winners
        for cost in (price, price + 1)
    ]
    assert (wins, found.is_highest) == ([True, False], False)
