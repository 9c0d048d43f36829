"""Equal Shares on elections small enough to count by hand."""

from fractions import Fraction

import pytest

from regiowerk.decide.ballots.domain.elections import Election, Option, Points, Voter
from regiowerk.decide.ballots.domain.limits import Limits, Refusal
from regiowerk.decide.ballots.domain.outcomes import Round, Selection
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares, equal_shares
from regiowerk.decide.ballots.domain.ties import TieRule, UnsettledTieError
from regiowerk.decide.ballots.tests.elections import LOT, crossed, lackner_skowron, with_option

EQUAL = EqualShares(ties=LOT)


def test_only_a_can_be_paid_in_the_book_of_lackner_and_skowron() -> None:
    selection = equal_shares(lackner_skowron(), EqualShares("count", ties=LOT))
    assert [(found.option, found.price) for found in selection.rounds] == [("a", Fraction(1, 8))]


def test_every_round_is_traced() -> None:
    election = crossed({"a": 60, "b": 60, "c": 30}, ["ab", "ab", "b", "c"], 120)
    assert equal_shares(election, EQUAL) == Selection(
        rule="equal_shares",
        winners=("b", "c"),
        rounds=(
            Round(
                "b",
                "rule",
                Fraction(20),
                Fraction(3),
                Fraction(3),
                "a",
                Fraction(1),
                dict.fromkeys(("v0", "v1", "v2"), Fraction(20)),
            ),
            Round(
                "c",
                "rule",
                Fraction(30),
                Fraction(1),
                Fraction(1),
                None,
                None,
                {"v3": Fraction(30)},
            ),
        ),
        refusals=(Refusal("a", "short", "", Fraction(60), Fraction(20)),),
        reserve=(frozenset("a"),),
        spent=90,
        stretched=120,
    )


def test_who_cannot_pay_the_price_pays_what_is_left() -> None:
    election = crossed({"a": 36, "b": 45}, ["a", "a", "ab", "b", "b"], 100)
    rounds = equal_shares(election, EQUAL).rounds
    assert [(found.option, found.price, found.effective_support) for found in rounds] == [
        ("a", Fraction(12), Fraction(3)),
        ("b", Fraction(37, 2), Fraction(90, 37)),
    ]
    assert rounds[1].paid_by == {"v2": Fraction(8), "v3": Fraction(37, 2), "v4": Fraction(37, 2)}


def test_counting_options_prefers_the_cheap_one() -> None:
    election = crossed({"a": 60, "b": 40}, ["ab", "ab", "a"], 90)
    assert [
        equal_shares(election, EqualShares(u, ties=LOT)).winners for u in ("cost", "count")
    ] == [
        ("a",),
        ("b",),
    ]


def test_points_share_the_price_in_proportion() -> None:
    election = Election(
        (Option("a", 30),),
        (Voter("v"), Voter("w")),
        (Points("v", {"a": 2}), Points("w", {"a": 1})),
        60,
    )
    (found,) = equal_shares(election, EqualShares("points")).rounds
    assert (found.price, found.paid_by) == (Fraction(10), {"v": Fraction(20), "w": Fraction(10)})


def test_points_times_cost_ranks_by_points_per_euro_spent() -> None:
    election = Election(
        (Option("a", 30), Option("b", 10)),
        (Voter("v"),),
        (Points("v", {"a": 2, "b": 1}),),
        30,
    )
    winners = [equal_shares(election, EqualShares(u)).winners for u in ("points", "points_cost")]
    assert winners == [("b",), ("a",)]


def test_a_minority_gets_its_share() -> None:
    election = crossed({"a": 40, "b": 40, "c": 40, "d": 40}, ["ab", "ab", "ab", "cd", "cd"], 100)
    assert equal_shares(election, EQUAL).winners == ("a", "c")


def test_adding_money_buys_what_the_budget_still_pays() -> None:
    election = crossed({"a": 50, "b": 50, "c": 90}, ["a", "b", "c"], 120)
    plain = equal_shares(election, EQUAL)
    stretched = equal_shares(election, EqualShares(ties=LOT, add_one=AddOne(1)))
    assert (plain.winners, stretched.winners, stretched.spent) == ((), ("a", "b"), 100)


def test_adding_money_stops_before_the_budget_is_overdrawn() -> None:
    election = crossed({"a": 50, "b": 50, "c": 90}, ["a", "b", "c"], 120)
    assert equal_shares(election, EqualShares(ties=LOT, add_one=AddOne(1))).stretched == 269


def test_adding_money_can_stop_once_nothing_more_fits() -> None:
    election = crossed({"a": 50, "b": 50, "c": 90}, ["a", "b", "c"], 120)
    rule = EqualShares(ties=LOT, add_one=AddOne(1, "exhaustive"))
    assert equal_shares(election, rule).stretched == 150


def test_money_is_not_added_without_end() -> None:
    election = crossed({"a": 50, "b": 10}, ["a"] * 9 + ["b"], 60)
    selection = equal_shares(election, EqualShares(ties=LOT, add_one=AddOne(1)))
    assert (selection.winners, selection.stretched) == (("a", "b"), 100)


