from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from regiowerk.decide.ballots.models import Round
from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor


def tell(deed: str, round: Round, by: Actor, at: datetime, label: str = "") -> None:
    """Write a deed about a round into the journal."""
    process = round.process
    journal.record(
        by=by,
        at=at,
        deed=deed,
        label=label or round.title,
        address=reverse("ballots:round", args=[process.key, round.key]),
        region=process.region.key,
        process=process.key,
    )
