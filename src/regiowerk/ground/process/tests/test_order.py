from hypothesis import given, strategies as st

from regiowerk.ground.process.domain.order import Direction, moved, positions

LISTS = st.lists(st.integers(1, 99), min_size=1, max_size=8, unique=True)


def test_an_item_changes_places_with_its_neighbour():
    assert (moved([1, 2, 3], 2, Direction.UP), moved([1, 2, 3], 2, Direction.DOWN)) == (
        [2, 1, 3],
        [1, 3, 2],
    )


def test_at_the_end_nothing_moves():
    assert (moved([1, 2], 1, Direction.UP), moved([1, 2], 2, Direction.DOWN)) == ([1, 2], [1, 2])


@given(LISTS, st.data())
def test_moving_loses_nothing_and_can_be_undone(ids, data):
    item = data.draw(st.sampled_from(ids))
    down = moved(ids, item, Direction.DOWN)

    assert (sorted(down), moved(down, item, Direction.UP) == ids) == (
        sorted(ids),
        item != ids[-1] or len(ids) == 1,
    )


@given(LISTS)
def test_positions_held_before_are_held_afterwards(ids):
    held = [number * 3 for number in range(len(ids))]

    assert positions(ids, held) == dict(zip(ids, held, strict=True))


def test_equal_positions_are_counted_anew():
    assert positions([7, 5, 9], [4, 4, 8]) == {7: 1, 5: 2, 9: 3}


def test_several_steps_at_once_end_at_the_ends():
    assert [
        moved([1, 2, 3, 4], 1, Direction.DOWN, 2),
        moved([1, 2, 3, 4], 4, Direction.UP, 9),
        moved([1, 2, 3, 4], 2, Direction.DOWN, 9),
    ] == [[2, 3, 1, 4], [4, 1, 2, 3], [1, 3, 4, 2]]
