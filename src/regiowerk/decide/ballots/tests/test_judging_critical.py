from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.judging.criteria import (
    Criterion,
    leaf_weights,
    leaves,
    local_shares,
    walk,
    with_weights,
)
from regiowerk.decide.ballots.domain.judging.critical import (
    BadValuesError,
    Critical,
    NoOptionsError,
    Span,
    Switch,
    critical_weights,
)

PAIR = Criterion("goal", (Criterion("climate", weight=3), Criterion("people", weight=7)))
TREE = Criterion(
    "goal",
    (
        Criterion("climate", (Criterion("heat", weight=1), Criterion("flood", weight=3)), 2),
        Criterion("people", (Criterion("young", weight=1), Criterion("old", weight=1)), 3),
        Criterion("costs", weight=1),
        Criterion("lawful", is_must=True),
    ),
)


def totals(root, values):
    weights = leaf_weights(root)
    return {
        option: sum(weight * Fraction(row[key]) for key, weight in weights.items())
        for option, row in values.items()
    }


def leaders(root, values):
    found = totals(root, values)
    return tuple(sorted(key for key, total in found.items() if total == max(found.values())))


def moved(root, key, share):
    """The tree with this local share; siblings keep their proportions."""
    local = local_shares(root)
    parent = next(node for node in walk(root) if key in [child.key for child in node.children])
    others = [child.key for child in parent.children if child.is_weighed and child.key != key]
    rest = sum(local[other] for other in others)
    scaled = {
        other: (1 - share) * (local[other] / rest if rest else Fraction(1, len(others)))
        for other in others
    }
    return with_weights(root, {**scaled, key: share})


def test_the_switch_lies_where_two_lines_meet():
    """With climate at t the hall has 1 - .8 t and the sun .2 + .8 t: they meet at one half."""
    values = {
        "sun": {"climate": 1, "people": Fraction(1, 5)},
        "hall": {"climate": Fraction(1, 5), "people": 1},
    }

    climate, people = critical_weights(PAIR, values)

    assert climate == Critical(
        node="climate",
        share=Fraction(3, 10),
        weight=Fraction(3, 10),
        leaders=("hall",),
        below=None,
        above=Switch(Fraction(1, 2), Fraction(1, 2), ("sun",)),
        spans=(
            Span(Fraction(0), Fraction(1, 2), ("hall",)),
            Span(Fraction(1, 2), Fraction(1), ("sun",)),
        ),
    )
    assert (people.below, people.above) == (Switch(Fraction(1, 2), Fraction(1, 2), ("sun",)), None)
    assert (climate.slack, people.slack) == (Fraction(1, 5), Fraction(1, 5))


def test_who_leads_everywhere_has_no_critical_weight():
    values = {
        "a": dict.fromkeys(("climate", "people"), 1),
        "b": dict.fromkeys(("climate", "people"), 0),
    }

    for one in critical_weights(PAIR, values):
        assert (one.below, one.above, one.slack) == (None, None, None)
        assert one.spans == (Span(Fraction(0), Fraction(1), ("a",)),)


def test_a_third_may_take_over_in_the_middle():
    values = {
        "sun": {"climate": 1, "people": 0},
        "hall": {"climate": 0, "people": 1},
        "path": {"climate": Fraction(3, 5), "people": Fraction(3, 5)},
    }
    climate = critical_weights(PAIR, values)[0]

    assert [(one.end, one.leaders) for one in climate.spans] == [
        (Fraction(2, 5), ("hall",)),
        (Fraction(3, 5), ("path",)),
        (Fraction(1), ("sun",)),
    ]
    assert climate.above == Switch(Fraction(2, 5), Fraction(2, 5), ("path",))


def test_equals_today_are_told_apart_by_the_smallest_move():
    root = with_weights(PAIR, {"climate": 1, "people": 1})
    values = {"sun": {"climate": 1, "people": 0}, "hall": {"climate": 0, "people": 1}}
    climate = critical_weights(root, values)[0]

    assert climate.leaders == ("hall", "sun")
    assert (climate.below, climate.above) == (
        Switch(Fraction(1, 2), Fraction(1, 2), ("hall",)),
        Switch(Fraction(1, 2), Fraction(1, 2), ("sun",)),
    )
    assert climate.slack == 0


