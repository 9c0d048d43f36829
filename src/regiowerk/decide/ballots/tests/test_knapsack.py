"""The set with the highest sum that fits."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.elections import Approval, Election
from regiowerk.decide.ballots.domain.knapsack import Knapsack, knapsack
from regiowerk.decide.ballots.domain.limits import Limits, Refusal
from regiowerk.decide.ballots.domain.ties import TieRule, UnsettledTieError
from regiowerk.decide.ballots.tests.elections import KEYS, LOT, crossed, drawn, with_option

ELECTION = crossed({"a": 70, "b": 50, "c": 50, "d": 200, "e": 1}, ["ab", "ab", "ac", "d", "c"], 100)


def test_two_with_fewer_votes_can_be_worth_more_than_the_first() -> None:
    selection = knapsack(ELECTION, Knapsack(ties=LOT))
    assert (selection.winners, selection.spent, selection.refusals, selection.reserve) == (
        ("b", "c"),
        100,
        (
            Refusal("a", "not_best"),
            Refusal("d", "over_budget", "", Fraction(200), Fraction(100)),
            Refusal("e", "unsupported"),
        ),
        (frozenset("a"),),
    )


def test_of_equal_sets_the_cheapest_wins() -> None:
    assert knapsack(crossed({"a": 5, "b": 4}, ["a", "b"], 8)).winners == ("b",)


def test_then_the_set_with_the_first_of_the_lot() -> None:
    election = crossed({"a": 5, "b": 5}, ["a", "b"], 8)
    winners = [
        knapsack(election, Knapsack(ties=TieRule(lot=tuple(lot)))).winners for lot in ("ab", "ba")
    ]
    assert winners == [("a",), ("b",)]


def test_without_a_lot_nobody_decides_between_equal_sets() -> None:
    with pytest.raises(UnsettledTieError) as caught:
        knapsack(crossed({"a": 5, "b": 5}, ["a", "b"], 8))
    assert caught.value.options == ("a", "b")


def test_large_amounts_stay_exact() -> None:
    billion = 10**12
    election = crossed(
        {"a": billion + 1, "b": billion, "c": billion}, ["ac", "ab", "abc"], 2 * billion
    )
    assert knapsack(election, Knapsack(ties=LOT)).winners == ("b", "c")


def test_limits_hold() -> None:
    election = crossed(dict.fromkeys("abcd", 10), ["abcd", "abcd", "abc", "ab"], 40)
    election = with_option(election, "a", home="n", excludes=frozenset("c"))
    election = with_option(election, "b", home="n", needs=frozenset("d"))
    election = with_option(election, "c", own_shares={"elm": 5})
    limits = Limits(home_cap=Fraction(1, 2), own_share_caps={"elm": 5})
    assert set(knapsack(election, Knapsack(ties=LOT), limits).winners) == {"a", "b", "d"}
    tighter = replace(limits, home_cap=Fraction(1, 4), own_share_caps={"elm": 4})
    assert set(knapsack(election, Knapsack(ties=LOT), tighter).winners) == {"a", "d"}


def _best_by_hand(election: Election) -> tuple[Fraction, int]:
    points = election.points()
    keys = [key for key in election.option if points[key]]
    sums = []
    for size in range(len(keys) + 1):
        for chosen in combinations(keys, size):
            cost = sum(election.option[key].cost for key in chosen)
            if cost <= election.budget:
                sums.append((sum((points[key] for key in chosen), Fraction(0)), -cost))
    return max(sums)


@settings(max_examples=40, deadline=None)
@given(drawn(points=True))
def test_no_other_set_is_better(election: Election) -> None:
    selection = knapsack(election, Knapsack("points", LOT))
    points = election.points()
    worth = sum((points[key] for key in selection.winners), Fraction(0))
    assert (worth, -selection.spent) == _best_by_hand(election)


@settings(max_examples=25, deadline=None)
@given(drawn(), st.integers(2, 9))
def test_order_names_and_unit_do_not_matter(election: Election, unit: int) -> None:
    names = dict(zip(KEYS, "zyxwvu", strict=True))
    other = replace(
        election,
        options=tuple(
            replace(o, key=names[o.key], cost=o.cost * unit) for o in reversed(election.options)
        ),
        papers=tuple(
            Approval(p.voter, frozenset(names[key] for key in p.options))
            for p in election.papers
            if isinstance(p, Approval)
        ),
        budget=election.budget * unit,
    )
    renamed = knapsack(other, Knapsack(ties=TieRule(lot=tuple("zyxwvu")))).winners
    assert set(renamed) == {names[key] for key in knapsack(election, Knapsack(ties=LOT)).winners}
