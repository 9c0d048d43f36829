from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.process.domain import calendar
from regiowerk.ground.process.domain.calendar import Standing, State
from regiowerk.ground.process.models import Activity, Milestone, Process, Stage


@dataclass(frozen=True, slots=True)
class StageOnDay:
    """A stage with its activities, its state on a day, and that state in words."""

    stage: Stage
    state: State
    label: str  # "open"
    kind: str  # of the badge
    sentence: str  # "1 January to 30 June 2022; 49 days left"
    activities: tuple[Activity, ...]
    sources: str  # where the activities can be read
    deed: str  # what the office can do next: open, close, reopen
    weight: str  # of that deed's button: only the one stage that is due has the primary one


@dataclass(frozen=True, slots=True)
class MilestoneOnDay:
    """A milestone, its state on a day, and that state in words."""

    milestone: Milestone
    is_reached: bool
    label: str
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan of a process as it stands on a day."""

    process: Process
    on: date
    standing: Standing
    stages: tuple[StageOnDay, ...]
    milestones: tuple[MilestoneOnDay, ...]


_DEEDS = {
    State.PLANNED: "open",
    State.DUE_TO_OPEN: "open",
    State.OPEN: "close",
    State.OVERDUE: "close",
    State.CLOSED: "reopen",
}


def stages_of(process: Process) -> list[Stage]:
    """The stages in order, each with its activities in order, in two queries."""
    activities = Prefetch("activities", Activity.objects.order_by("position", "pk"))
    return list(process.stages.order_by("number").prefetch_related(activities))


def milestones_of(process: Process) -> list[Milestone]:
    return list(process.milestones.order_by("planned_on", "key"))


def plan_of(process: Process, on: date) -> Plan:
    """Stages, activities and milestones with where they stand on a day, in three queries."""
    return _plan(process, stages_of(process), on)


def outline_of(process: Process, on: date) -> Plan:
    """The plan without its activities, in two queries."""
    nothing = Prefetch("activities", Activity.objects.none())
    return _plan(process, list(process.stages.order_by("number").prefetch_related(nothing)), on)


def _plan(process: Process, stages: list[Stage], on: date) -> Plan:
    milestones = milestones_of(process)
    stand = standing(process, stages, milestones, on)
    current = stand.current.key if stand.current else ""
    return Plan(
        process=process,
        on=on,
        standing=stand,
        stages=tuple(_on_day(stage, on, is_current=stage.key == current) for stage in stages),
        milestones=tuple(_milestone_on_day(milestone, on) for milestone in milestones),
    )


def standing(
    process: Process, stages: Sequence[Stage], milestones: Sequence[Milestone], on: date
) -> Standing:
    return calendar.standing(
        [stage.dates for stage in stages],
        [milestone.dates for milestone in milestones],
        starts_on=process.starts_on,
        ends_on=process.ends_on,
        on=on,
    )


def standing_in_words(standing: Standing) -> str:
    """Where a process stands, as the heading of its plan says it."""
    if standing.total == 0:
        return _("This process has no stages yet")
    if standing.is_finished:
        return ngettext(
            "The only stage is closed", "All %(total)d stages are closed", standing.total
        ) % {"total": standing.total}
    if standing.current is None:
        return _waiting_in_words(standing)
    days = abs(standing.days_left or 0)
    names = {
        "stage": standing.current.name,
        "days": days,
        "start": date_format(standing.current.window.starts_on),
    }
    if standing.current_state is State.DUE_TO_OPEN:
        return _("%(stage)s can be opened since %(start)s") % names
    if standing.current_state is State.OVERDUE:
        late = ngettext(
            "%(stage)s should have been closed %(days)d day ago",
            "%(stage)s should have been closed %(days)d days ago",
            days,
        )
        return late % names
    if standing.days_left == 0:
        return _("%(stage)s ends today") % names
    left = ngettext(
        "%(stage)s is open, %(days)d day left",
        "%(stage)s is open, %(days)d days left",
        days,
    )
    return left % names


def _waiting_in_words(standing: Standing) -> str:
    following = standing.following
    if following is None:
        return _("No stage is open at the moment")
    names = {"stage": following.name, "start": date_format(following.window.starts_on)}
    return _("%(stage)s begins on %(start)s") % names


def elapsed_in_words(standing: Standing) -> str:
    """How far the months and the stages are."""
    stages = ngettext(
        "%(closed)d of %(total)d stages are closed",
        "%(closed)d of %(total)d stages are closed",
        standing.closed,
    ) % {"closed": standing.closed, "total": standing.total}
    months = ngettext(
        "%(elapsed)d of %(months)d months has passed",
        "%(elapsed)d of %(months)d months have passed",
        standing.months_elapsed,
    ) % {"elapsed": standing.months_elapsed, "months": standing.months_total}
    return _("%(stages)s, %(months)s.") % {"stages": stages, "months": months}


def _on_day(stage: Stage, on: date, *, is_current: bool) -> StageOnDay:
    state = calendar.state_on(stage.dates, on)
    label, kind = _state_in_words(state)
    activities = tuple(stage.activities.all())
    return StageOnDay(
        stage=stage,
        state=state,
        label=label,
        kind=kind,
        sentence=_sentence(stage, state, on),
        activities=activities,
        sources="; ".join(dict.fromkeys(a.source for a in activities if a.source)),
        deed=_DEEDS[state],
        weight="primary" if is_current else "secondary",
    )


def _milestone_on_day(milestone: Milestone, on: date) -> MilestoneOnDay:
    is_reached = calendar.is_reached(milestone.dates, on)
    is_passed = not is_reached and milestone.planned_on < on
    label, kind = _("planned"), "info"
    if is_passed:
        label, kind = _("day has passed"), "warning"
    if is_reached:
        label, kind = _("reached"), "success"
    return MilestoneOnDay(
        milestone=milestone,
        is_reached=is_reached,
        label=label,
        kind=kind,
        sentence=_milestone_sentence(milestone, is_reached=is_reached),
    )


def _milestone_sentence(milestone: Milestone, *, is_reached: bool) -> str:
    if is_reached and milestone.reached_on:
        return date_format(milestone.reached_on)
    if milestone.is_approximate:
        month = date_format(milestone.planned_on, "YEAR_MONTH_FORMAT")
        return _("about %(month)s, the day is not settled yet") % {"month": month}
    return date_format(milestone.planned_on)


def _state_in_words(state: State) -> tuple[str, str]:
    return {
        State.PLANNED: (_("planned"), "info"),
        State.DUE_TO_OPEN: (_("due to be opened"), "warning"),
        State.OPEN: (_("open"), "info"),
        State.OVERDUE: (_("overdue"), "danger"),
        State.CLOSED: (_("closed"), "success"),
    }[state]


def _sentence(stage: Stage, state: State, on: date) -> str:
    window = stage.period
    dates = stage.dates
    if state is State.CLOSED and dates.closed_on:
        words = {"window": window, "day": date_format(dates.closed_on), "who": stage.closed_by}
        return _("%(window)s; closed on %(day)s by %(who)s") % words
    if state is State.OVERDUE:
        days = (on - stage.ends_on).days
        late = ngettext("%(window)s; %(days)d day over", "%(window)s; %(days)d days over", days)
        return late % {"window": window, "days": days}
    if state is State.OPEN:
        days = (stage.ends_on - on).days
        left = ngettext("%(window)s; %(days)d day left", "%(window)s; %(days)d days left", days)
        return left % {"window": window, "days": days}
    return window
