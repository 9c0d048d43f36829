from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.judging.criteria import Criterion, UnweighedError
from regiowerk.decide.ballots.domain.judging.scoring import (
    BadCorridorError,
    BadOptionsError,
    BadRatingError,
    Contribution,
    Fault,
    Rating,
    ScorerGap,
    Standing,
    Thin,
    appraise,
    position,
    tiers,
    values_of,
)

GOALS = Criterion(
    "goal",
    (
        Criterion("climate", weight=30),
        Criterion("people", weight=50),
        Criterion("costs", weight=20, worst=1000, best=0),
        Criterion("lawful", is_must=True, worst=0, best=1),
    ),
)


def both(option, climate, people, costs, lawful=1):
    """The same ratings by two people."""
    values = {"climate": climate, "people": people, "costs": costs, "lawful": lawful}
    return [
        Rating(scorer, option, key, value)
        for scorer in ("eva", "jan")
        for key, value in values.items()
        if value is not None
    ]


def test_points_are_multiplied_by_weights_and_added():
    """Cycle path: .3 * .8 + .5 * .6 + .2 * .75 = .69; library: .3 * .4 + .5 * .9 + .2 * .5 = .67."""
    found = appraise(
        GOALS, ("path", "library"), [*both("path", 8, 6, 250), *both("library", 4, 9, 500)]
    )

    assert {key: one.total for key, one in found.options.items()} == {
        "path": Fraction(69, 100),
        "library": Fraction(67, 100),
    }
    assert found.ranking == ("path", "library")
    assert found.tiers == (("path", "library"),)
    assert (found.gaps, found.thin) == ((), ())


def test_every_number_can_be_traced():
    path = appraise(GOALS, ("path",), both("path", 8, 6, 250)).options["path"]

    assert path.contributions == (
        Contribution(
            "climate", Fraction(3, 10), (("eva", Fraction(8)), ("jan", Fraction(8))), Fraction(4, 5)
        ),
        Contribution(
            "people", Fraction(1, 2), (("eva", Fraction(6)), ("jan", Fraction(6))), Fraction(3, 5)
        ),
        Contribution(
            "costs",
            Fraction(1, 5),
            (("eva", Fraction(250)), ("jan", Fraction(250))),
            Fraction(3, 4),
        ),
    )
    assert sum(part.points for part in path.contributions) == path.total


def test_less_is_better_where_the_worst_is_above_the_best():
    assert [
        position(Criterion("costs", worst=1000, best=0), value) for value in (0, 250, 1000)
    ] == [
        1,
        Fraction(3, 4),
        0,
    ]


def test_two_scorers_count_the_same_and_their_gaps_are_named():
    ratings = [
        *(Rating("eva", "path", key, value) for key, value in (("climate", 9), ("people", 5))),
        *(Rating("jan", "path", key, value) for key, value in (("climate", 3), ("people", 6))),
        *(Rating(name, "path", "costs", 400) for name in ("eva", "jan")),
        *(Rating(name, "path", "lawful", 1) for name in ("eva", "jan")),
    ]
    found = appraise(GOALS, ("path",), ratings)

    assert found.options["path"].contributions[0].value == Fraction(3, 5)
    assert found.gaps == (ScorerGap("path", "climate", 3, ("jan",), 9, ("eva",), Fraction(3, 5)),)


def test_low_and_high_follow_the_direction_of_the_scale():
    ratings = [Rating("eva", "path", "costs", 900), Rating("jan", "path", "costs", 100)]
    gap = appraise(GOALS, ("path",), ratings).gaps[0]

    assert (gap.low, gap.low_by, gap.high, gap.high_by) == (900, ("eva",), 100, ("jan",))


