from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from regiowerk.decide.goals.domain.progress import (
    Progress,
    Scale,
    part_of_the_way,
    progress_of,
    shares_among,
    weight_in_the_whole,
)
from regiowerk.decide.goals.domain.tree import Branch, Level, Node, Tree, largest_remainder

# A busy machine draws slowly, and that says nothing about the tree.
FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def a_star(children: int) -> Tree:
    """One guiding goal (0) with so many goals (1, 2, ...) under it."""
    nodes = {0: Node(0, Level.GUIDING, 0)} | {
        n: Node(n, Level.GOAL, n) for n in range(1, children + 1)
    }
    return Tree(nodes, (Branch(0, None), *(Branch(n, 0) for n in range(1, children + 1))))


def weighed(*weights: int) -> dict[tuple[int, int | None], int]:
    return {(n, 0): weight for n, weight in enumerate(weights, start=1)}


def at(percent: int | None) -> Scale:
    latest = None if percent is None else Decimal(percent)
    return Scale(Decimal(0), Decimal(100), latest)


@pytest.mark.parametrize(
    ("baseline", "target", "latest", "part"),
    [
        ("0", "100", "25", Fraction(1, 4)),
        ("40", "10", "25", Fraction(1, 2)),  # less is better here
        ("0", "100", "-5", Fraction(0)),
        ("0", "100", "130", Fraction(1)),
        ("0.1", "0.4", "0.2", Fraction(1, 3)),
    ],
)
def test_the_way_from_the_baseline_to_the_target(
    baseline: str, target: str, latest: str, part: Fraction
) -> None:
    scale = Scale(Decimal(baseline), Decimal(target), Decimal(latest))

    assert part_of_the_way(scale) == part


def test_weights_two_two_three_all_finished_are_the_whole() -> None:
    scales = {1: at(100), 2: at(100), 3: at(100)}

    found = progress_of(a_star(3), scales, weighed(2, 2, 3))

    assert found[0] == Progress(Fraction(1), measured=3, wanted=3)


def test_what_is_missing_is_missing_and_not_nothing() -> None:
    """Two of three measured: the third neither helps nor harms."""
    found = progress_of(a_star(3), {1: at(100), 2: at(50), 3: at(None)}, weighed(2, 2, 3))

    assert found[0] == Progress(Fraction(3, 4), measured=2, wanted=3)
    assert not found[0].is_complete


def test_nothing_measured_is_no_progress_and_not_zero() -> None:
    assert progress_of(a_star(2), {1: at(None)}, {})[0] == Progress(None, measured=0, wanted=2)


def test_a_goal_with_an_indicator_of_its_own_speaks_for_itself() -> None:
    found = progress_of(a_star(2), {0: at(40), 1: at(100), 2: at(100)}, {})

    assert found[0] == Progress(Fraction(2, 5), measured=1, wanted=1)


def test_a_measure_of_two_goals_is_counted_once_above_them() -> None:
    nodes = {0: Node(0, Level.GUIDING, 0), 1: Node(1, Level.GOAL, 1), 2: Node(2, Level.GOAL, 2)}
    nodes |= {3: Node(3, Level.MEASURE, 3)}
    branches = (Branch(0, None), Branch(1, 0), Branch(2, 0), Branch(3, 1, 70), Branch(3, 2, 30))

    found = progress_of(Tree(nodes, branches), {3: at(50)}, {})

    assert found[0] == Progress(Fraction(1, 2), measured=1, wanted=1)


def test_a_weight_counts_only_where_every_sibling_has_one() -> None:
    branches = [Branch(1, 0), Branch(2, 0)]

    assert shares_among(branches, {(1, 0): 9}) == {1: Fraction(1, 2), 2: Fraction(1, 2)}
    assert shares_among(branches, weighed(9, 1)) == {1: Fraction(9, 10), 2: Fraction(1, 10)}
    assert shares_among(branches, weighed(0, 0)) == {1: Fraction(1, 2), 2: Fraction(1, 2)}


def test_a_part_of_a_measure_counts_as_a_part() -> None:
    assert shares_among([Branch(1, 0, 100), Branch(2, 0, 50)], {}) == {
        1: Fraction(2, 3),
        2: Fraction(1, 3),
    }


def test_what_weighs_nothing_speaks_when_nothing_else_is_measured() -> None:
    found = progress_of(a_star(2), {1: at(None), 2: at(30)}, weighed(1, 0))

    assert found[0] == Progress(Fraction(3, 10), measured=1, wanted=2)


PARTS = st.lists(st.one_of(st.none(), st.integers(-50, 150)), min_size=1, max_size=8)


@FAST
@given(PARTS, st.data())
def test_progress_lies_between_the_least_and_the_most_that_is_measured(
    parts: list[int | None], data: st.DataObject
) -> None:
    weights = data.draw(st.lists(st.integers(0, 50), min_size=len(parts), max_size=len(parts)))
    scales = {n: at(part) for n, part in enumerate(parts, start=1)}
    found = progress_of(a_star(len(parts)), scales, weighed(*weights))[0]
    known = [part for scale in scales.values() if (part := part_of_the_way(scale)) is not None]

    assert found.measured == len(known)
    assert found.wanted == len(parts)
    assert found.part is None if not known else min(known) <= found.part <= max(known)


@FAST
@given(PARTS, st.integers(1, 1000), st.data())
def test_weights_say_only_how_they_stand_to_each_other(
    parts: list[int | None], factor: int, data: st.DataObject
) -> None:
    weights = data.draw(st.lists(st.integers(0, 50), min_size=len(parts), max_size=len(parts)))
    scales = {n: at(part) for n, part in enumerate(parts, start=1)}
    star = a_star(len(parts))

    assert progress_of(star, scales, weighed(*weights)) == progress_of(
        star, scales, weighed(*(weight * factor for weight in weights))
    )


@FAST
@given(PARTS)
def test_taking_out_what_is_not_measured_changes_no_figure(parts: list[int | None]) -> None:
    scales = {n: at(part) for n, part in enumerate(parts, start=1)}
    known = [part for part in parts if part is not None]
    all_of_them = progress_of(a_star(len(parts)), scales, {})[0]
    if known:
        only = progress_of(a_star(len(known)), {n: at(p) for n, p in enumerate(known, 1)}, {})[0]
        assert all_of_them.part == only.part


@FAST
@given(st.data())
def test_the_ends_of_a_tree_are_exactly_the_whole(data: st.DataObject) -> None:
    goals = data.draw(st.integers(2, 6))
    measures = data.draw(st.integers(1, 10))
    star = a_star(goals)
    nodes, branches = dict(star.nodes), list(star.branches)
    for number in range(100, 100 + measures):
        nodes[number] = Node(number, Level.MEASURE, number)
        parents = data.draw(
            st.dictionaries(st.integers(1, goals), st.integers(1, 9), min_size=1, max_size=3)
        )
        shares = largest_remainder(parts=parents, total=100)
        branches += [Branch(number, parent, share) for parent, share in shares.items()]
    tree = Tree(nodes, tuple(branches))
    weights = {(b.goal, b.parent): data.draw(st.integers(0, 9)) for b in branches}

    found = weight_in_the_whole(tree, weights)

    ends = [goal for goal in nodes if not tree.below(goal)]
    assert sum(found[goal] for goal in ends) == 1
    assert found[0] == 1
