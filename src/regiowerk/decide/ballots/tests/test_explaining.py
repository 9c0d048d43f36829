"""Why, and why not."""

from fractions import Fraction

import pytest

from regiowerk.decide.ballots.domain.explaining import Fact, UnknownWinnerError, why, why_not
from regiowerk.decide.ballots.domain.greedy import Greedy, greedy
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares, equal_shares
from regiowerk.decide.ballots.tests.elections import LOT, crossed

RULE = EqualShares(ties=LOT)
ELECTION = crossed({"a": 60, "b": 60, "c": 30, "d": 5}, ["ab", "ab", "b", "c"], 120)
SELECTION = equal_shares(ELECTION, RULE)


def test_a_winner_is_explained() -> None:
    assert why(ELECTION, SELECTION, "b") == (
        Fact("chosen", {"round": 1, "of": 2, "phase": "rule"}),
        Fact("votes", {"votes": Fraction(3), "of": Fraction(4)}),
        Fact("price", {"price": Fraction(20), "effective_support": Fraction(3)}),
        Fact("ahead", {"of": "a", "lead": Fraction(1)}),
        Fact(
            "payers",
            {
                "voters": 3,
                "amount": Fraction(60),
                "largest": "v0",
                "largest_amount": Fraction(20),
            },
        ),
    )


def test_a_winner_without_rival_is_alone() -> None:
    assert Fact("alone") in why(ELECTION, SELECTION, "c")


def test_an_option_left_out_is_explained() -> None:
    assert why_not(ELECTION, SELECTION, "a", RULE) == (
        Fact(
            "refused",
            {"reason": "short", "subject": "", "needed": Fraction(60), "left": Fraction(20)},
        ),
        Fact("votes", {"votes": Fraction(2), "of": Fraction(4)}),
        Fact("money_left", {"cost": 60, "left": Fraction(20), "lacking": Fraction(40)}),
        Fact("last_payable", {"round": 1}),
        Fact(
            "best_round",
            {
                "round": 1,
                "behind": Fraction(1),
                "effective_support": Fraction(2),
                "lost_to": "b",
            },
        ),
        Fact("paid_for", {"option": "b", "amount": Fraction(40)}),
    )


def test_what_nobody_supports_needs_no_more_words() -> None:
    assert [fact.kind for fact in why_not(ELECTION, SELECTION, "d", RULE)] == ["refused", "votes"]


def test_rules_without_money_end_with_the_reason() -> None:
    selection = greedy(ELECTION, Greedy(ties=LOT))
    kinds = [fact.kind for fact in why(ELECTION, selection, "b")]
    assert (kinds, [fact.kind for fact in why_not(ELECTION, selection, "c", Greedy())]) == (
        ["chosen", "votes", "ahead"],
        ["refused", "votes"],
    )


def test_more_money_than_there_is_is_said() -> None:
    election = crossed({"a": 50, "b": 50, "c": 90}, ["a", "b", "c"], 120)
    selection = equal_shares(election, EqualShares(ties=LOT, add_one=AddOne(1)))
    assert why(election, selection, "a")[-1] == Fact("stretched", {"money": 269, "budget": 120})


def test_winners_are_not_asked_why_not() -> None:
    with pytest.raises(UnknownWinnerError) as caught:
        why_not(ELECTION, SELECTION, "b", RULE)
    assert caught.value.option == "b"
    with pytest.raises(UnknownWinnerError):
        why(ELECTION, SELECTION, "a")
