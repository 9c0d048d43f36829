from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.listen.surveys.domain.ladder import (
    DISTANCE,
    LADDER,
    Case,
    Climbed,
    Due,
    Part,
    Rung,
    due,
    due_by_hand,
    next_due,
    opening_at,
)
from regiowerk.listen.surveys.domain.states import Stage

DAY = date(2022, 1, 10)  # a Monday
DEADLINE = DAY + timedelta(days=40)
INVITED = Case("invited", DEADLINE, "amt@stadt.example", invited_on=DAY)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def test_whoever_has_not_opened_is_reminded_after_one_and_two_weeks() -> None:
    assert due(INVITED, after(6)) == ()
    assert due(INVITED, after(7)) == (Due(Rung.NOT_OPENED, 1, "amt@stadt.example"),)
    once = replace(INVITED, climbed=(Climbed("not_opened", "amt@stadt.example", "", after(7)),))
    assert due(once, after(13)) == ()
    assert due(once, after(14)) == (Due(Rung.NOT_OPENED, 2, "amt@stadt.example"),)


def test_after_the_last_step_nobody_is_reminded_for_this_reason() -> None:
    twice = tuple(Climbed("not_opened", "amt@stadt.example", "", after(n)) for n in (7, 14))
    case = replace(INVITED, climbed=twice)
    assert [due(case, after(n)) for n in range(14, 41)] == [()] * 27
    assert due(case, after(41)) == (Due(Rung.PAST_DEADLINE, 1, "amt@stadt.example"),)


def test_opened_and_answering_is_left_in_peace_until_the_deadline() -> None:
    case = replace(INVITED, stage="in_work")
    assert [due(case, after(n)) for n in range(41)] == [()] * 41
    assert next_due(case, DAY) == (after(41), Due(Rung.PAST_DEADLINE, 1, "amt@stadt.example"))


def test_all_who_may_sign_are_reminded_of_signing() -> None:
    both = ("head@stadt.example", "deputy@stadt.example")
    case = replace(INVITED, stage="in_sign_off", handed_on=after(10), signatories=both)
    assert due(case, after(12)) == ()
    assert due(case, after(13)) == tuple(Due(Rung.WAITING_FOR_SIGNATURE, 1, to) for to in both)


def test_where_nobody_was_asked_to_sign_whoever_coordinates_is_told() -> None:
    case = replace(INVITED, stage="in_sign_off", handed_on=after(10))
    assert due(case, after(13)) == (Due(Rung.WAITING_FOR_SIGNATURE, 1, "amt@stadt.example"),)


def test_an_overdue_section_goes_to_its_department() -> None:
    parts = (
        Part("staff", "personal@stadt.example", after(10)),
        Part("plans", "it@stadt.example", after(10), is_ready=True),
        Part("today", "bau@stadt.example", after(12)),
    )
    case = replace(INVITED, stage="in_work", parts=parts)
    assert due(case, after(11)) == (
        Due(Rung.SECTION_OVERDUE, 1, "personal@stadt.example", "staff"),
    )


def test_an_extension_begins_a_new_count() -> None:
    old = tuple(Climbed("past_deadline", "amt@stadt.example", "", after(n)) for n in (41, 47, 54))
    case = replace(INVITED, stage="in_work", climbed=old)
    assert due(case, after(80)) == ()
    longer = replace(case, deadline=after(70))
    assert due(longer, after(71)) == (Due(Rung.PAST_DEADLINE, 1, "amt@stadt.example"),)


def test_a_reminder_by_hand_makes_the_ladder_wait() -> None:
    case = replace(INVITED, climbed=(Climbed("by_hand", "amt@stadt.example", "", after(6)),))
    assert [bool(due(case, after(n))) for n in (7, 8, 9)] == [False, False, True]


def test_by_hand_nobody_waits_for_days() -> None:
    working = replace(INVITED, stage="in_work")
    assert due_by_hand(working, DAY) == (Due(Rung.NOT_OPENED, 1, "amt@stadt.example"),)


@pytest.mark.parametrize("stage", ["planned", "submitted", "accepted", "declined"])
def test_whoever_is_not_waited_for_is_never_reminded(stage: str) -> None:
    case = replace(INVITED, stage=stage, parts=(Part("staff", "p@stadt.example", DAY),))
    ways = (due_by_hand(case, after(60)), next_due(case, DAY)) if stage != "planned" else ()
    assert [one for one in ways if one] == []
    if stage != "planned":
        assert next_due(case, after(50)) is None


def test_without_an_address_nobody_is_reminded() -> None:
    assert next_due(replace(INVITED, coordinator=""), DAY) is None


@settings(max_examples=60, deadline=None)
@given(
    stage=st.sampled_from([str(one) for one in Stage]),
    deadline=st.integers(0, 60),
    section=st.integers(0, 40),
    signed=st.lists(st.sampled_from(["a@x.example", "b@x.example"]), unique=True),
)
def test_nobody_is_ever_written_to_twice_within_three_days_nor_more_often_than_the_ladder(
    stage: str, deadline: int, section: int, signed: list[str]
) -> None:
    case = Case(
        stage,
        after(deadline),
        "a@x.example",
        invited_on=DAY,
        handed_on=after(3),
        signatories=tuple(signed),
        parts=(Part("staff", "b@x.example", after(section)),),
    )
    sent: list[tuple[date, Due]] = []
    for day in (after(number) for number in range(120)):
        for one in due(case, day):
            sent.append((day, one))
            climbed = Climbed(one.rung, one.to, one.section, day)
            case = replace(case, climbed=(*case.climbed, climbed))
    by_person: dict[str, list[date]] = {}
    for day, one in sent:
        by_person.setdefault(one.to, []).append(day)
    gaps = [b - a for days in by_person.values() for a, b in pairwise(days)]
    assert [gap for gap in gaps if gap < DISTANCE] == []
    most = sum(len(days) for days in LADDER.values())
    assert [to for to, days in by_person.items() if len(days) > most] == []


def _free(day: date) -> bool:
    return day == date(2022, 1, 6)


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (datetime(2022, 1, 5, 9, 30, tzinfo=UTC), datetime(2022, 1, 5, 9, 30, tzinfo=UTC)),
        (datetime(2022, 1, 5, 6, 0, tzinfo=UTC), datetime(2022, 1, 5, 8, 0, tzinfo=UTC)),
        (
            datetime(2022, 1, 5, 17, 0, tzinfo=UTC),
            datetime(2022, 1, 7, 8, 0, tzinfo=UTC),
        ),  # the day after is free
        (
            datetime(2022, 1, 7, 20, 0, tzinfo=UTC),
            datetime(2022, 1, 10, 8, 0, tzinfo=UTC),
        ),  # the weekend between
        (datetime(2022, 1, 8, 12, 0, tzinfo=UTC), datetime(2022, 1, 10, 8, 0, tzinfo=UTC)),
    ],
)
def test_mails_leave_on_working_days_in_the_daytime(at: datetime, opens: datetime) -> None:
    assert opening_at(at, _free) == opens
