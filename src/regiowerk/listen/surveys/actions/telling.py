"""How the deeds of a participation are told in the journal."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.sections import label_of


def tell(deed: str, participation: Participation, label: str, by: Actor, at: datetime) -> None:
    """Write down a deed, with the way to the participation."""
    wave = participation.wave
    process = wave.survey.process
    address = reverse(
        "surveys:overview",
        args=[process.key, wave.survey.key, wave.number, participation.organisation.key],
    )
    journal.record(
        by=by,
        at=at,
        deed=deed,
        label=label,
        address=address,
        region=process.region.key,
        process=process.key,
    )


def tell_section(
    deed: str, participation: Participation, section: str, by: Actor, at: datetime
) -> None:
    """Write down a deed about one section, by its label."""
    label = f"{participation.organisation}, {label_of(participation, section)}"
    tell(deed, participation, label, by, at)
