import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.judging import smaa as module, weightings as drawing
from regiowerk.decide.ballots.domain.judging.smaa import BadValueError, NoOptionsError, smaa
from regiowerk.decide.ballots.domain.judging.weightings import (
    BadSpaceError,
    NoWeightingsError,
    WeightSpace,
    weightings,
)

DRAWS = 20_000
NEAR = 5 * 0.5 / math.sqrt(DRAWS)
CORNERS = {
    "sun": {"climate": 1, "people": 0},
    "hall": {"climate": 0, "people": 1},
    "path": {"climate": 0.6, "people": 0.6},
}


def drawn(space, criteria, rows=4000, seed=1):
    return next(weightings(space, criteria, rows, seed))


def test_two_criteria_can_be_reckoned_by_hand():
    """The path leads where neither weight is above .6, a fifth of all; the others share the rest."""
    found = smaa(CORNERS, draws=DRAWS)

    assert found.counts.sum(axis=0).tolist() == [DRAWS] * 3
    assert found.share("path") == pytest.approx(0.2, abs=NEAR)
    assert found.share("sun") == pytest.approx(0.4, abs=NEAR)
    assert found.share("path", 3) == 0
    assert found.central["sun"] == pytest.approx({"climate": 0.8, "people": 0.2}, abs=0.01)
    assert found.central["path"] == pytest.approx({"climate": 0.5, "people": 0.5}, abs=0.01)
    assert found.confidence == {"sun": 1, "hall": 1, "path": 1}
    assert found.acceptance == 1


def test_an_order_of_importance_narrows_the_weightings():
    """Climate above people: its weight lies between .5 and 1, the sun leads from .6 on."""
    found = smaa(CORNERS, WeightSpace(order=(("climate",), ("people",))), draws=DRAWS)

    assert found.share("sun") == pytest.approx(0.8, abs=NEAR)
    assert found.share("hall") == 0
    assert (found.central["hall"], found.confidence["hall"]) == (None, None)


def test_bounds_narrow_the_weightings():
    found = smaa(CORNERS, WeightSpace(bounds={"climate": (0.5, 0.7)}), draws=DRAWS)

    assert found.share("sun") == pytest.approx(0.5, abs=NEAR)
    assert found.acceptance == pytest.approx(0.4, abs=0.02)


def test_the_centre_of_an_order_is_the_rank_order_centroid():
    """Edwards & Barron 1994: .5208 .2708 .1458 .0625."""
    found = smaa(
        {"any": dict.fromkeys("dcba", 0.5)},
        WeightSpace(order=(("a",), ("b",), ("c",), ("d",))),
        draws=DRAWS,
    )

    assert found.central["any"] == pytest.approx(
        {"a": 0.5208, "b": 0.2708, "c": 0.1458, "d": 0.0625}, abs=0.005
    )
    assert list(found.central["any"]) == list("dcba")


def test_a_dirichlet_may_lean_towards_agreed_weights():
    found = smaa({"any": {"a": 1, "b": 0}}, WeightSpace(alpha={"a": 60, "b": 40}), draws=DRAWS)

    assert found.central["any"] == pytest.approx({"a": 0.6, "b": 0.4}, abs=0.005)


def test_options_rated_the_same_share_the_better_rank():
    """Either the twins are both first and the hall third, or the hall first and both second."""
    twins = {"sun": CORNERS["sun"], "hall": CORNERS["hall"], "twin": CORNERS["sun"]}
    sun, hall, twin = smaa(twins, draws=DRAWS).counts.tolist()

    assert sun == twin
    assert (sun[2], hall[1], sun[0] + sun[1]) == (0, 0, DRAWS)
    assert sun[0] == hall[2] == pytest.approx(DRAWS / 2, abs=NEAR * DRAWS)


def test_ranges_are_drawn_from_and_leave_doubt():
    """Both lie evenly between 0 and 1 in the only criterion: each leads every second time."""
    found = smaa({"a": {"x": (0, 1)}, "b": {"x": (0, 1)}, "c": {"x": 0}}, draws=DRAWS)

    assert found.share("a") == pytest.approx(0.5, abs=NEAR)
    assert found.confidence["b"] == pytest.approx(0.5, abs=0.03)
    assert found.counts[2].tolist() == [0, 0, DRAWS]


def test_one_option_one_criterion_and_all_equal_are_defined():
    assert smaa({"a": {"x": 0.3}}, draws=10).counts.tolist() == [[10]]
    assert smaa({"a": {"x": 0.3}, "b": {"x": 0.4}}, draws=10).counts.tolist() == [[0, 10], [10, 0]]
    assert smaa({"a": {"x": 1}, "b": {"x": 1}}, draws=10).counts.tolist() == [[10, 0], [10, 0]]


@pytest.mark.parametrize(
    "values",
    [
        {"a": {"x": 1.1}},
        {"a": {"x": math.nan}},
        {"a": {"x": (0.5, 0.4)}},
        {"a": {}},
        {"a": {"x": 1}, "b": {"y": 1}},
    ],
)
def test_values_that_cannot_be_are_refused(values):
    with pytest.raises(BadValueError):
        smaa(values, draws=10)


def test_no_options_and_no_draws_are_refused():
    with pytest.raises(NoOptionsError):
        smaa({})
    with pytest.raises(NoOptionsError):
        smaa(CORNERS, draws=0)


