"""Whoever has saved enough buys."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.limits import Refusal
from regiowerk.decide.ballots.domain.outcomes import Round, Selection
from regiowerk.decide.ballots.domain.phragmen import Phragmen, phragmen
from regiowerk.decide.ballots.domain.ties import TieRule
from regiowerk.decide.ballots.tests.elections import (
    LOT,
    crossed,
    drawn,
    lackner_skowron,
    with_option,
)


def test_the_example_of_lackner_and_skowron() -> None:
    rounds = phragmen(lackner_skowron(), Phragmen(ties=LOT)).rounds
    assert [(found.option, found.price) for found in rounds] == [
        ("a", Fraction(1, 8)),
        ("b", Fraction(11, 32)),
        ("c", Fraction(55, 128)),
        ("d", Fraction(5, 8)),
    ]


def test_every_round_is_traced() -> None:
    election = crossed({"a": 60, "b": 30, "c": 90, "d": 0}, ["ab", "a", "acd"], 100)
    assert phragmen(election, Phragmen(ties=LOT)) == Selection(
        rule="phragmen",
        winners=("d", "a", "b"),
        rounds=(
            Round("d", "free", Fraction(0), Fraction(1), Fraction(1)),
            Round(
                "a",
                "rule",
                Fraction(20),
                Fraction(3),
                Fraction(-20),
                "b",
                Fraction(10),
                dict.fromkeys(("v0", "v1", "v2"), Fraction(20)),
            ),
            Round(
                "b",
                "rule",
                Fraction(50),
                Fraction(1),
                Fraction(-50),
                None,
                None,
                {"v0": Fraction(30)},
            ),
        ),
        refusals=(Refusal("c", "over_budget", "", Fraction(90), Fraction(10)),),
        reserve=(frozenset("c"),),
        spent=90,
        stretched=100,
    )


def test_the_count_can_end_at_what_does_not_fit() -> None:
    election = crossed({"a": 60, "b": 30, "c": 50}, ["a", "a", "a", "c", "c", "b"], 100)
    winners = [phragmen(election, Phragmen(skips, LOT)).winners for skips in (True, False)]
    assert winners == [("a", "b"), ("a",)]


def test_what_becomes_possible_late_takes_only_its_cost() -> None:
    election = with_option(
        crossed({"a": 60, "b": 10, "c": 60}, ["ac", "b"], 130), "b", needs=frozenset("a")
    )
    rounds = phragmen(election, Phragmen(ties=LOT)).rounds
    assert [(found.option, found.price, found.paid_by) for found in rounds] == [
        ("a", Fraction(60), {"v0": Fraction(60)}),
        ("b", Fraction(60), {"v1": Fraction(10)}),
        ("c", Fraction(120), {"v0": Fraction(60)}),
    ]


@settings(max_examples=60, deadline=None)
@given(drawn(), st.booleans())
def test_each_option_is_paid_exactly(election: Election, skips: bool) -> None:
    selection = phragmen(election, Phragmen(skips, LOT))
    assert selection.spent <= election.budget
    for found in selection.rounds:
        assert sum(found.paid_by.values()) == election.option[found.option].cost


@settings(max_examples=40, deadline=None)
@given(drawn(), st.integers(2, 9))
def test_order_and_unit_do_not_matter(election: Election, unit: int) -> None:
    other = replace(
        election,
        options=tuple(replace(o, cost=o.cost * unit) for o in reversed(election.options)),
        papers=election.papers[::-1],
        budget=election.budget * unit,
    )
    assert (
        phragmen(other, Phragmen(ties=LOT)).winners
        == phragmen(election, Phragmen(ties=LOT)).winners
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 8), st.integers(1, 8))
def test_seats_are_shared_in_proportion(first: int, second: int) -> None:
    """Two parties: D'Hondt, the seats of which Phragmén's rule generalises."""
    seats = {"a": 0, "b": 0}
    for _ in range(5):
        party = max("ab", key=lambda p: (first if p == "a" else second) / (seats[p] + 1))
        seats[party] += 1
    election = crossed(dict.fromkeys("abcdefghij", 1), ["abcde"] * first + ["fghij"] * second, 5)
    winners = phragmen(election, Phragmen(ties=TieRule(("lot",), tuple("abcdefghij")))).winners
    assert sum(key in "abcde" for key in winners) == seats["a"]
