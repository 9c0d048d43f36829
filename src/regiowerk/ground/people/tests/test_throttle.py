from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from regiowerk.ground.people.domain.throttle import (
    WINDOW,
    Way,
    keys_of_address,
    limits,
    wait_until,
)

AT = datetime(2022, 1, 24, 9, 0, tzinfo=UTC)


def ago(*minutes):
    return [AT - timedelta(minutes=number) for number in minutes]


@pytest.mark.parametrize(
    ("tries", "wait"),
    [
        ((), None),
        ((1, 2, 3, 4), None),
        ((1, 2, 3, 4, 5), 10),
        ((14, 5, 4, 3, 2, 1), 10),  # six: the oldest of the last five has to go
        ((15, 4, 3, 2, 1), None),  # the window is over for the first
        ((14, 4, 3, 2, 1), 1),
    ],
)
def test_five_tries_fit_into_fifteen_minutes(tries, wait):
    until = wait_until(ago(*tries), limit=5, at=AT)

    assert until == (None if wait is None else AT + timedelta(minutes=wait))


def test_no_try_at_all_is_no_limit():
    with pytest.raises(ValueError, match="at least one"):
        wait_until([], limit=0, at=AT)


@given(st.lists(st.integers(min_value=0, max_value=3600)), st.integers(min_value=1, max_value=40))
def test_whoever_waits_as_told_may_try(seconds, limit):
    tries = [AT - timedelta(seconds=number) for number in seconds]

    until = wait_until(tries, limit=limit, at=AT)

    assert until is None or (AT < until <= AT + WINDOW)
    assert until is None or wait_until(tries, limit=limit, at=until) is None


def test_a_try_is_counted_for_its_address_and_its_network():
    assert limits(way=Way.LINK, email=" A@Example.org ", network="192.0.2.1") == {
        "link:a@example.org": 5,
        "network:192.0.2.1": 30,
    }


def test_an_address_is_counted_by_each_way():
    assert keys_of_address("A@example.org") == ["link:a@example.org", "password:a@example.org"]
