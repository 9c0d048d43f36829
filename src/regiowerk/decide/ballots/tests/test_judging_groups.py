import math
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.judging.groups import (
    Gap,
    Mean,
    MemberKeysError,
    NoMembersError,
    NoPriorityError,
    Spread,
    arithmetic_mean,
    consensus,
    geometric_mean,
    group_view,
)

COUNCIL = {
    "brakel": {"jobs": 60, "nature": 20, "costs": 20},
    "delbrueck": {"jobs": 50, "nature": 30, "costs": 20},
    "lichtenau": {"jobs": 10, "nature": 70, "costs": 20},
}


def test_the_mean_of_swing_weights_is_arithmetic_and_exact():
    assert arithmetic_mean(COUNCIL) == {
        "jobs": Fraction(2, 5),
        "nature": Fraction(2, 5),
        "costs": Fraction(1, 5),
    }


def test_members_may_weigh_differently():
    weights = {"brakel": 2, "delbrueck": 1, "lichtenau": 1}

    assert arithmetic_mean(COUNCIL, weights)["jobs"] == Fraction(9, 20)


def test_who_weighs_nothing_is_not_counted():
    only = group_view(COUNCIL, member_weights={"brakel": 1, "delbrueck": 0, "lichtenau": 0})

    assert only.weights == {
        "jobs": Fraction(3, 5),
        "nature": Fraction(1, 5),
        "costs": Fraction(1, 5),
    }
    assert (only.consensus, only.gaps, only.distances) == (1.0, (), {"brakel": 0})


def test_the_mean_of_ahp_priorities_is_geometric():
    """sqrt(.8*.2) is the same for both, so they halve."""
    halves = geometric_mean({"a": {"x": 0.8, "y": 0.2}, "b": {"x": 0.2, "y": 0.8}})

    assert halves == {"x": 0.5, "y": 0.5}


def test_the_geometric_mean_keeps_ratios():
    found = geometric_mean({"a": {"x": 8, "y": 1}, "b": {"x": 2, "y": 1}})

    assert found["x"] / found["y"] == pytest.approx(4)


def test_a_priority_of_zero_has_no_geometric_mean():
    with pytest.raises(NoPriorityError) as told:
        geometric_mean({"a": {"x": 1, "y": 0}, "b": {"x": 1, "y": 1}})

    assert (told.value.member, told.value.key) == ("a", "y")


def test_spread_and_gaps_name_who_is_far_from_the_group_on_what():
    view = group_view(COUNCIL, notable=Fraction(3, 10))

    assert view.spreads["nature"] == Spread(
        Fraction(1, 5), Fraction(1, 5), Fraction(3, 10), Fraction(7, 10), Fraction(7, 10)
    )
    assert view.gaps == (
        Gap("jobs", "lichtenau", Fraction(1, 10), Fraction(2, 5)),
        Gap("nature", "lichtenau", Fraction(7, 10), Fraction(2, 5)),
    )
    assert view.distances == {
        "brakel": Fraction(1, 5),
        "delbrueck": Fraction(1, 10),
        "lichtenau": Fraction(3, 10),
    }


def test_the_median_of_an_even_number_is_the_middle():
    view = group_view({"a": {"x": 1, "y": 3}, "b": {"x": 3, "y": 1}})

    assert view.spreads["x"] == Spread(
        Fraction(1, 4), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(3, 4)
    )


def test_full_dissent_is_zero_and_full_agreement_one():
    dissent = {"a": {"x": 1, "y": 0}, "b": {"x": 0, "y": 1}}

    assert consensus(dissent) == pytest.approx(0, abs=1e-15)
    assert consensus({"a": {"x": 1, "y": 3}, "b": {"x": 1, "y": 3}}) == pytest.approx(1)


def test_two_of_four_who_agree_halve_the_number_of_positions():
    """Two positions among four members and four criteria: (1/2 - 1/4) / (1 - 1/4) = 1/3."""
    first, second = {"w": 1, "x": 0, "y": 0, "z": 0}, {"w": 0, "x": 1, "y": 0, "z": 0}

    assert consensus({"a": first, "b": first, "c": second, "d": second}) == pytest.approx(1 / 3)


def test_one_criterion_or_one_member_is_agreed():
    assert consensus({"a": {"x": 3}, "b": {"x": 1}}) == 1
    assert consensus({"a": {"x": 3, "y": 1}}) == 1


def test_nobody_is_no_group():
    with pytest.raises(NoMembersError):
        group_view({})
    with pytest.raises(NoMembersError):
        group_view(COUNCIL, member_weights=dict.fromkeys(COUNCIL, 0))


def test_a_member_with_other_criteria_is_named():
    with pytest.raises(MemberKeysError) as told:
        group_view({"a": {"x": 1, "y": 1}, "b": {"x": 1, "z": 1}})

    assert (told.value.member, told.value.missing, told.value.unknown) == ("b", ("y",), ("z",))


@pytest.mark.parametrize("weights", [{"brakel": 1}, dict.fromkeys([*COUNCIL, "x"], 1)])
def test_every_member_weighs_and_no_stranger(weights):
    with pytest.raises(MemberKeysError):
        group_view(COUNCIL, member_weights=weights)


PEOPLE = st.lists(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), min_size=1, max_size=6)


@settings(max_examples=30, deadline=None)
@given(PEOPLE, st.randoms(use_true_random=False), st.sampled_from(Mean))
def test_the_order_of_members_changes_no_digit(rows, chance, mean):
    people = {f"m{n}": dict(zip("xyz", row, strict=True)) for n, row in enumerate(rows)}
    turned = list(people.items())
    chance.shuffle(turned)

    assert group_view(people, mean) == group_view(dict(turned), mean)


@settings(max_examples=30, deadline=None)
@given(PEOPLE, st.sampled_from(Mean), st.floats(0.1, 50))
def test_weights_sum_to_one_and_the_unit_does_not_matter(rows, mean, unit):
    people = {f"m{n}": dict(zip("xyz", row, strict=True)) for n, row in enumerate(rows)}
    scaled = {m: {key: value * unit for key, value in own.items()} for m, own in people.items()}
    weights = group_view(people, mean).weights

    assert math.fsum(weights.values()) == pytest.approx(1, abs=1e-14)
    assert group_view(scaled, mean).weights == pytest.approx(weights)
    assert 0 <= consensus(people) <= 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(1, 100), min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_member_of_weight_two_is_two_members(rows):
    people = {f"m{n}": dict(zip("xyz", row, strict=True)) for n, row in enumerate(rows)}
    weights = {**dict.fromkeys(people, 1), "m0": 2}
    twin = {**people, "twin": people["m0"]}

    assert group_view(people, member_weights=weights).weights == group_view(twin).weights
    assert group_view(people, member_weights=weights).spreads == group_view(twin).spreads
