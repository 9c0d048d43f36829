"""Where a process stands on a day.  Pure: no Django, no clock, no database.

A stage is a window in time plus a deed: it is planned, falls due, is opened by somebody and closed by
somebody.  The window never opens or closes a stage by itself; it only says since when it is late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Within these many days of the planned end a stage closes on time and nobody has to explain.
ON_TIME = timedelta(days=7)
ON_TIME_APPROXIMATE = timedelta(days=31)  # the window says a month, not a day


class State(StrEnum):
    PLANNED = "planned"
    DUE_TO_OPEN = "due_to_open"
    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"


class Hurdle(StrEnum):
    """Why the calendar does not let a stage be opened or closed."""

    ALREADY_OPEN = "already_open"
    ALREADY_CLOSED = "already_closed"
    NOT_OPEN = "not_open"
    BEFORE_WINDOW = "before_window"
    NOTE_MISSING_EARLY = "note_missing_early"
    NOTE_MISSING_LATE = "note_missing_late"


@dataclass(frozen=True, slots=True)
class Window:
    """From the first to the last day, both included; approximate: the exact days are not known."""

    starts_on: date
    ends_on: date
    is_approximate: bool = False

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            message = "a window ends on the day it starts or later"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class StageDates:
    """What the calendar knows of a stage."""

    key: str
    number: int
    name: str
    window: Window
    opened_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class MilestoneDates:
    key: str
    name: str
    planned_on: date
    is_approximate: bool = False
    reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class Overdue:
    """A stage that should have been opened or closed, and since when."""

    stage: StageDates
    state: State
    since: date  # the last day on which it would have been in time
    days: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a process stands on a day: "stage 2 of 4, 49 days left"."""

    on: date
    total: int
    closed: int
    current: StageDates | None  # None: nothing begun yet, between two stages, or all closed
    current_state: State | None
    days_left: int | None  # of the current stage; negative when overdue
    following: StageDates | None  # the next stage that is still only planned
    overdue: tuple[Overdue, ...]  # longest wait first
    next_milestone: MilestoneDates | None
    months_elapsed: int
    months_total: int

    @property
    def is_finished(self) -> bool:
        return self.total > 0 and self.closed == self.total

    @property
    def is_before_start(self) -> bool:
        return self.current is None and self.closed == 0


def state_on(stage: StageDates, on: date) -> State:
    """The state of a stage on a day, as it was known at the end of that day."""
    if stage.closed_on is not None and stage.closed_on <= on:
        return State.CLOSED
    if stage.opened_on is not None and stage.opened_on <= on:
        return State.OVERDUE if on > stage.window.ends_on else State.OPEN
    return State.DUE_TO_OPEN if on >= stage.window.starts_on else State.PLANNED


def overdue_on(stages: Iterable[StageDates], on: date) -> tuple[Overdue, ...]:
    """Stages that wait to be opened or closed, the longest wait first, then by number."""
    waiting = []
    for stage in stages:
        state = state_on(stage, on)
        if state is State.OVERDUE:
            waiting.append(_late(stage, state, stage.window.ends_on, on))
        # On its first day a stage is due, not late.
        if state is State.DUE_TO_OPEN and on > stage.window.starts_on:
            waiting.append(_late(stage, state, stage.window.starts_on, on))
    return tuple(sorted(waiting, key=lambda late: (late.since, late.stage.number)))


def next_milestone(milestones: Iterable[MilestoneDates], on: date) -> MilestoneDates | None:
    """The first milestone from this day on that has not been reached."""
    ahead = [m for m in milestones if m.planned_on >= on and not is_reached(m, on)]
    return min(ahead, key=lambda m: (m.planned_on, m.key), default=None)


def passed_milestones(milestones: Iterable[MilestoneDates], on: date) -> tuple[MilestoneDates, ...]:
    """Milestones whose day is over without anybody having said that they were reached."""
    passed = [m for m in milestones if m.planned_on < on and not is_reached(m, on)]
    return tuple(sorted(passed, key=lambda m: (m.planned_on, m.key)))


def is_reached(milestone: MilestoneDates, on: date) -> bool:
    return milestone.reached_on is not None and milestone.reached_on <= on


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another; 0 when the end comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day < start.day:
        months -= 1
    return max(months, 0)


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that day is missing."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def standing(
    stages: Sequence[StageDates],
    milestones: Iterable[MilestoneDates],
    *,
    starts_on: date,
    ends_on: date,
    on: date,
) -> Standing:
    """Where a process with these stages and milestones stands on a day."""
    ordered = sorted(stages, key=lambda stage: stage.number)
    states = [(stage, state_on(stage, on)) for stage in ordered]
    current, state = _current(states)
    return Standing(
        on=on,
        total=len(ordered),
        closed=sum(state is State.CLOSED for _, state in states),
        current=current,
        current_state=state,
        days_left=(current.window.ends_on - on).days if current else None,
        following=next((stage for stage, state in states if state is State.PLANNED), None),
        overdue=overdue_on(ordered, on),
        next_milestone=next_milestone(milestones, on),
        months_elapsed=min(months_between(starts_on, on), months_total(starts_on, ends_on)),
        months_total=months_total(starts_on, ends_on),
    )


def months_total(starts_on: date, ends_on: date) -> int:
    """Months from the first day to the last, both included."""
    return months_between(starts_on, ends_on + timedelta(days=1))


def hurdles_to_open(stage: StageDates, on: date) -> tuple[Hurdle, ...]:
    """What the calendar says against opening a stage on a day.

    An approximate window binds nobody: where only the month is known, no day is too early.
    """
    if stage.closed_on is not None:
        return (Hurdle.ALREADY_CLOSED,)
    if stage.opened_on is not None:
        return (Hurdle.ALREADY_OPEN,)
    if on < stage.window.starts_on and not stage.window.is_approximate:
        return (Hurdle.BEFORE_WINDOW,)
    return ()


def hurdles_to_close(stage: StageDates, on: date, *, note: str) -> tuple[Hurdle, ...]:
    """What the calendar says against closing a stage on a day: early or late needs a note."""
    if stage.closed_on is not None:
        return (Hurdle.ALREADY_CLOSED,)
    if stage.opened_on is None:
        return (Hurdle.NOT_OPEN,)
    if note.strip():
        return ()
    missing = note_needed(stage.window, on)
    return (missing,) if missing else ()


def note_needed(window: Window, on: date) -> Hurdle | None:
    """Whether closing on a day has to be explained, and why."""
    slack = ON_TIME_APPROXIMATE if window.is_approximate else ON_TIME
    if on < window.ends_on - slack:
        return Hurdle.NOTE_MISSING_EARLY
    if on > window.ends_on + slack:
        return Hurdle.NOTE_MISSING_LATE
    return None


def _current(
    states: Sequence[tuple[StageDates, State]],
) -> tuple[StageDates, State] | tuple[None, None]:
    """What is being worked on wins over what only waits to be opened; the earlier over the later."""
    for wanted in ({State.OPEN, State.OVERDUE}, {State.DUE_TO_OPEN}):
        for stage, state in states:
            if state in wanted:
                return stage, state
    return None, None


def _late(stage: StageDates, state: State, since: date, on: date) -> Overdue:
    return Overdue(stage=stage, state=state, since=since, days=(on - since).days)
