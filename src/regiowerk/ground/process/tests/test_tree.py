import pytest
from hypothesis import given, strategies as st

from regiowerk.ground.process.domain.tree import CircleError, check_parent, outline


def outlined(parents):
    return list(outline(parents, id_of=lambda item: item, parent_of=parents.__getitem__))


@st.composite
def forests(draw):
    """Bodies of which each stands under one that came before it, or under none."""
    size = draw(st.integers(0, 12))
    return {
        number: draw(st.none() | st.integers(1, number - 1)) if number > 1 else None
        for number in range(1, size + 1)
    }


def test_bodies_are_told_from_the_top_down():
    assert outlined({1: None, 2: 3, 3: 1, 4: 1}) == [(0, 1), (1, 3), (2, 2), (1, 4)]


def test_whoever_lost_the_body_above_stands_at_the_top():
    assert outlined({2: None, 3: 2} | {4: 99}) == [(0, 2), (1, 3), (0, 4)]


@given(forests())
def test_each_body_is_told_once_and_below_the_one_it_stands_under(parents):
    told = outlined(parents)
    depths = {item: depth for depth, item in told}

    assert (
        sorted(item for _depth, item in told),
        all(depths[item] == (depths[above] + 1 if above else 0) for item, above in parents.items()),
    ) == (sorted(parents), True)


@given(forests(), st.data())
def test_exactly_what_lies_below_a_body_is_refused_above_it(parents, data):
    if not parents:
        return
    body = data.draw(st.sampled_from(sorted(parents)))
    wanted = data.draw(st.sampled_from(sorted(parents)))
    below = {body}
    for item, above in parents.items():
        if above in below:
            below.add(item)

    try:
        check_parent(parents, of=body, under=wanted)
        is_refused = False
    except CircleError:
        is_refused = True

    assert is_refused == (wanted in below)


def test_a_body_does_not_stand_under_itself():
    with pytest.raises(CircleError):
        check_parent({1: None}, of=1, under=1)
