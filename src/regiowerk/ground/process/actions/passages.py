from __future__ import annotations

from datetime import datetime

from django.db import transaction

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.actions import places
from regiowerk.ground.process.actions.record import tell
from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.models import Passage, Process


@transaction.atomic
def add_passage(
    *,
    process: Process,
    topic: str,
    statement: str,
    source: str = "",
    source_url: str = "",
    by: Actor,
    at: datetime,
) -> Passage:
    """Write a statement on one matter of the process, behind those already there."""
    Process.objects.select_for_update().get(pk=process.pk)
    passage = Passage.objects.create(
        process=process,
        topic=topic,
        position=places.last_position(process.passages.filter(topic=topic)),
        statement=statement,
        source=source,
        source_url=source_url,
    )
    _tell("passage.added", passage, by, at)
    return passage


@transaction.atomic
def edit_passage(
    *,
    passage: Passage,
    topic: str,
    statement: str,
    source: str,
    source_url: str,
    by: Actor,
    at: datetime,
) -> None:
    """Change a statement; under another topic it comes last."""
    if topic != passage.topic:
        Process.objects.select_for_update().get(pk=passage.process_id)
        others = Passage.objects.filter(process=passage.process_id, topic=topic)
        passage.topic, passage.position = topic, places.last_position(others)
    passage.statement, passage.source, passage.source_url = statement, source, source_url
    passage.save(update_fields=["topic", "position", "statement", "source", "source_url"])
    _tell("passage.edited", passage, by, at)


@transaction.atomic
def move_passage(*, passage: Passage, direction: Direction, by: Actor, at: datetime) -> None:
    """Put a statement one place further up or down within its topic."""
    siblings = Passage.objects.filter(process=passage.process_id, topic=passage.topic)
    places.move(items=siblings, item=passage, direction=direction)
    _tell("passage.moved", passage, by, at)


@transaction.atomic
def remove_passage(*, passage: Passage, by: Actor, at: datetime) -> None:
    """Take a statement out."""
    passage.delete()
    _tell("passage.removed", passage, by, at)


def _tell(deed: str, passage: Passage, by: Actor, at: datetime) -> None:
    tell(
        deed=deed,
        label=passage.statement,
        process=passage.process,
        by=by,
        at=at,
        page="process:edit_passages",
    )