@pytest.mark.parametrize(
    "space",
    [
        WeightSpace(alpha={"z": 1}),
        WeightSpace(alpha={"a": 0}),
        WeightSpace(order=(("a",), ("a",))),
        WeightSpace(bounds={"a": (0.6, 1), "b": (0.6, 1)}),
        WeightSpace(bounds={"a": (0, 0.2), "b": (0, 0.2)}),
        WeightSpace(bounds={"a": (0.5, 0.4)}),
    ],
)
def test_weightings_that_cannot_be_are_refused(space):
    with pytest.raises(BadSpaceError):
        drawn(space, "ab")


def test_where_next_to_nothing_is_accepted_it_says_so(monkeypatch):
    monkeypatch.setattr(drawing, "PATIENCE", 10_000)

    with pytest.raises(NoWeightingsError) as told:
        smaa(CORNERS, WeightSpace(bounds={"climate": (0.3, 0.3)}), draws=10)

    assert told.value.accepted < told.value.drawn / 1000


def test_lower_bounds_are_met_without_drawing_in_vain():
    found = drawn(WeightSpace(bounds={"a": (0.4, 1), "b": (0.3, 1)}), "abc")

    assert len(found.weights) == found.drawn
    assert found.weights.min(axis=0) == pytest.approx([0.4, 0.3, 0], abs=0.02)
    assert found.weights.mean(axis=0) == pytest.approx([0.5, 0.4, 0.1], abs=0.01)


def test_equals_of_an_order_come_either_way():
    found = drawn(WeightSpace(order=(("a", "b"), ("c",))), "abc").weights

    assert (found[:, :2].min(axis=1) >= found[:, 2]).all()
    assert (found[:, 0] > found[:, 1]).mean() == pytest.approx(0.5, abs=0.04)
    # The mean of two of the first two places of three: (11/18 + 5/18) / 2.
    assert found.mean(axis=0) == pytest.approx([8 / 18, 8 / 18, 2 / 18], abs=0.01)


def test_an_order_of_criteria_that_lean_is_met_by_rejection():
    found = drawn(WeightSpace(alpha={"a": 2, "b": 3}, order=(("a",), ("b",))), "ab")

    assert (found.weights[:, 0] >= found.weights[:, 1]).all()
    assert len(found.weights) / found.drawn == pytest.approx(5 / 16, abs=0.03)


def ranks_by_counting(values, space, draws, seed):
    """The same weightings, each score compared with each other one."""
    options, criteria = list(values), list(next(iter(values.values())))
    table = np.array([[values[option][key] for key in criteria] for option in options])
    rows = max(module.CELLS // len(np.unique(table, axis=0)), 64)
    batches = weightings(space, criteria, rows, seed)
    weights = np.concatenate([next(batches).weights for _ in range(-(-draws // rows))])[:draws]
    scores = weights.astype(np.float64) @ table.T
    counts = np.zeros((len(options), len(options)), int)
    for one, two in itertools.product(range(len(options)), repeat=2):
        ahead = (scores > scores[:, [one]] + 1e-9).sum(axis=1)
        counts[one, two] = (ahead == two).sum()
    return counts


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 9), st.integers(1, 5))
def test_ranks_are_those_found_by_counting(seed, options, criteria):
    chance = np.random.Generator(np.random.Philox(seed))
    values = {
        f"o{number}": {f"c{place}": float(chance.integers(0, 5)) / 4 for place in range(criteria)}
        for number in range(options)
    }
    found = smaa(values, draws=500, seed=seed)

    # A score on the edge of seven digits may fall to either side.
    assert np.abs(found.counts - ranks_by_counting(values, WeightSpace(), 500, seed)).sum() <= 2


def test_many_options_are_ranked_alike(monkeypatch):
    """Above a number of options 64 bits are packed instead of 32."""
    chance = np.random.Generator(np.random.Philox(3))
    values = {
        f"o{n}": {"x": float(x), "y": float(y)} for n, (x, y) in enumerate(chance.random((9, 2)))
    }
    narrow = smaa(values, draws=3000)
    monkeypatch.setattr(module, "NARROW", 8)

    assert smaa(values, draws=3000).counts.tolist() == narrow.counts.tolist()


@settings(max_examples=10, deadline=None)
@given(st.permutations(["sun", "hall", "path"]), st.permutations(["climate", "people"]))
def test_neither_order_of_options_nor_of_criteria_matters(options, criteria):
    turned = {option: {key: CORNERS[option][key] for key in criteria} for option in options}
    space = WeightSpace(bounds={"people": (0.1, 0.8)})
    first, second = smaa(CORNERS, space, draws=2000), smaa(turned, space, draws=2000)

    assert {key: first.share(key) for key in CORNERS} == {key: second.share(key) for key in CORNERS}
    assert second.central["sun"] == pytest.approx(dict(first.central["sun"]), rel=1e-6)
    assert (first.acceptance, first.draws) == (second.acceptance, second.draws)


def test_a_better_value_never_lowers_the_acceptability():
    better = {**CORNERS, "path": {"climate": 0.7, "people": 0.6}}
    before, after = smaa(CORNERS, draws=2000), smaa(better, draws=2000)

    assert after.share("path") > before.share("path")
    assert (np.cumsum(after.counts[2]) >= np.cumsum(before.counts[2])).all()
