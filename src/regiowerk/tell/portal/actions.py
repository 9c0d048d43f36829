from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regiowerk.ground.journal.actions import record
from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.queries import outline_of
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.ground.regions.models import Mandate
from regiowerk.tell.portal.documents import reminder
from regiowerk.tell.portal.queries.history import DEEDS
from regiowerk.tell.portal.queries.turns import Turns

__all__ = ["DEEDS", "remind"]

AT_ONCE = 200  # organisations reminded by one press; the longest silence first


@transaction.atomic
def remind(*, process: Process, by: Actor, at: datetime) -> int:
    """Queue one mail a day for everybody who can take an open step; return how many were queued."""
    day = timezone.localdate(at)
    steps = [step for turn in Turns(outline_of(process, day))[:AT_ONCE] for step in turn.steps]
    queued = 0
    for step, mandate in _addressees(process, steps, at, by):
        letter = reminder(
            process, step, language=mandate.user.language, office=by.organisation_label
        )
        once = f"reminder:{process.key}:{step.organisation_key}:{step.key}:{mandate.user_id}:{day}"
        mail = queue_mail(
            to=mandate.user.email, subject=letter.subject, text=letter.text, once_key=once, at=at
        )
        queued += mail is not None
    if queued:
        address = reverse("portal:open_steps", args=[process.key])
        record(
            by=by,
            at=at,
            deed="process.reminded",
            label=process.name,
            address=address,
            region=process.region.key,
            process=process.key,
        )
    return queued


def _addressees(
    process: Process, steps: Iterable[OpenStep], at: datetime, by: Actor
) -> Iterator[tuple[OpenStep, Mandate]]:
    """Who can take each step; the office does not remind itself."""
    asked = [
        step
        for step in steps
        if not step.waits_for_office and step.organisation_id != by.organisation_id
    ]
    mandates = (
        Mandate.objects.in_force(timezone.localdate(at))
        .filter(
            region=process.region_id,
            organisation__in={step.organisation_id for step in asked},
            role__in=[Role.CONTACT, Role.HEAD],
            user__is_active=True,
        )
        .select_related("user")
        .order_by("organisation", "pk")
    )
    of_organisation: dict[int, list[Mandate]] = {}
    for mandate in mandates:
        of_organisation.setdefault(mandate.organisation_id, []).append(mandate)
    for step in asked:
        for mandate in of_organisation.get(step.organisation_id, ()):
            yield step, mandate
