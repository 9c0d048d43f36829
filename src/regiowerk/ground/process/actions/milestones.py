from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.actions.record import tell
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.models import Milestone, Process


class MilestoneRefusedError(Exception):
    """A milestone that cannot be reached or reopened like this; the text says why."""


@transaction.atomic
def add_milestone(
    *,
    process: Process,
    name: str,
    planned_on: date,
    is_approximate: bool = False,
    source: str = "",
    by: Actor,
    at: datetime,
) -> Milestone:
    """Plan a dated event of the process."""
    Process.objects.select_for_update().get(pk=process.pk)
    milestone = Milestone.objects.create(
        process=process,
        key=key_from(name, taken=set(process.milestones.values_list("key", flat=True))),
        name=name,
        planned_on=planned_on,
        is_approximate=is_approximate,
        source=source,
    )
    tell(deed="milestone.added", label=name, process=process, by=by, at=at)
    return milestone


@transaction.atomic
def edit_milestone(
    *,
    milestone: Milestone,
    name: str,
    planned_on: date,
    is_approximate: bool,
    source: str,
    by: Actor,
    at: datetime,
) -> None:
    """Change what a milestone is called and when it is planned."""
    milestone.name, milestone.planned_on = name, planned_on
    milestone.is_approximate, milestone.source = is_approximate, source
    milestone.save(update_fields=["name", "planned_on", "is_approximate", "source"])
    tell(deed="milestone.edited", label=name, process=milestone.process, by=by, at=at)


@transaction.atomic
def reach_milestone(*, milestone: Milestone, reached_on: date, by: Actor, at: datetime) -> None:
    """Say that a milestone has been reached, and on which day."""
    if reached_on > timezone.localdate(at):
        raise MilestoneRefusedError(
            _("%(day)s has not come yet. A milestone can be marked on its day or afterwards.")
            % {"day": date_format(reached_on)}
        )
    milestone.reached_on, milestone.reached_by = reached_on, by.label
    milestone.save(update_fields=["reached_on", "reached_by"])
    process = milestone.process
    tell(deed="milestone.reached", label=milestone.name, process=process, by=by, at=at)


@transaction.atomic
def reopen_milestone(*, milestone: Milestone, by: Actor, at: datetime) -> None:
    """Take back that a milestone has been reached."""
    if milestone.reached_on is None:
        return
    milestone.reached_on, milestone.reached_by = None, ""
    milestone.save(update_fields=["reached_on", "reached_by"])
    process = milestone.process
    tell(deed="milestone.reopened", label=milestone.name, process=process, by=by, at=at)


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: Actor, at: datetime) -> None:
    """Take a milestone out of the plan."""
    process = milestone.process
    milestone.delete()
    tell(deed="milestone.removed", label=milestone.name, process=process, by=by, at=at)
