"""What the pages that look across rooms read."""

from __future__ import annotations

from django.db.models import QuerySet

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process


def _processes() -> QuerySet[Process]:
    return Process.objects.select_related("region__network", "region__regiopole", "programme")


def process_by_key(key: str) -> Process | None:
    return _processes().filter(key=key).first()


def process_of_actor(actor: Actor) -> Process | None:
    """The process one works in: the one of one's region that started last."""
    if actor.region_id is None:
        return None
    return _processes().filter(region=actor.region_id).order_by("-starts_on", "key").first()


def public_processes() -> QuerySet[Process]:
    """What everybody may read, newest first."""
    return _processes().filter(is_public=True).order_by("-starts_on", "key")
