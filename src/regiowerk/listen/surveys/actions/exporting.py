"""Answers leave the house, and the journal says so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.surveys.models import Wave

DEEDS: Sentences = {"answers.exported": _("%(who)s took answers out as a file: %(what)s.")}


@transaction.atomic
def export_answers(
    *, wave: Wave, file_name: str, organisations: int, by: Actor, at: datetime
) -> None:
    """Write down which file left, and the answers of how many organisations are in it."""
    survey = wave.survey
    process = survey.process
    journal.record(
        by=by,
        at=at,
        deed="answers.exported",
        label=f"{file_name} ({organisations})",
        address=reverse("surveys:exports", args=[process.key, survey.key, wave.number]),
        region=process.region.key,
        process=process.key,
    )
