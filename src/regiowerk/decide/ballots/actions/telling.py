from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from regiowerk.decide.ballots.models import Bundle, Round
from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process


def tell(deed: str, round: Round, by: Actor, at: datetime, label: str = "") -> None:
    """Write a deed about a round into the journal."""
    address = reverse("ballots:round", args=[round.process.key, round.key])
    _record(deed, round.process, label or round.title, address, by, at)


def tell_of_bundle(deed: str, bundle: Bundle, by: Actor, at: datetime) -> None:
    """Write a deed about several rounds into the journal."""
    address = reverse("ballots:rounds", args=[bundle.process.key])
    _record(deed, bundle.process, bundle.title, address, by, at)


def _record(deed: str, process: Process, label: str, address: str, by: Actor, at: datetime) -> None:
    journal.record(
        by=by,
        at=at,
        deed=deed,
        label=label,
        address=address,
        region=process.region.key,
        process=process.key,
    )
