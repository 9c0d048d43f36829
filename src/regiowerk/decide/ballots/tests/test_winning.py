"""Counting in floating point says what counting in fractions says, or says nothing."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.certificates import certify
from regiowerk.decide.ballots.domain.compiled import TooHeavyError, compiled
from regiowerk.decide.ballots.domain.elections import Election, Voter
from regiowerk.decide.ballots.domain.limits import Ledger, Limits
from regiowerk.decide.ballots.domain.offers import InDoubtError
from regiowerk.decide.ballots.domain.quick import QuickCount
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares, equal_shares
from regiowerk.decide.ballots.domain.ties import TieRule, UnsettledTieError
from regiowerk.decide.ballots.domain.weighting import reweighted
from regiowerk.decide.ballots.domain.winning import Counts
from regiowerk.decide.ballots.tests.elections import LOT, crossed, drawn, with_option

ADDING = st.builds(
    AddOne,
    step=st.integers(1, 4),
    stop=st.sampled_from(["over_budget", "exhaustive"]),
    is_rounded=st.booleans(),
)
RULES = st.builds(
    EqualShares,
    utility=st.sampled_from(["cost", "count", "points", "points_cost"]),
    add_one=st.none() | ADDING,
    fill=st.booleans(),
    ties=st.just(LOT),
    lam=st.none(),
)
LIMITS = st.builds(Limits, st.sampled_from([None, Fraction(49, 100)]), min_votes=st.integers(0, 2))
SOME = settings(max_examples=150, deadline=None)


def quickly(election: Election, rule: EqualShares) -> QuickCount:
    """Without adding money, and without the fractions that stand ready."""
    papers = compiled(election, scored=rule.is_scored).weighed()
    return QuickCount(papers, rule, Ledger(election, Limits()), election.budget).run()


@SOME
@given(drawn(points=True), RULES, LIMITS)
def test_the_winners_and_their_order_are_the_exact_ones(
    election: Election, rule: EqualShares, limits: Limits
) -> None:
    exact = equal_shares(election, rule, limits)
    counts = Counts(election, rule, limits)
    assert (counts.winners(), counts.selection()) == (exact.winners, exact)


@SOME
@given(drawn(points=True), RULES)
def test_what_floating_point_says_is_true_without_fractions_behind_it(
    election: Election, rule: EqualShares
) -> None:
    rule = replace(rule, add_one=None, fill=False)
    exact = equal_shares(election, rule)
    try:
        found = quickly(election, rule)
    except InDoubtError:
        return
    assert tuple(found.ledger.chosen) == exact.winners
    assert set(found.lacking) == frozenset().union(*exact.reserve)
    paid = [one for one in exact.rounds if one.phase == "rule"]
    unit = compiled(election, scored=rule.is_scored).unit  # of weights, and so of values
    for quick, one in zip(found.rounds, paid, strict=True):
        rival = one.value - one.lead if one.lead is not None else 0
        assert (quick.lowest <= one.value * unit, quick.rival >= rival * unit) == (True, True)


@SOME
@given(drawn(), RULES, st.lists(st.integers(0, 3), min_size=7, max_size=7))
def test_counting_voters_several_times_is_giving_them_more_weight(
    election: Election, rule: EqualShares, times: list[int]
) -> None:
    counted = np.array(times[: len(election.papers)], dtype=np.int64)
    weights = {
        voter.key: voter.weight * Fraction(number)
        for voter, number in zip(election.participants, times, strict=False)
    }
    exact = equal_shares(reweighted(election, weights), rule)
    assert Counts(election, rule).winners(counted) == exact.winners


@SOME
@given(drawn(), RULES)
def test_the_certificate_holds_for_what_was_found_quickly(
    election: Election, rule: EqualShares
) -> None:
    selection = Counts(election, rule).selection()
    assert certify(election, selection, rule).stretched == selection.stretched


def test_who_cannot_pay_the_price_needs_no_fractions() -> None:
    election = crossed({"a": 36, "b": 45}, ["a", "a", "ab", "b", "b"], 100)
    found = quickly(election, EqualShares(ties=LOT))
    assert [(one.option, one.price) for one in found.rounds] == [
        ("a", pytest.approx(12)),
        ("b", pytest.approx(37 / 2)),
    ]


def test_a_tie_among_those_who_all_can_pay_is_settled_by_the_rule() -> None:
    election = crossed({"a": 40, "b": 40}, ["ab", "ab"], 100)
    assert quickly(election, EqualShares(ties=TieRule(lot=("b", "a")))).ledger.chosen == ["b", "a"]


@pytest.mark.parametrize("seed", range(4))
def test_many_rounds_in_which_many_are_poor_leave_no_doubt(seed: int) -> None:
    """Bounds that grew with every round would soon say nothing about what comes late."""
    chance = np.random.default_rng(seed)
    keys = "abcdefghijklmnopqrst"
    liked = chance.random(len(keys)) ** 2
    papers = [
        "".join(key for key, chosen in zip(keys, row, strict=True) if chosen)
        for row in chance.random((150, len(keys))) < liked / 2
    ]
    costs = {key: int(cost) for key, cost in zip(keys, chance.integers(50, 500, 20), strict=True)}
    election = crossed(costs, papers, 2500)
    rule = EqualShares(ties=TieRule(lot=tuple(keys)))
    found = quickly(election, rule)
    assert (tuple(found.ledger.chosen), len(found.rounds) > 3) == (
        equal_shares(election, rule).winners,
        True,
    )
    assert found.accounts.worst < 1e-9 * found.most


def test_money_that_exactly_suffices_is_left_to_fractions() -> None:
    election = crossed({"a": 30}, ["a", "a", "a", ""], 40)
    rule = EqualShares(ties=LOT)
    with pytest.raises(InDoubtError):
        quickly(election, rule)
    assert Counts(election, rule).winners() == ("a",)


def test_a_tie_nobody_settles_is_an_error_here_too() -> None:
    with pytest.raises(UnsettledTieError):
        Counts(crossed({"a": 40, "b": 40}, ["ab"], 40), EqualShares()).winners()


def test_weights_floating_point_cannot_hold_are_counted_exactly() -> None:
    election = crossed({"a": 5, "b": 9}, ["a", "b"], 9)
    voters = (Voter("v0", weight=Fraction(1, 3**40)), Voter("v1"))
    heavy = replace(election, voters=voters)
    rule = EqualShares(ties=LOT)
    with pytest.raises(TooHeavyError):
        compiled(heavy, scored=False)
    assert Counts(heavy, rule).winners() == equal_shares(heavy, rule).winners


def test_what_is_free_but_waits_for_something_filled_in_is_taken_with_it() -> None:
    election = crossed({"a": 8, "b": 0}, ["ab", "", ""], 10)
    election = with_option(election, "b", needs=frozenset("a"))
    rule = EqualShares(fill=True, ties=LOT)
    selection = equal_shares(election, rule)
    assert (selection.winners, selection.refusals) == (("a", "b"), ())
    assert certify(election, selection, rule).rounds == 2
    assert Counts(election, rule).winners() == ("a", "b")


def test_rounded_money_is_whole_units_for_every_vote() -> None:
    election = crossed({"a": 50, "b": 45}, ["a", "b", ""], 100)
    plain, rounded = (
        equal_shares(election, EqualShares(add_one=AddOne(3, is_rounded=one), ties=LOT)).stretched
        for one in (False, True)
    )
    assert (plain, rounded) == (151, 150)
