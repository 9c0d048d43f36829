from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from regiowerk.ground.process.domain.calendar import (
    Hurdle,
    MilestoneDates,
    Overdue,
    StageDates,
    Standing,
    State,
    Window,
    add_months,
    hurdles_to_close,
    hurdles_to_open,
    months_between,
    months_total,
    next_milestone,
    overdue_on,
    passed_milestones,
    standing,
    state_on,
)

DAY = timedelta(days=1)
FIRST, LAST = date(2021, 1, 1), date(2021, 6, 30)
MANY_DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def a_stage(number=1, *, first=FIRST, last=LAST, opened=None, closed=None, approximate=False):
    return StageDates(
        key=f"modul-{number}",
        number=number,
        name=f"Modul {number}",
        window=Window(first, last, approximate),
        opened_on=opened,
        closed_on=closed,
    )


def a_milestone(key="auftakt", *, planned=FIRST, reached=None):
    return MilestoneDates(key=key, name=key.title(), planned_on=planned, reached_on=reached)


@st.composite
def stages(draw):
    first, last = sorted((draw(MANY_DAYS), draw(MANY_DAYS)))
    opened = draw(st.none() | MANY_DAYS)
    closed = draw(st.none() | st.dates(opened, date(2151, 1, 1))) if opened else None
    number = draw(st.integers(1, 9))
    return a_stage(number, first=first, last=last, opened=opened, closed=closed)


@pytest.mark.parametrize(
    ("opened", "closed", "on", "state"),
    [
        (None, None, FIRST - DAY, State.PLANNED),
        (None, None, FIRST, State.DUE_TO_OPEN),
        (None, None, LAST + DAY, State.DUE_TO_OPEN),
        (FIRST, None, FIRST, State.OPEN),
        (FIRST, None, LAST, State.OPEN),
        (FIRST, None, LAST + DAY, State.OVERDUE),
        (FIRST, LAST, LAST, State.CLOSED),
        (FIRST, LAST, LAST - DAY, State.OPEN),
        (FIRST + DAY, None, FIRST, State.DUE_TO_OPEN),
    ],
)
def test_the_state_of_a_stage(opened, closed, on, state):
    assert state_on(a_stage(opened=opened, closed=closed), on) == state


@given(stages(), MANY_DAYS, MANY_DAYS)
def test_a_stage_only_goes_forward_in_time(stage, one, other):
    order = list(State)
    # Opening lies between being due and being open, whenever it happens.
    stages_passed = [order.index(state_on(stage, day)) for day in sorted((one, other))]

    assert stages_passed == sorted(stages_passed)


def test_a_window_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="ends on the day it starts or later"):
        Window(LAST, FIRST)


def test_what_waits_longest_comes_first():
    late_to_open = a_stage(1, first=date(2021, 3, 1))
    late_to_close = a_stage(2, last=date(2021, 2, 1), opened=FIRST)
    in_time = a_stage(3, opened=FIRST)

    assert overdue_on([late_to_open, in_time, late_to_close], date(2021, 3, 11)) == (
        Overdue(late_to_close, State.OVERDUE, date(2021, 2, 1), 38),
        Overdue(late_to_open, State.DUE_TO_OPEN, date(2021, 3, 1), 10),
    )


def test_on_its_first_day_a_stage_is_due_and_not_late():
    assert overdue_on([a_stage()], FIRST) == ()


@given(st.lists(stages(), max_size=6), MANY_DAYS)
def test_only_what_is_late_is_overdue_and_always_at_least_a_day(given_stages, on):
    waiting = overdue_on(given_stages, on)

    assert (
        all(late.days >= 1 and late.since + late.days * DAY == on for late in waiting),
        [late.since for late in waiting],
    ) == (True, sorted(late.since for late in waiting))


@pytest.mark.parametrize(
    ("stage", "on", "hurdles"),
    [
        (a_stage(), FIRST, ()),
        (a_stage(), FIRST - DAY, (Hurdle.BEFORE_WINDOW,)),
        (a_stage(approximate=True), FIRST - DAY, ()),
        (a_stage(opened=FIRST), FIRST, (Hurdle.ALREADY_OPEN,)),
        (a_stage(opened=FIRST, closed=LAST), LAST, (Hurdle.ALREADY_CLOSED,)),
    ],
)
def test_what_stands_against_opening(stage, on, hurdles):
    assert hurdles_to_open(stage, on) == hurdles