def test_a_missed_must_excludes_whatever_the_points():
    found = appraise(
        GOALS, ("dream", "path"), [*both("dream", 10, 10, 0, 0), *both("path", 1, 1, 900)]
    )

    assert found.options["dream"].standing is Standing.EXCLUDED
    assert found.options["dream"].missed == ("lawful",)
    assert (found.options["dream"].total, found.options["dream"].rank) == (1, None)
    assert (found.ranking, found.tiers) == (("path",), (("path",),))


def test_a_must_may_be_met_from_a_bound_on():
    root = Criterion(
        "goal",
        (Criterion("use"), Criterion("share", is_must=True, worst=100, best=0, least=10)),
    )
    ratings = [
        Rating("eva", option, key, value)
        for option, share in (("a", 10), ("b", 11))
        for key, value in (("use", 5), ("share", share))
    ]
    found = appraise(root, ("a", "b"), ratings)

    assert [found.options[key].standing for key in "ab"] == [Standing.RANKED, Standing.EXCLUDED]


def test_a_disputed_must_leaves_the_option_open():
    ratings = [one for one in both("path", 8, 6, 250) if one.criterion != "lawful"]
    ratings += [Rating("eva", "path", "lawful", 1), Rating("jan", "path", "lawful", 0)]
    path = appraise(GOALS, ("path",), ratings).options["path"]

    assert (path.standing, path.disputed, path.missed) == (Standing.OPEN, ("lawful",), ())
    assert path.total == Fraction(69, 100)


def test_a_missing_rating_is_missing_and_not_zero():
    found = appraise(GOALS, ("path", "hall"), [*both("path", 8, None, 250), *both("hall", 1, 1, 0)])
    path = found.options["path"]

    assert (path.standing, path.total, path.unrated) == (Standing.OPEN, None, ("people",))
    assert (path.lowest, path.highest) == (Fraction(39, 100), Fraction(89, 100))
    assert (path.contributions[1].value, path.contributions[1].points) == (None, None)
    assert found.ranking == ("hall",)
    assert found.thin == (Thin("path", "people", ()),)


def test_one_scorer_where_two_are_needed_is_told():
    ratings = both("path", 8, 6, 250)
    found = appraise(GOALS, ("path",), ratings[1:])

    assert found.options["path"].total == Fraction(69, 100)
    assert found.thin == (Thin("path", "climate", ("jan",)),)


def test_equals_share_a_rank_and_stand_by_name():
    found = appraise(
        GOALS,
        ("c", "b", "a"),
        [*both("c", 5, 5, 500), *both("b", 5, 5, 500), *both("a", 1, 1, 900)],
    )

    assert found.ranking == ("b", "c", "a")
    assert {key: one.rank for key, one in found.options.items()} == {"c": 1, "b": 1, "a": 3}


def test_the_corridor_begins_anew_below_each_band():
    totals = {"a": Fraction(80), "b": Fraction(72), "c": Fraction(71), "d": Fraction(64)}

    assert tiers(totals) == (("a", "b"), ("c", "d"))
    assert tiers(totals, 0) == (("a",), ("b",), ("c",), ("d",))
    assert tiers(totals, 1) == (("a", "b", "c", "d"),)
    assert tiers({"b": Fraction(), "a": Fraction()}, 0) == (("a", "b"),)
    assert tiers({}) == ()


def test_one_option_and_one_criterion_are_enough():
    found = appraise(Criterion("use"), ("path",), [Rating("eva", "path", "use", 7)], needed=1)

    assert (found.options["path"].total, found.tiers) == (Fraction(7, 10), (("path",),))


def test_musts_alone_make_all_who_meet_them_equal():
    root = Criterion("goal", (Criterion("lawful", is_must=True, best=1),))
    ratings = [
        Rating("eva", option, "lawful", met) for option, met in (("a", 1), ("b", 0), ("c", 1))
    ]
    found = appraise(root, ("a", "b", "c"), ratings)

    assert found.tiers == (("a", "c"),)


