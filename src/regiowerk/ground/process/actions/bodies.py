from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.actions import places
from regiowerk.ground.process.actions.record import tell
from regiowerk.ground.process.domain import tree
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.models import Body, Process


class BodyRefusedError(Exception):
    """A body that cannot stand there or go; the text says why."""


@transaction.atomic
def add_body(
    *,
    process: Process,
    name: str,
    parent: Body | None = None,
    task: str = "",
    rhythm: str = "",
    members: str = "",
    source: str = "",
    by: Actor,
    at: datetime,
) -> Body:
    """Set up a group that steers, accompanies or carries out."""
    Process.objects.select_for_update().get(pk=process.pk)
    body = Body.objects.create(
        process=process,
        parent=parent,
        key=key_from(name, taken=set(process.bodies.values_list("key", flat=True))),
        name=name,
        task=task,
        rhythm=rhythm,
        members=members,
        source=source,
        position=places.last_position(process.bodies.all()),
    )
    _tell("body.added", body, by, at)
    return body


@transaction.atomic
def edit_body(
    *,
    body: Body,
    name: str,
    parent: Body | None,
    task: str,
    rhythm: str,
    members: str,
    source: str,
    by: Actor,
    at: datetime,
) -> None:
    """Change a body and what it stands under."""
    parents = dict(
        Body.objects.select_for_update()
        .filter(process=body.process_id)
        .values_list("pk", "parent_id")
    )
    try:
        tree.check_parent(parents, of=body.pk, under=parent.pk if parent else None)
    except tree.CircleError:
        raise BodyRefusedError(
            _("“%(body)s” cannot stand under itself or under a body that stands under it.")
            % {"body": body.name}
        ) from None
    body.name, body.parent, body.task = name, parent, task
    body.rhythm, body.members, body.source = rhythm, members, source
    body.save(update_fields=["name", "parent", "task", "rhythm", "members", "source"])
    _tell("body.edited", body, by, at)


@transaction.atomic
def move_body(*, body: Body, direction: Direction, by: Actor, at: datetime) -> None:
    """Put a body one place further up or down among those under the same body."""
    places.move(
        items=Body.objects.filter(process=body.process_id, parent=body.parent_id),
        item=body,
        direction=direction,
    )
    _tell("body.moved", body, by, at)


@transaction.atomic
def remove_body(*, body: Body, by: Actor, at: datetime) -> None:
    """Take a body out; refused while others stand under it."""
    below = body.children.count()
    if below:
        text = ngettext(
            "%(count)d body still stands under “%(body)s”. Put it elsewhere first.",
            "%(count)d bodies still stand under “%(body)s”. Put them elsewhere first.",
            below,
        )
        raise BodyRefusedError(text % {"count": below, "body": body.name})
    body.delete()
    _tell("body.removed", body, by, at)


def _tell(deed: str, body: Body, by: Actor, at: datetime) -> None:
    tell(deed=deed, label=body.name, process=body.process, by=by, at=at, page="process:bodies")
