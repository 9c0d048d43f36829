from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from regiowerk.decide.goals.domain import tree as trees
from regiowerk.decide.goals.domain.tree import Branch, Level, Node, Tree

GUIDING, GOAL, MEASURE = Level.GUIDING, Level.GOAL, Level.MEASURE

# A busy machine draws slowly, and that says nothing about the tree.
FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def a_tree(*rows: tuple[int, Level, dict[int | None, int]]) -> Tree:
    """Rows of id, level and parents with shares; they stand in the order given."""
    nodes = {number: Node(number, level, place) for place, (number, level, _p) in enumerate(rows)}
    branches = tuple(
        Branch(number, parent, share)
        for number, _level, parents in rows
        for parent, share in parents.items()
    )
    return Tree(nodes, branches)


TWO_LEVELS = (
    (1, GUIDING, {None: 100}),
    (2, GOAL, {1: 100}),
    (3, GOAL, {1: 100}),
    (4, MEASURE, {2: 100}),
    (5, MEASURE, {2: 60, 3: 40}),
)


def test_a_tree_is_read_from_the_top_with_its_numbers() -> None:
    read = [(place.number, place.goal, place.is_again) for place in a_tree(*TWO_LEVELS).outline()]

    assert read == [
        ((1,), 1, False),
        ((1, 1), 2, False),
        ((1, 1, 1), 4, False),
        ((1, 1, 2), 5, False),
        ((1, 2), 3, False),
        ((1, 2, 1), 5, True),
    ]


def test_what_stands_under_and_above() -> None:
    tree = a_tree(*TWO_LEVELS)

    assert tree.under(1) == {2, 3, 4, 5}
    assert tree.under(4) == set()
    assert tree.way_up(5) == (1, 2)
    assert tree.way_up(1) == ()


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        (((1, GUIDING, {None: 100}), (2, GUIDING, {1: 100})), trees.LevelError),
        (((1, GOAL, {None: 100}),), trees.LevelError),
        (
            ((1, GUIDING, {None: 100}), (2, MEASURE, {1: 100}), (3, GOAL, {2: 100})),
            trees.LevelError,
        ),
        ((*TWO_LEVELS[:3], (6, MEASURE, {2: 60, 3: 50})), trees.SharesError),
        ((*TWO_LEVELS[:3], (6, MEASURE, {2: 100, 3: 0})), trees.SharesError),
        ((*TWO_LEVELS[:3], (6, MEASURE, {})), trees.SharesError),
        ((*TWO_LEVELS[:3], (6, GOAL, {2: 50, 3: 50})), trees.SeveralParentsError),
        (((1, GUIDING, {None: 100}), (2, GOAL, {3: 100}), (3, GOAL, {2: 100})), trees.CircleError),
        (
            ((1, GUIDING, {None: 100}), *((n, GOAL, {n - 1: 100}) for n in range(2, 8))),
            trees.DepthError,
        ),
    ],
)
def test_what_is_no_goal_tree_is_refused(
    rows: tuple[tuple[int, Level, dict[int | None, int]], ...], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        trees.check(a_tree(*rows))


def test_a_goal_cannot_be_hung_under_itself() -> None:
    rows = (*TWO_LEVELS, (6, GOAL, {2: 100}))

    with pytest.raises(trees.CircleError):
        a_tree(*rows).hung(2, {6: 100})


def test_hanging_a_goal_elsewhere_takes_everything_below_along() -> None:
    rows = ((1, GUIDING, {None: 100}), (9, GUIDING, {None: 100}), *TWO_LEVELS[1:])
    moved = a_tree(*rows).hung(2, {9: 100})

    assert moved.under(9) == {2, 4, 5}
    assert moved.under(1) == {3, 5}


@FAST
@given(st.integers(min_value=1, max_value=60))
def test_even_shares_sum_to_exactly_a_hundred(number: int) -> None:
    shares = trees.even_shares(range(number))

    assert sum(shares.values()) == 100
    assert max(shares.values()) - min(shares.values()) <= 1


@FAST
@given(
    st.dictionaries(st.integers(0, 30), st.integers(1, 100), min_size=1, max_size=10),
    st.integers(10, 10_000),
)
def test_the_largest_remainder_sums_exactly_and_loses_nobody(
    parts: dict[int, int], total: int
) -> None:
    found = trees.largest_remainder(parts, total)

    assert sum(found.values()) == total
    assert all(found.values())


@FAST
@given(
    st.permutations([(1, 100), (2, 60), (3, 1), (4, 17)]),
)
def test_more_is_never_rounded_below_less(parts: list[tuple[int, int]]) -> None:
    found = trees.largest_remainder(dict(parts), 100)

    ordered = sorted(dict(parts), key=lambda key: dict(parts)[key])
    assert [found[key] for key in ordered] == sorted(found.values())


@FAST
@given(st.data())
def test_merged_shares_sum_to_a_hundred_and_keep_every_parent(data: st.DataObject) -> None:
    one, other = (
        trees.largest_remainder(
            data.draw(
                st.dictionaries(st.integers(1, 8), st.integers(1, 9), min_size=1, max_size=4)
            ),
            100,
        )
        for _time in range(2)
    )
    kept = [Branch(90, parent, share) for parent, share in one.items()]
    given_up = [Branch(91, parent, share) for parent, share in other.items()]

    merged = trees.merged_shares(kept, given_up)

    assert sum(merged.values()) == 100
    assert set(merged) == {*one, *other}


@FAST
@given(st.data())
def test_whatever_is_hung_anywhere_stays_a_tree_or_is_refused(data: st.DataObject) -> None:
    """After any number of moves every goal is read, and what stands under it is still there."""
    tree = a_tree(
        (1, GUIDING, {None: 100}),
        (2, GUIDING, {None: 100}),
        *((n, GOAL, {1 + n % 2: 100}) for n in range(3, 9)),
    )
    for _time in range(data.draw(st.integers(1, 8))):
        goal = data.draw(st.integers(3, 8))
        parent = data.draw(st.integers(1, 8))
        below = tree.under(goal)
        try:
            tree = tree.hung(goal, {parent: 100})
        except (trees.CircleError, trees.DepthError):
            continue
        assert tree.under(goal) == below
    assert {place.goal for place in tree.outline()} == set(range(1, 9))