@pytest.mark.parametrize(
    ("rating", "fault"),
    [
        (Rating("eva", "x", "climate", 1), Fault.UNKNOWN_OPTION),
        (Rating("eva", "path", "goal", 1), Fault.UNKNOWN_CRITERION),
        (Rating("eva", "path", "climate", 11), Fault.OFF_SCALE),
        (Rating("eva", "path", "costs", -1), Fault.OFF_SCALE),
        (Rating("eva", "path", "climate", float("nan")), Fault.OFF_SCALE),
        (Rating("eva", "path", "people", 1), Fault.TWICE),
    ],
)
def test_ratings_that_cannot_be_used_say_why(rating, fault):
    with pytest.raises(BadRatingError) as told:
        appraise(GOALS, ("path",), [Rating("eva", "path", "people", 2), rating])

    assert (told.value.rating, told.value.fault) == (rating, fault)


def test_without_options_weights_or_a_corridor_there_is_no_appraisal():
    for options in ((), ("a", "a")):
        with pytest.raises(BadOptionsError):
            appraise(GOALS, options, [])
    with pytest.raises(BadCorridorError):
        appraise(GOALS, ("a",), [], corridor=2)
    with pytest.raises(UnweighedError):
        appraise(Criterion("goal", (Criterion("a"), Criterion("b"))), ("x",), [])


def test_values_of_the_ranked_are_handed_on_best_first():
    found = appraise(GOALS, ("b", "a"), [*both("b", 5, 5, 500), *both("a", 10, 10, 0)])

    assert values_of(found) == {
        "a": {"climate": 1, "people": 1, "costs": 1},
        "b": dict.fromkeys(("climate", "people", "costs"), Fraction(1, 2)),
    }


SCORES = st.lists(
    st.tuples(st.integers(0, 10), st.integers(0, 10), st.integers(0, 1000)), min_size=1, max_size=7
)


def rated(rows):
    return [one for number, row in enumerate(rows) for one in both(f"o{number}", *row)]


@settings(max_examples=30, deadline=None)
@given(SCORES, st.randoms(use_true_random=False))
def test_order_of_options_and_ratings_changes_nothing(rows, chance):
    options = [f"o{number}" for number in range(len(rows))]
    ratings = rated(rows)
    first = appraise(GOALS, options, ratings)
    chance.shuffle(ratings)
    second = appraise(GOALS, options[::-1], ratings)

    assert dict(first.options) == dict(second.options)
    assert replace(first, options={}, thin=()) == replace(second, options={}, thin=())


@settings(max_examples=30, deadline=None)
@given(SCORES, st.integers(0, 6), st.integers(1, 3))
def test_a_better_rating_never_lowers_rank_or_tier(rows, number, more):
    number %= len(rows)
    better = [*rows]
    climate, people, costs = rows[number]
    better[number] = (min(10, climate + more), people, max(0, costs - 100 * more))
    key = f"o{number}"
    options = [f"o{place}" for place in range(len(rows))]
    before, after = appraise(GOALS, options, rated(rows)), appraise(GOALS, options, rated(better))

    def tier(found):
        return next(place for place, band in enumerate(found.tiers) if key in band)

    assert after.options[key].rank <= before.options[key].rank
    assert tier(after) <= tier(before)


@settings(max_examples=30, deadline=None)
@given(SCORES, st.integers(1, 50))
def test_the_unit_of_a_scale_does_not_matter(rows, unit):
    bigger = replace(
        GOALS,
        children=tuple(
            replace(one, best=one.best * unit, worst=one.worst * unit) for one in GOALS.children
        ),
    )
    options = [f"o{number}" for number in range(len(rows))]
    ratings = rated(rows)
    scaled = [replace(one, value=one.value * unit) for one in ratings]
    first, second = appraise(GOALS, options, ratings), appraise(bigger, options, scaled)

    assert first.tiers == second.tiers
    assert [one.total for one in first.options.values()] == [
        one.total for one in second.options.values()
    ]
