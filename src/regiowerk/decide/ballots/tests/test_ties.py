"""What is equal stays equal until a rule separates it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from regiowerk.decide.ballots.domain.certificates import NotProvenError, certify
from regiowerk.decide.ballots.domain.explaining import Fact, why
from regiowerk.decide.ballots.domain.greedy import Greedy
from regiowerk.decide.ballots.domain.phragmen import Phragmen
from regiowerk.decide.ballots.domain.selecting import select
from regiowerk.decide.ballots.domain.shares import EqualShares, equal_shares
from regiowerk.decide.ballots.domain.ties import TieRule, UnsettledTieError, drawn_lot, tiers_by
from regiowerk.decide.ballots.tests.elections import crossed

COST = {"a": 5, "b": 3, "c": 3, "d": 3}
VOTES = {"a": Fraction(9), "b": Fraction(1), "c": Fraction(2), "d": Fraction(2)}


def test_steps_are_gone_through_in_turn() -> None:
    assert TieRule(lot=("d", "c")).first("abcd", COST, VOTES) == "d"
    assert TieRule(("max_votes",)).first("abcd", COST, VOTES) == "a"


def test_without_a_lot_a_tie_is_an_error() -> None:
    with pytest.raises(UnsettledTieError) as caught:
        TieRule(lot=("c",)).first("abcd", COST, VOTES)
    assert caught.value.options == ("c", "d")


def test_a_tie_for_second_place_stays_unsettled_where_the_rule_ends() -> None:
    assert TieRule().second("cd", COST, VOTES) is None
    assert TieRule(lot=("d", "c")).second("cd", COST, VOTES) == "d"


@pytest.mark.parametrize(
    "rule", [EqualShares(), Greedy(), Phragmen()], ids=lambda one: type(one).__name__
)
def test_a_round_tells_the_lead_and_names_a_runner_up_only_where_there_is_one(
    rule: EqualShares | Greedy | Phragmen,
) -> None:
    election = crossed({"a": 27, "b": 20, "c": 20}, ["abc", "abc", "a"], 30)
    unsettled = select(election, rule)
    settled = select(election, replace(rule, ties=TieRule(lot=("c", "b", "a"))))
    assert (unsettled.winners, unsettled.rounds[0].runner_up) == (("a",), None)
    assert unsettled.rounds[0].lead == 1
    assert settled == replace(unsettled, rounds=(replace(unsettled.rounds[0], runner_up="c"),))
    assert Fact("ahead_of_several", {"lead": Fraction(1)}) in why(election, unsettled, "a")


def test_the_certificate_proves_an_unsettled_second_place_too() -> None:
    election = crossed({"a": 27, "b": 20, "c": 20}, ["abc", "abc", "a"], 30)
    rule = EqualShares()
    selection = equal_shares(election, rule)
    assert (selection.winners, selection.rounds[0].runner_up) == (("a",), None)
    certify(election, selection, rule)
    named = replace(selection.rounds[0], runner_up="b")
    with pytest.raises(NotProvenError) as caught:
        certify(election, replace(selection, rounds=(named,)), rule)
    assert caught.value.doubt == "runner_up"


def test_tiers_become_a_row() -> None:
    tiers = tiers_by({"a": Fraction(1), "b": Fraction(2), "c": Fraction(1)})
    assert (tiers, TieRule().order(tiers, COST, VOTES)) == (
        (frozenset("b"), frozenset("ac")),
        ("b", "c", "a"),
    )


def test_a_lot_can_be_drawn_again_from_its_seed() -> None:
    assert drawn_lot("cab", 7) == drawn_lot("abc", 7)
    assert sorted(drawn_lot("abc", 8)) == ["a", "b", "c"]
