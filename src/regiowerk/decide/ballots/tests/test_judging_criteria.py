import math
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.judging.criteria import (
    BadMustError,
    BadScaleError,
    BadWeightError,
    Criterion,
    DuplicateKeyError,
    NoKeyError,
    UnknownKeyError,
    UnweighedError,
    fingerprint,
    global_weights,
    leaf_weights,
    leaves,
    local_shares,
    musts,
    with_weights,
)
from regiowerk.decide.ballots.domain.judging.shares import (
    BadPointsError,
    NoPointsError,
    normalised,
)


def region():
    """Two branches and a must: 60 : 40, inside 1 : 2 and 50 : 50."""
    return Criterion(
        "goal",
        (
            Criterion("climate", (Criterion("heat", weight=1), Criterion("flood", weight=2)), 60),
            Criterion("people", (Criterion("young", weight=50), Criterion("old", weight=50)), 40),
            Criterion("lawful", is_must=True),
        ),
    )


def test_weights_flow_down_multiplied():
    assert global_weights(region()) == {
        "goal": 1,
        "climate": Fraction(3, 5),
        "heat": Fraction(1, 5),
        "flood": Fraction(2, 5),
        "people": Fraction(2, 5),
        "young": Fraction(1, 5),
        "old": Fraction(1, 5),
    }


def test_only_leaves_are_rated_and_musts_apart():
    assert [leaf.key for leaf in leaves(region())] == ["heat", "flood", "young", "old"]
    assert [must.key for must in musts(region())] == ["lawful"]


def test_one_criterion_alone_weighs_everything():
    assert leaf_weights(Criterion("cost")) == {"cost": 1}


def test_an_only_child_needs_no_weight():
    assert leaf_weights(Criterion("goal", (Criterion("cost"),))) == {"cost": 1}


def test_a_tree_of_musts_weighs_nothing():
    root = Criterion("goal", (Criterion("lawful", is_must=True),))

    assert (root.is_weighed, local_shares(root), leaf_weights(root)) == (False, {}, {})


def test_a_weight_nobody_gave_is_told():
    root = Criterion("goal", (Criterion("a", weight=1), Criterion("b")))

    with pytest.raises(UnweighedError) as told:
        global_weights(root)

    assert told.value.key == "b"


def test_siblings_that_all_weigh_nothing_are_told():
    root = Criterion("goal", (Criterion("b", weight=0), Criterion("a", weight=0)))

    with pytest.raises(NoPointsError) as told:
        global_weights(root)

    assert told.value.keys == ("a", "b")


@pytest.mark.parametrize(
    ("build", "error"),
    [
        (lambda: Criterion(""), NoKeyError),
        (lambda: Criterion("a", (Criterion("a"),)), DuplicateKeyError),
        (lambda: Criterion("a", worst=3, best=3), BadScaleError),
        (lambda: Criterion("a", best=math.inf), BadScaleError),
        (lambda: Criterion("a", weight=-1), BadWeightError),
        (lambda: Criterion("a", weight=math.nan), BadWeightError),
        (lambda: Criterion("a", is_must=True, weight=1), BadMustError),
        (lambda: Criterion("a", (Criterion("b"),), is_must=True), BadMustError),
        (lambda: Criterion("a", least=5), BadMustError),
    ],
)
def test_what_cannot_be_is_refused(build, error):
    with pytest.raises(error):
        build()


def test_weights_are_replaced_by_key():
    weighed = with_weights(region(), {"climate": 1, "people": 1})

    assert (local_shares(weighed)["climate"], local_shares(weighed)["heat"]) == (
        Fraction(1, 2),
        Fraction(1, 3),
    )


def test_a_weight_for_an_unknown_criterion_is_refused():
    with pytest.raises(UnknownKeyError):
        with_weights(region(), {"wind": 1})


def test_the_fingerprint_knows_no_order_of_siblings():
    root = region()
    turned = Criterion("goal", tuple(reversed(root.children)))

    assert fingerprint(root) == fingerprint(turned)


@pytest.mark.parametrize(
    "other",
    [
        Criterion("a", worst=1),
        Criterion("a", best=5),
        Criterion("a", weight=1),
        Criterion("a", is_must=True),
        Criterion("a", best_means="done"),
        Criterion("b"),
    ],
)
def test_the_fingerprint_changes_with_the_meaning(other):
    assert fingerprint(other) != fingerprint(Criterion("a"))


def test_the_fingerprint_knows_values_and_not_how_they_are_written():
    assert fingerprint(Criterion("a", weight=0.5)) == fingerprint(
        Criterion("a", weight=Fraction(1, 2))
    )


def test_negative_and_unreadable_points_name_their_key():
    with pytest.raises(BadPointsError) as told:
        normalised({"a": 1, "b": -2})

    assert (told.value.key, told.value.value) == ("b", -2)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 10**9), min_size=1).filter(any))
def test_exact_points_sum_to_exactly_one(points):
    shares = normalised({str(number): value for number, value in enumerate(points)})

    assert sum(shares.values()) == Fraction(1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1e300), min_size=1, max_size=50).filter(any))
def test_floats_sum_to_one_within_rounding(points):
    shares = normalised({str(number): value for number, value in enumerate(points)})

    assert abs(math.fsum(shares.values()) - 1) <= 1e-15 * len(points)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 100), min_size=2, max_size=6), st.integers(1, 1000))
def test_the_unit_of_the_weights_does_not_matter(weights, factor):
    def tree(unit):
        return Criterion(
            "goal", tuple(Criterion(str(n), weight=w * unit) for n, w in enumerate(weights))
        )

    assert leaf_weights(tree(1)) == leaf_weights(tree(factor))
