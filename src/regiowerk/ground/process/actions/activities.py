from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.actions import places
from regiowerk.ground.process.actions.record import tell
from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.models import Activity, Stage


@transaction.atomic
def add_activity(
    *,
    stage: Stage,
    name: str,
    description: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    is_approximate: bool = False,
    source: str = "",
    by: Actor,
    at: datetime,
) -> Activity:
    """Plan something to be done inside a stage, behind what is already planned."""
    Stage.objects.select_for_update().get(pk=stage.pk)
    activity = Activity.objects.create(
        stage=stage,
        position=places.last_position(stage.activities.all()),
        name=name,
        description=description,
        starts_on=starts_on,
        ends_on=ends_on,
        is_approximate=is_approximate,
        source=source,
    )
    tell(deed="activity.added", label=name, process=stage.process, by=by, at=at)
    return activity


@transaction.atomic
def edit_activity(
    *,
    activity: Activity,
    name: str,
    description: str,
    starts_on: date | None,
    ends_on: date | None,
    is_approximate: bool,
    source: str,
    by: Actor,
    at: datetime,
) -> None:
    """Change what an activity is and when it takes place."""
    activity.name, activity.description, activity.source = name, description, source
    activity.starts_on, activity.ends_on = starts_on, ends_on
    activity.is_approximate = is_approximate
    activity.save(
        update_fields=["name", "description", "source", "starts_on", "ends_on", "is_approximate"]
    )
    tell(deed="activity.edited", label=name, process=activity.stage.process, by=by, at=at)


@transaction.atomic
def move_activity(*, activity: Activity, direction: Direction, by: Actor, at: datetime) -> None:
    """Put an activity one place further up or down in its stage."""
    places.move(items=activity.stage.activities.all(), item=activity, direction=direction)
    process = activity.stage.process
    tell(deed="activity.moved", label=activity.name, process=process, by=by, at=at)


@transaction.atomic
def remove_activity(*, activity: Activity, by: Actor, at: datetime) -> None:
    """Take an activity out of the plan."""
    process = activity.stage.process
    activity.delete()
    tell(deed="activity.removed", label=activity.name, process=process, by=by, at=at)
