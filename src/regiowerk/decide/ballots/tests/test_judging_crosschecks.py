import math

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.judging.crosschecks import (
    BadPreferenceError,
    BadValuesError,
    Preference,
    Shape,
    promethee,
    topsis,
)
from regiowerk.decide.ballots.domain.judging.shares import NoPointsError


def rows(*values):
    """Options a, b, c ... with criteria f1, f2 ..."""
    return {
        "abcdefgh"[number]: {f"f{place + 1}": value for place, value in enumerate(row)}
        for number, row in enumerate(values)
    }


POWER_STATIONS = rows(
    (80, 90, 600, 54, 8, 5),
    (65, 58, 200, 97, 1, 1),
    (83, 60, 400, 72, 4, 7),
    (40, 80, 1000, 75, 7, 10),
    (52, 72, 600, 20, 3, 8),
    (94, 96, 700, 36, 5, 6),
)
THRESHOLDS = {
    "f1": Preference(10, 10),
    "f2": Preference(0, 30),
    "f3": Preference(50, 500),
    "f4": Preference(10, 60, Shape.LEVEL),
    "f6": Preference(0, 5, Shape.GAUSSIAN),
}
AIRCRAFT = rows(
    (2.0, 1500, 20000, 5.5, 5, 9),
    (2.5, 2700, 18000, 6.5, 3, 5),
    (1.8, 2000, 21000, 4.5, 7, 7),
    (2.2, 1800, 20000, 5.0, 5, 5),
)
AIRCRAFT_WEIGHTS = {"f1": 0.2, "f2": 0.1, "f3": 0.1, "f4": 0.1, "f5": 0.2, "f6": 0.3}


def test_power_stations_flow_as_published():
    """Brans & Vincke 1985: net flows -.1457 .0172 -.0895 -.0200 .2929 -.0549."""
    flows = promethee(
        POWER_STATIONS,
        {f"f{number}": 1 for number in range(1, 7)},
        THRESHOLDS,
        less_is_better=("f1", "f3", "f4", "f5"),
    )

    assert list(flows.net.values()) == pytest.approx(
        [-0.1457, 0.0172, -0.0895, -0.0200, 0.2929, -0.0549], abs=5e-5
    )
    assert flows.ranking == ("e", "b", "d", "f", "c", "a")


def test_aircraft_are_as_close_as_published():
    """Hwang & Yoon 1981: .6433 .2684 .6135 .3123."""
    found = topsis(AIRCRAFT, AIRCRAFT_WEIGHTS, less_is_better=("f4",))

    assert list(found.closeness.values()) == pytest.approx(
        [0.6433, 0.2684, 0.6135, 0.3123], abs=1e-4
    )
    assert found.ranking == ("a", "c", "d", "b")


def test_any_lead_counts_fully_where_nothing_else_is_said():
    """a leads by f1 only, b by f2 only: .75 - .25."""
    flows = promethee(rows((3, 1), (1, 100)), {"f1": 3, "f2": 1})

    assert flows.net == {"a": 0.5, "b": -0.5}
    assert (flows.leaving["a"], flows.entering["a"]) == (0.75, 0.25)


def test_a_linear_lead_counts_between_its_thresholds():
    flows = promethee(rows((4,), (3,), (0,)), {"f1": 1}, {"f1": Preference(1, 3)})

    assert flows.leaving == {"a": 0.5, "b": 0.5, "c": 0.0}


def test_one_option_and_all_equal_are_defined():
    alone, same = rows((1, 2)), rows((1, 2), (1, 2))

    assert promethee(alone, {"f1": 1, "f2": 1}).net == {"a": 0.0}
    assert topsis(alone, {"f1": 1, "f2": 1}).closeness == {"a": 0.5}
    assert promethee(same, {"f1": 1, "f2": 1}).net == {"a": 0.0, "b": 0.0}
    assert topsis(same, {"f1": 1, "f2": 1}).closeness == {"a": 0.5, "b": 0.5}


def test_a_criterion_that_is_zero_for_all_tells_nothing():
    assert topsis(rows((1, 0), (2, 0)), {"f1": 1, "f2": 1}).closeness == {"a": 0.0, "b": 1.0}


@pytest.mark.parametrize("check", [promethee, topsis])
def test_what_cannot_be_added_up_is_refused(check):
    for values in ({}, {"a": {"f1": 1}}, {"a": {"f1": 1, "f2": math.nan}}):
        with pytest.raises(BadValuesError):
            check(values, {"f1": 1, "f2": 1})
    with pytest.raises(NoPointsError):
        check(rows((1,)), {"f1": 0})


@pytest.mark.parametrize(
    ("low", "high", "shape"),
    [
        (-1, 0, Shape.LINEAR),
        (2, 1, Shape.LINEAR),
        (0, math.inf, Shape.LEVEL),
        (0, 0, Shape.GAUSSIAN),
    ],
)
def test_thresholds_in_the_wrong_order_are_refused(low, high, shape):
    with pytest.raises(BadPreferenceError):
        Preference(low, high, shape)


TABLE = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6
)
WEIGHTS = {"f1": 3, "f2": 2, "f3": 1}
SOFT = {"f2": Preference(1, 3), "f3": Preference(1, 4, Shape.LEVEL)}


@settings(max_examples=25, deadline=None)
@given(TABLE, st.randoms(use_true_random=False))
def test_order_and_unit_of_weights_do_not_matter(table, chance):
    values = rows(*table)
    turned = list(values.items())
    chance.shuffle(turned)
    double = {key: 2 * weight for key, weight in WEIGHTS.items()}
    first, second = (
        promethee(values, WEIGHTS, SOFT),
        promethee(dict(turned), double, SOFT),
    )

    assert first.net == pytest.approx(dict(second.net), abs=1e-12)
    assert first.ranking == second.ranking
    assert sum(first.net.values()) == pytest.approx(0, abs=1e-12)
    assert topsis(values, WEIGHTS).ranking == topsis(dict(turned), double).ranking


@settings(max_examples=25, deadline=None)
@given(TABLE, st.integers(1, 1000))
def test_the_unit_of_a_criterion_does_not_matter_to_topsis(table, unit):
    scaled = rows(*((one * unit, two, three) for one, two, three in table))

    assert topsis(scaled, WEIGHTS).closeness == pytest.approx(
        dict(topsis(rows(*table), WEIGHTS).closeness), abs=1e-12
    )


@settings(max_examples=25, deadline=None)
@given(TABLE, st.integers(1, 9))
def test_a_better_value_never_lowers_the_net_flow(table, more):
    better = [(table[0][0] + more, *table[0][1:]), *table[1:]]
    before, after = (promethee(rows(*one), WEIGHTS, SOFT) for one in (table, better))

    assert after.net["a"] >= before.net["a"] - 1e-12
    assert after.ranking.index("a") <= before.ranking.index("a")