def test_options_that_are_always_the_same_lead_together():
    same = {"climate": 1, "people": 0}

    assert critical_weights(PAIR, {"b": same, "a": same})[0].spans == (
        Span(Fraction(0), Fraction(1), ("a", "b")),
    )


def test_every_node_with_siblings_is_looked_at_and_weights_are_of_the_whole():
    values = {"a": {"heat": 1, "flood": 0, "young": 0, "old": 0, "costs": 0}}
    found = critical_weights(TREE, values)

    assert [(one.node, one.share, one.weight) for one in found] == [
        ("climate", Fraction(1, 3), Fraction(1, 3)),
        ("people", Fraction(1, 2), Fraction(1, 2)),
        ("costs", Fraction(1, 6), Fraction(1, 6)),
        ("heat", Fraction(1, 4), Fraction(1, 12)),
        ("flood", Fraction(3, 4), Fraction(1, 4)),
        ("young", Fraction(1, 2), Fraction(1, 4)),
        ("old", Fraction(1, 2), Fraction(1, 4)),
    ]


def test_one_criterion_has_nothing_to_move():
    assert critical_weights(Criterion("use"), {"a": {"use": 1}}) == ()


def test_siblings_without_weight_share_equally_what_is_given_up():
    root = Criterion(
        "goal", (Criterion("a", weight=1), Criterion("b", weight=0), Criterion("c", weight=0))
    )
    values = {"x": {"a": 1, "b": 0, "c": 0}, "y": {"a": 0, "b": 1, "c": 0}}

    assert critical_weights(root, values)[0].below == Switch(Fraction(1, 3), Fraction(1, 3), ("y",))


def test_nobody_and_the_wrong_criteria_are_refused():
    with pytest.raises(NoOptionsError):
        critical_weights(PAIR, {})
    with pytest.raises(BadValuesError) as told:
        critical_weights(PAIR, {"a": {"climate": 1}})
    assert told.value.option == "a"


KEYS = [leaf.key for leaf in leaves(TREE)]
ROWS = st.lists(
    st.lists(st.integers(0, 10), min_size=len(KEYS), max_size=len(KEYS)), min_size=1, max_size=6
)


def valued(rows):
    return {
        f"o{number}": {key: Fraction(value, 10) for key, value in zip(KEYS, row, strict=True)}
        for number, row in enumerate(rows)
    }


@settings(max_examples=20, deadline=None)
@given(ROWS)
def test_in_every_span_lead_those_it_names(rows):
    values = valued(rows)
    for one in critical_weights(TREE, values):
        assert [one.spans[0].begin, *(span.end for span in one.spans)] == [
            *(span.begin for span in one.spans),
            1,
        ]
        for span in one.spans:
            middle = (span.begin + span.end) / 2
            assert leaders(moved(TREE, one.node, middle), values) == span.leaders


@settings(max_examples=20, deadline=None)
@given(ROWS)
def test_up_to_the_switch_nothing_changes_and_beyond_it_the_others_lead(rows):
    values = valued(rows)
    for one in critical_weights(TREE, values):
        assert one.leaders == leaders(TREE, values)
        for switch in (one.below, one.above):
            if switch is not None:
                between = (one.share * 2 + switch.share) / 3
                assert leaders(moved(TREE, one.node, between), values) == one.leaders
                beyond = next(
                    span
                    for span in one.spans
                    if switch.share in (span.begin, span.end) and span.leaders == switch.leaders
                )
                middle = (beyond.begin + beyond.end) / 2
                assert leaders(moved(TREE, one.node, middle), values) == switch.leaders


@settings(max_examples=15, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_options_and_the_unit_of_weights_do_not_matter(rows, chance):
    values = valued(rows)
    turned = list(values.items())
    chance.shuffle(turned)
    scaled = with_weights(TREE, {"climate": 20, "people": 30, "costs": 10})

    assert critical_weights(scaled, dict(turned)) == critical_weights(TREE, values)
