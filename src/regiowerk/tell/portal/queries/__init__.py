"""What the pages that look across rooms read."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.notices.queries import unread_of
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries.readers import read_by_everybody


def _counted(rows: QuerySet[Any], by: str) -> QuerySet[Any, Any]:
    """How many rows there are that have one value in common, as a query inside another one."""
    counted: QuerySet[Any, Any] = rows.order_by().values(by).annotate(number=Count("pk"))
    return counted.values("number")


_FOUND = Coalesce(
    Subquery(
        _counted(Finding.objects.filter(read_by_everybody(), process=OuterRef("pk")), "process")
    ),
    0,
    output_field=IntegerField(),
)


def _processes() -> QuerySet[Process]:
    return Process.objects.select_related("region__network", "region__regiopole", "programme")


def process_by_key(key: str) -> Process | None:
    return _processes().filter(key=key).first()


def process_of_actor(actor: Actor, email: str) -> Process | None:
    """The process one works in: the one of one's region that started last.

    Annotated with what every start page tells besides: its findings, and one's unread notices.
    """
    if actor.region_id is None:
        return None
    unread = Coalesce(Subquery(_counted(unread_of(email), "recipient")), 0)
    own = _processes().filter(region=actor.region_id).annotate(found=_FOUND, unread=unread)
    return own.order_by("-starts_on", "key").first()


def findings_in(process: Process) -> int:
    """How many findings everybody may read who reads the process; where it was read with the process, it is not asked again."""
    known: int | None = getattr(process, "found", None)
    return process.findings.filter(read_by_everybody()).count() if known is None else known


def public_processes() -> QuerySet[Process]:
    """What everybody may read, newest first."""
    return _processes().filter(is_public=True).order_by("-starts_on", "key")
