from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.actions.record import tell
from regiowerk.ground.process.domain.calendar import add_months
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.domain.templates import BodyPlan, StagePlan, Template, windows
from regiowerk.ground.process.models import (
    Activity,
    Body,
    InfrastructureArea,
    Milestone,
    Process,
    Programme,
    Stage,
)
from regiowerk.ground.regions.models import Region


class ProcessRefusedError(Exception):
    """What was asked contradicts the process; the text says what and what to do."""


@transaction.atomic
def start_process(
    *,
    region: Region,
    template: Template,
    name: str,
    starts_on: date,
    key: str = "",
    programme: Programme | None = None,
    area: InfrastructureArea | None = None,
    is_example: bool = False,
    by: Actor,
    at: datetime,
) -> Process:
    """Begin a run of the procedure: its stages, activities, milestones and bodies as in a template.

    Without a key the process gets one made from its name.
    """
    key = _free_key(key, name)
    _refuse_a_name_in_use(region, name)
    process = Process.objects.create(
        key=key,
        region=region,
        programme=programme,
        area=area,
        name=name,
        summary=template.summary,
        template_key=template.key,
        starts_on=starts_on,
        ends_on=windows(template, starts_on)[-1].ends_on,
        is_example=is_example,
        created_at=at,
        created_by=by.label,
    )
    _add_stages(process, template)
    _add_milestones(process, template)
    _add_bodies(process, template.bodies)
    tell(deed="process.started", label=process.name, process=process, by=by, at=at)
    return process


@transaction.atomic
def edit_process(
    *,
    process: Process,
    name: str,
    summary: str,
    starts_on: date,
    ends_on: date,
    latest_end_on: date | None,
    by: Actor,
    at: datetime,
) -> None:
    """Change how a process is called, what it says of itself and how long it runs."""
    outside = process.stages.exclude(
        starts_on__gte=starts_on, ends_on__lte=latest_end_on or ends_on
    ).order_by("number")
    for stage in outside[:1]:
        raise ProcessRefusedError(
            _(
                "%(stage)s runs from %(start)s to %(end)s and would lie outside the process. "
                "Reschedule it first or choose a longer period."
            )
            % {
                "stage": stage.short_name,
                "start": date_format(stage.starts_on),
                "end": date_format(stage.ends_on),
            }
        )
    process.name, process.summary = name, summary
    process.starts_on, process.ends_on = starts_on, ends_on
    process.latest_end_on = latest_end_on
    process.save(update_fields=["name", "summary", "starts_on", "ends_on", "latest_end_on"])
    tell(deed="process.edited", label=process.name, process=process, by=by, at=at)


@transaction.atomic
def publish_process(*, process: Process, by: Actor, at: datetime) -> None:
    """Let everybody read the process without signing in."""
    if process.is_public:
        return
    process.is_public = True
    process.save(update_fields=["is_public"])
    tell(deed="process.published", label=process.name, process=process, by=by, at=at)


@transaction.atomic
def unpublish_process(*, process: Process, by: Actor, at: datetime) -> None:
    """Let only the organisations of the region read the process again."""
    if not process.is_public:
        return
    process.is_public = False
    process.save(update_fields=["is_public"])
    tell(deed="process.unpublished", label=process.name, process=process, by=by, at=at)


def _refuse_a_name_in_use(region: Region, name: str) -> None:
    if region.processes.filter(name__iexact=name).exists():
        raise ProcessRefusedError(
            _("%(region)s has a process called “%(name)s” already. Choose another name.")
            % {"region": region.name, "name": name}
        )


def _free_key(wanted: str, name: str) -> str:
    """The key a new process is known by; refused when it is taken or cannot stand in an address."""
    taken = set(Process.objects.values_list("key", flat=True))
    if not wanted:
        return key_from(name, taken=taken)
    if wanted in taken:
        raise ProcessRefusedError(
            _("There is already a process with the key %(key)s. Choose another key.")
            % {"key": wanted}
        )
    if key_from(wanted) != wanted:
        raise ProcessRefusedError(
            _("“%(key)s” cannot stand in an address. Write it like this: %(better)s.")
            % {"key": wanted, "better": key_from(wanted, taken=taken)}
        )
    return wanted


def _add_stages(process: Process, template: Template) -> None:
    planned = zip(template.stages, windows(template, process.starts_on), strict=True)
    for number, (plan, window) in enumerate(planned, start=1):
        stage = Stage.objects.create(
            process=process,
            number=number,
            key=plan.key,
            name=plan.name,
            short_name=plan.short_name,
            act=plan.act,
            purpose=plan.purpose,
            closing_condition=plan.closing_condition,
            starts_on=window.starts_on,
            ends_on=window.ends_on,
            is_approximate=window.is_approximate,
        )
        _add_activities(stage, plan, source=template.source)


def _add_activities(stage: Stage, plan: StagePlan, *, source: str) -> None:
    Activity.objects.bulk_create(
        Activity(
            stage=stage,
            position=position,
            name=activity.name,
            description=activity.description,
            source=source,
        )
        for position, activity in enumerate(plan.activities, start=1)
    )


def _add_milestones(process: Process, template: Template) -> None:
    Milestone.objects.bulk_create(
        Milestone(
            process=process,
            key=plan.key,
            name=plan.name,
            planned_on=add_months(process.starts_on, plan.month),
            is_approximate=True,
            source=template.source,
        )
        for plan in template.milestones
    )


def _add_bodies(process: Process, plans: tuple[BodyPlan, ...]) -> None:
    made: dict[str, Body] = {}
    for position, plan in enumerate(plans, start=1):
        made[plan.key] = Body.objects.create(
            process=process,
            parent=made.get(plan.under),
            key=plan.key,
            name=plan.name,
            task=plan.task,
            rhythm=plan.rhythm,
            members=plan.members,
            position=position,
        )
