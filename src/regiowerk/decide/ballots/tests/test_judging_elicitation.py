import math
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.judging.elicitation import (
    NoTopSwingError,
    WrongKeysError,
    WrongTotalError,
    direct,
    rank_order_centroid,
    rank_sum,
    swara,
    swing,
)
from regiowerk.decide.ballots.domain.judging.shares import BadPointsError, NoPointsError

FOUR = ("a", "b", "c", "d")
LADDER = (("a",), ("b",), ("c",), ("d",))


def test_swing_points_are_divided_by_their_sum():
    assert swing({"jobs": 100, "noise": 60, "costs": 40}, ("costs", "jobs", "noise")) == {
        "costs": Fraction(1, 5),
        "jobs": Fraction(1, 2),
        "noise": Fraction(3, 10),
    }


def test_the_biggest_swing_has_a_hundred_points():
    with pytest.raises(NoTopSwingError) as told:
        swing({"a": 80, "b": 40}, ("a", "b"))

    assert told.value.top == 80


def test_the_centroid_of_four_ranks_is_the_published_one():
    """Edwards & Barron 1994: .5208 .2708 .1458 .0625."""
    assert rank_order_centroid(LADDER, FOUR) == {
        "a": Fraction(25, 48),
        "b": Fraction(13, 48),
        "c": Fraction(7, 48),
        "d": Fraction(1, 16),
    }


def test_rank_sum_of_four_falls_in_equal_steps():
    assert list(rank_sum(LADDER, FOUR).values()) == [
        Fraction(4, 10),
        Fraction(3, 10),
        Fraction(2, 10),
        Fraction(1, 10),
    ]


def test_equals_share_the_weights_of_their_places():
    assert rank_sum((("b", "a"), ("c", "d")), FOUR) == {
        "a": Fraction(7, 20),
        "b": Fraction(7, 20),
        "c": Fraction(3, 20),
        "d": Fraction(3, 20),
    }
    assert set(rank_order_centroid((FOUR,), FOUR).values()) == {Fraction(1, 4)}


def test_swara_divides_by_one_plus_each_step():
    """q = 1, 1/1.5 = 2/3, (2/3)/2 = 1/3; their sum is 2."""
    assert swara([("b", 0), ("a", Fraction(1, 2)), ("c", 1)], ("a", "b", "c")) == {
        "a": Fraction(1, 3),
        "b": Fraction(1, 2),
        "c": Fraction(1, 6),
    }


def test_swara_takes_floats_and_still_sums_to_one():
    weights = swara([("a", 0), ("b", 0.2), ("c", 0.15)], ("a", "b", "c"))

    assert math.isclose(math.fsum(weights.values()), 1, rel_tol=1e-15)
    assert weights["a"] / weights["b"] == pytest.approx(1.2)


@pytest.mark.parametrize("steps", [[("a", 1), ("b", 0)], [("a", 0), ("b", -1)]])
def test_swara_begins_with_zero_and_never_rises(steps):
    with pytest.raises(BadPointsError):
        swara(steps, ("a", "b"))


def test_direct_points_may_have_to_add_up():
    assert direct({"a": 30, "b": 70}, ("a", "b"), 100) == {
        "a": Fraction(3, 10),
        "b": Fraction(7, 10),
    }
    with pytest.raises(WrongTotalError) as told:
        direct({"a": 30, "b": 60}, ("a", "b"), 100)
    assert (told.value.given, told.value.total) == (90, 100)


def test_direct_points_may_be_floats():
    assert direct({"a": 0.5, "b": 1.5}, ("a", "b"), 2) == {"a": 0.25, "b": 0.75}


def test_what_is_missing_unknown_or_twice_is_named():
    with pytest.raises(WrongKeysError) as told:
        rank_sum((("a", "x"), ("a",)), ("a", "b"))

    assert (told.value.missing, told.value.unknown, told.value.twice) == (("b",), ("x",), ("a",))


@pytest.mark.parametrize("weigh", [swing, direct])
def test_points_nobody_gave_are_no_zeros(weigh):
    with pytest.raises(WrongKeysError):
        weigh({"a": 100}, ("a", "b"))
    with pytest.raises(WrongKeysError):
        weigh({}, ())


@pytest.mark.parametrize("weigh", [swing, direct])
def test_zeros_only_and_less_than_zero_are_refused(weigh):
    with pytest.raises(NoPointsError):
        weigh({"a": 0, "b": 0}, ("a", "b"))
    with pytest.raises(BadPointsError):
        weigh({"a": 100, "b": -1}, ("a", "b"))


def test_one_criterion_weighs_everything():
    assert swing({"a": 100}, ("a",)) == {"a": 1}
    assert rank_order_centroid((("a",),), ("a",)) == {"a": 1}
    assert rank_sum((("a",),), ("a",)) == {"a": 1}
    assert swara([("a", 0)], ("a",)) == {"a": 1}


@settings(max_examples=30, deadline=None)
@given(st.permutations(FOUR), st.permutations(FOUR), st.integers(1, 4))
def test_ranks_weigh_one_and_fall_in_any_order_of_keys(order, keys, cut):
    tiers = (tuple(order[:cut]), *((key,) for key in order[cut:]))
    for weigh in (rank_order_centroid, rank_sum):
        weights = weigh(tiers, keys)
        assert sum(weights.values()) == 1
        assert list(weights) == list(keys)
        assert [weights[key] for key in order] == sorted(weights.values(), reverse=True)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 100), min_size=1, max_size=12))
def test_swing_weights_sum_to_exactly_one_and_keep_the_order(rest):
    points = {str(number): value for number, value in enumerate([100, *rest])}
    weights = swing(points, tuple(points))

    assert sum(weights.values()) == 1
    assert all((weights[a] > weights[b]) == (points[a] > points[b]) for a in points for b in points)
