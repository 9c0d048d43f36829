from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process


def tell(
    *, deed: str, label: str, process: Process, by: Actor, at: datetime, page: str = "process:plan"
) -> None:
    """Write a deed of this process into the journal, with the page on which it can be seen."""
    journal.record(
        by=by,
        at=at,
        deed=deed,
        label=label,
        address=reverse(page, args=[process.key]),
        region=process.region.key,
        process=process.key,
    )
