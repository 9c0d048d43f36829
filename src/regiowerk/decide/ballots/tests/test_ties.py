"""What is equal stays equal until a rule separates it."""

from fractions import Fraction

import pytest

from regiowerk.decide.ballots.domain.ties import TieRule, UnsettledTieError, drawn_lot, tiers_by

COST = {"a": 5, "b": 3, "c": 3, "d": 3}
VOTES = {"a": Fraction(9), "b": Fraction(1), "c": Fraction(2), "d": Fraction(2)}


def test_steps_are_gone_through_in_turn() -> None:
    assert TieRule(lot=("d", "c")).first("abcd", COST, VOTES) == "d"
    assert TieRule(("max_votes",)).first("abcd", COST, VOTES) == "a"


def test_without_a_lot_a_tie_is_an_error() -> None:
    with pytest.raises(UnsettledTieError) as caught:
        TieRule(lot=("c",)).first("abcd", COST, VOTES)
    assert caught.value.options == ("c", "d")


def test_tiers_become_a_row() -> None:
    tiers = tiers_by({"a": Fraction(1), "b": Fraction(2), "c": Fraction(1)})
    assert (tiers, TieRule().order(tiers, COST, VOTES)) == (
        (frozenset("b"), frozenset("ac")),
        ("b", "c", "a"),
    )


def test_a_lot_can_be_drawn_again_from_its_seed() -> None:
    assert drawn_lot("cab", 7) == drawn_lot("abc", 7)
    assert sorted(drawn_lot("abc", 8)) == ["a", "b", "c"]
