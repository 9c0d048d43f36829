"""What a process draws: its plan over time and its bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regiowerk.ground.process.domain.calendar import State
from regiowerk.ground.process.models import Process, Stage
from regiowerk.ground.process.queries import (
    Plan,
    StageOnDay,
    bodies_in_words,
    bodies_of,
    elapsed_in_words,
)
from regiowerk.ground.ui.drawings import organisation_chart as charts, timeline as timelines
from regiowerk.ground.ui.drawings.scene import Scene
from regiowerk.ground.ui.drawings.timeline import Bar, Event

_STATES: Mapping[State, Literal["done", "now", "late", "next"]] = {
    State.CLOSED: "done",
    State.OPEN: "now",
    State.OVERDUE: "late",
    State.DUE_TO_OPEN: "late",
    State.PLANNED: "next",
}


def timeline_of(
    plan: Plan,
    *,
    address_of: Callable[[Stage], str] = lambda _stage: "",
    width: float | None = None,
) -> Scene:
    """The stages with their activities and the milestones over the months, as they stand that day."""
    return timelines.timeline(
        tuple(_bars(plan, address_of)),
        tuple(_events(plan)),
        today=plan.on,
        title=_("%(process)s: plan on %(day)s")
        % {"process": plan.process.name, "day": date_format(plan.on)},
        summary=elapsed_in_words(plan.standing),
        source=_source(plan.process),
        width=width,
    )


def _bars(plan: Plan, address_of: Callable[[Stage], str]) -> Iterator[Bar]:
    for row in plan.stages:
        stage_bar = _bar(row, plan.on, address_of(row.stage))
        yield stage_bar
        for activity in row.activities:
            if activity.starts_on and activity.ends_on:
                yield Bar(
                    label=activity.name,
                    starts_on=activity.starts_on,
                    ends_on=activity.ends_on,
                    is_approximate=activity.is_approximate,
                    state=stage_bar.state,
                    is_part=True,
                )


def _bar(row: StageOnDay, on: date, address: str) -> Bar:
    stage = row.stage
    # On its first day a stage is due, not late.
    is_late = row.state is not State.DUE_TO_OPEN or on > stage.starts_on
    return Bar(
        label=stage.label,
        starts_on=stage.starts_on,
        ends_on=stage.ends_on,
        is_approximate=stage.is_approximate,
        state=_STATES[row.state] if is_late else "next",
        note=row.label if row.state is State.DUE_TO_OPEN else "",
        address=address,
    )


def _events(plan: Plan) -> Iterator[Event]:
    for row in plan.milestones:
        milestone = row.milestone
        day = milestone.reached_on if row.is_reached else None
        yield Event(
            milestone.name, day or milestone.planned_on, milestone.is_approximate, row.is_reached
        )


def _source(process: Process) -> str:
    return process.programme.source if process.programme else ""


def organisation_chart_of(process: Process, *, width: float | None = None) -> Scene:
    """The bodies, each below the one it answers to."""
    bodies = [row.body for row in bodies_of(process)]
    boxes = tuple(
        charts.Box(
            key=body.key,
            parent=body.parent.key if body.parent else None,
            name=body.name,
            task=body.task,
            members=body.members,
        )
        for body in bodies
    )
    names = ", ".join(body.name for body in bodies if body.parent is None)
    return charts.organisation_chart(
        boxes,
        title=_("%(process)s: bodies") % {"process": process.name},
        summary=_("%(bodies)s; at the top: %(names)s.")
        % {"bodies": bodies_in_words(len(bodies)), "names": names},
        source="; ".join(dict.fromkeys(body.source for body in bodies if body.source)),
        width=width,
    )