def test_the_step_is_a_thousandth_of_the_budget_where_none_is_named() -> None:
    assert [AddOne().cents(budget) for budget in (0, 999, 1000, 1001, 50_000)] == [1, 1, 1, 2, 50]


def test_what_is_left_can_be_spent_by_votes() -> None:
    election = crossed({"a": 60, "b": 50, "c": 40}, ["a", "ab", "b", "b", "c"], 100)
    selection = equal_shares(election, EqualShares(ties=LOT, fill=True))
    assert [(found.option, found.phase) for found in selection.rounds] == [
        ("b", "rule"),
        ("c", "fill"),
    ]


def test_equal_options_go_to_the_cheaper_then_to_the_lot() -> None:
    election = crossed({"a": 50, "b": 40, "c": 40}, ["abc"], 40)
    rule = EqualShares(ties=TieRule(lot=("c", "b")))
    assert equal_shares(election, rule).winners == ("c",)


def test_without_a_lot_nobody_decides_a_tie() -> None:
    with pytest.raises(UnsettledTieError) as caught:
        equal_shares(crossed({"a": 40, "b": 40}, ["ab"], 40))
    assert caught.value.options == ("a", "b")


def test_free_options_are_taken_when_somebody_wants_them() -> None:
    selection = equal_shares(crossed({"a": 0, "b": 0, "c": 10}, ["a"], 5), EQUAL)
    assert (selection.winners, selection.rounds[0].phase, selection.refusals) == (
        ("a",),
        "free",
        (Refusal("b", "unsupported"), Refusal("c", "unsupported")),
    )


def test_an_option_above_the_budget_is_refused() -> None:
    assert equal_shares(crossed({"a": 6}, ["a"], 5), EQUAL).refusals == (
        Refusal("a", "over_budget", "", Fraction(6), Fraction(5)),
    )


def test_when_all_abstain_nothing_is_chosen() -> None:
    election = crossed({"a": 5, "b": 0}, [], 10)
    selection = equal_shares(election, EqualShares(ties=LOT, add_one=AddOne(), fill=True))
    assert (selection.winners, selection.spent, len(selection.refusals)) == ((), 0, 2)


def test_one_voter_gets_what_the_budget_pays() -> None:
    assert equal_shares(crossed({"a": 5, "b": 4, "c": 2}, ["abc"], 9), EQUAL).winners == ("c", "b")


def test_a_vote_without_weight_pays_nothing() -> None:
    election = crossed({"a": 5}, ["a", ""], 10, weights=[0, 1])
    assert equal_shares(election, EQUAL).refusals == (Refusal("a", "unsupported"),)


def test_an_interest_group_keeps_to_its_cap() -> None:
    election = crossed({"a": 30, "b": 30, "c": 10}, ["abc"], 100)
    for key in "ab":
        election = with_option(election, key, home="north")
    selection = equal_shares(election, EQUAL, Limits(home_cap=Fraction(49, 100)))
    assert (selection.winners, selection.refusals) == (
        ("c", "a"),
        (Refusal("b", "home_cap", "north", Fraction(30), Fraction(19)),),
    )


def test_an_organisation_pays_no_more_than_it_can() -> None:
    election = crossed({"a": 30, "b": 20}, ["ab"], 100)
    for key in "ab":
        election = with_option(election, key, own_shares={"elm": 6})
    selection = equal_shares(election, EQUAL, Limits(own_share_caps={"elm": 11}))
    assert selection.refusals == (Refusal("a", "own_share", "elm", Fraction(6), Fraction(5)),)


def test_an_option_waits_for_what_it_needs() -> None:
    election = with_option(crossed({"a": 30, "b": 20}, ["ab", "b"], 100), "b", needs=frozenset("a"))
    assert equal_shares(election, EQUAL).winners == ("a", "b")


def test_options_exclude_each_other_in_both_directions() -> None:
    election = with_option(crossed({"a": 30, "b": 20}, ["ab"], 100), "a", excludes=frozenset("b"))
    selection = equal_shares(election, EQUAL)
    assert (selection.winners, selection.refusals) == (("b",), (Refusal("a", "excluded", "b"),))


def test_too_few_votes_are_refused() -> None:
    selection = equal_shares(crossed({"a": 3}, ["a", ""], 9), EQUAL, Limits(min_votes=2))
    assert selection.refusals == (Refusal("a", "few_votes", "", Fraction(2), Fraction(1)),)


def test_money_can_lie_between_people_and_organisations() -> None:
    election = Election(
        (Option("city", 70), Option("village", 40)),
        (Voter("big", population=90), Voter("small", population=10)),
        (Points("big", {"city": 1}), Points("small", {"village": 1})),
        100,
    )
    winners = [
        equal_shares(election, EqualShares(lam=lam)).winners
        for lam in (Fraction(0), Fraction(1, 2), Fraction(1))
    ]
    assert winners == [("city",), ("city",), ("village",)]


def test_the_reserve_starts_with_the_option_nearest_to_its_cost() -> None:
    election = crossed({"a": 90, "b": 60, "c": 45}, ["a", "b", "c", "c"], 80)
    assert equal_shares(election, EQUAL).reserve == (
        frozenset("c"),
        frozenset("b"),
    )
