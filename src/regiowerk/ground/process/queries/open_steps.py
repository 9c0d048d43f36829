from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from regiowerk.ground.process.domain import calendar
from regiowerk.ground.process.domain.calendar import State
from regiowerk.ground.process.models import Milestone, Process, Stage
from regiowerk.ground.process.queries.plan import Plan
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.ground.regions.models import Mandate, Organisation, Region

MINUTES = 5


def open_steps(plan: Plan) -> tuple[OpenStep, ...]:
    """What a plan asks of the project office on its day, the longest wait first."""
    office = plan.process.region.regiopole or _office_by_mandate(plan.process.region, plan.on)
    if office is None:
        return ()
    steps = (*_of_stages(plan), *_of_milestones(plan))
    ordered = sorted(steps, key=lambda step: (step.since, step.key))
    return tuple(_asked(step, office) for step in ordered)


@dataclass(frozen=True, slots=True)
class _Step:
    """What the plan asks for, before it is said of whom."""

    key: str
    label: str
    reason: str
    address: str
    since: date


def _office_by_mandate(region: Region, on: date) -> Organisation | None:
    """Whoever runs the office of a region without a regiopole; of several, the first that did."""
    mandates = Mandate.objects.in_force(on).filter(region=region, role=Mandate.Role.OFFICE)
    first = mandates.select_related("organisation").order_by("from_on", "pk").first()
    return first.organisation if first else None


def _of_stages(plan: Plan) -> Iterator[_Step]:
    for row in plan.stages:
        if row.state is State.DUE_TO_OPEN:
            yield _open(plan.process, row.stage)
        if row.state is State.OVERDUE:
            yield _close(plan.process, row.stage)


def _of_milestones(plan: Plan) -> Iterator[_Step]:
    milestones = {row.milestone.key: row.milestone for row in plan.milestones}
    for passed in calendar.passed_milestones([m.dates for m in milestones.values()], plan.on):
        yield _reach(plan.process, milestones[passed.key])


def _open(process: Process, stage: Stage) -> _Step:
    return _Step(
        key=f"open-{stage.key}",
        label=_("Open %(stage)s") % {"stage": stage.label},
        reason=_("Its window has begun; who takes part waits for the start."),
        address=reverse("process:open_stage", args=[process.key, stage.key]),
        since=stage.starts_on,
    )


def _close(process: Process, stage: Stage) -> _Step:
    return _Step(
        key=f"close-{stage.key}",
        label=_("Close %(stage)s, or reschedule it") % {"stage": stage.label},
        reason=_("Its window is over, and nobody has said what came of it."),
        address=reverse("process:close_stage", args=[process.key, stage.key]),
        since=stage.ends_on + timedelta(days=1),
    )


def _reach(process: Process, milestone: Milestone) -> _Step:
    return _Step(
        key=f"milestone-{milestone.key}",
        label=_("Say whether “%(milestone)s” was reached") % {"milestone": milestone.name},
        reason=_("Its day has passed."),
        address=f"{reverse('process:plan', args=[process.key])}#meilenstein-{milestone.key}",
        since=milestone.planned_on + timedelta(days=1),
    )


def _asked(step: _Step, office: Organisation) -> OpenStep:
    return OpenStep(
        organisation_id=office.pk,
        organisation_key=office.key,
        organisation_label=str(office),
        key=step.key,
        label=step.label,
        reason=step.reason,
        address=step.address,
        since=step.since,
        due_on=None,
        minutes=MINUTES,
        waits_for_office=False,
    )