@pytest.mark.parametrize(
    ("stage", "on", "note", "hurdles"),
    [
        (a_stage(opened=FIRST), LAST, "", ()),
        (a_stage(opened=FIRST), LAST - 7 * DAY, "", ()),
        (a_stage(opened=FIRST), LAST - 8 * DAY, "", (Hurdle.NOTE_MISSING_EARLY,)),
        (a_stage(opened=FIRST), LAST + 7 * DAY, "", ()),
        (a_stage(opened=FIRST), LAST + 8 * DAY, "", (Hurdle.NOTE_MISSING_LATE,)),
        (a_stage(opened=FIRST), LAST + 8 * DAY, "  ", (Hurdle.NOTE_MISSING_LATE,)),
        (a_stage(opened=FIRST), LAST + 8 * DAY, "Wahl abgewartet", ()),
        (a_stage(opened=FIRST, approximate=True), LAST + 31 * DAY, "", ()),
        (a_stage(opened=FIRST, approximate=True), LAST + 32 * DAY, "", (Hurdle.NOTE_MISSING_LATE,)),
        (a_stage(), LAST, "", (Hurdle.NOT_OPEN,)),
        (a_stage(opened=FIRST, closed=LAST), LAST, "", (Hurdle.ALREADY_CLOSED,)),
    ],
)
def test_what_stands_against_closing(stage, on, note, hurdles):
    assert hurdles_to_close(stage, on, note=note) == hurdles


def test_the_next_milestone_is_the_first_ahead_that_is_not_reached():
    past, reached = a_milestone("vorbei"), a_milestone("da", planned=LAST, reached=FIRST)
    ahead, later = a_milestone("bald", planned=LAST), a_milestone("dann", planned=LAST + DAY)
    given_milestones = [later, ahead, reached, past]

    assert (
        next_milestone(given_milestones, LAST),
        passed_milestones(given_milestones, LAST),
        next_milestone([], LAST),
    ) == (ahead, (past,), None)


def test_where_a_process_stands():
    closed = a_stage(1, opened=FIRST, closed=LAST)
    current = a_stage(2, first=date(2021, 7, 1), last=date(2022, 1, 31), opened=date(2021, 7, 1))
    following = a_stage(3, first=date(2022, 2, 1), last=date(2022, 6, 30))
    half_time = a_milestone("halbzeit", planned=date(2022, 1, 26))

    found = standing(
        [following, closed, current],
        [half_time],
        starts_on=date(2021, 1, 1),
        ends_on=date(2022, 12, 31),
        on=date(2022, 1, 24),
    )

    assert found == Standing(
        on=date(2022, 1, 24),
        total=3,
        closed=1,
        current=current,
        current_state=State.OPEN,
        days_left=7,
        following=following,
        overdue=(),
        next_milestone=half_time,
        months_elapsed=12,
        months_total=24,
    )


def test_an_open_stage_comes_before_one_that_only_waits_to_be_opened():
    waiting = a_stage(1)
    being_worked_on = a_stage(2, opened=FIRST)

    found = standing([waiting, being_worked_on], [], starts_on=FIRST, ends_on=LAST, on=LAST)

    assert (found.current, found.is_before_start, found.is_finished) == (
        being_worked_on,
        False,
        False,
    )


@given(st.lists(stages(), max_size=6), MANY_DAYS, MANY_DAYS, MANY_DAYS)
def test_a_standing_never_counts_more_than_there_is(given_stages, one, other, on):
    starts_on, ends_on = sorted((one, other))
    found = standing(given_stages, [], starts_on=starts_on, ends_on=ends_on, on=on)

    assert (
        0 <= found.closed <= found.total == len(given_stages),
        0 <= found.months_elapsed <= found.months_total,
        (found.current is None) == (found.days_left is None) == (found.current_state is None),
    ) == (True, True, True)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2021, 1, 1), 6, date(2021, 7, 1)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2021, 11, 30), 1, date(2021, 12, 30)),
        (date(2021, 12, 31), 2, date(2022, 2, 28)),
    ],
)
def test_months_later(day, months, later):
    assert add_months(day, months) == later


@given(MANY_DAYS, st.integers(0, 240))
def test_adding_months_lands_in_that_month(day, months):
    later = add_months(day, months)

    assert (
        (later.year * 12 + later.month) - (day.year * 12 + day.month),
        later.day <= day.day,
        (later + DAY).month != later.month or later.day == day.day,
    ) == (months, True, True)


@given(MANY_DAYS, st.integers(0, 240))
def test_a_process_of_so_many_months_lasts_so_many_months(first, months):
    first = first.replace(day=1)
    last = add_months(first, months) - DAY

    assert (months_total(first, last), months_between(first, first)) == (months, 0)
