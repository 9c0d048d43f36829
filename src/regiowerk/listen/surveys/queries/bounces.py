"""Mails of a wave that came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from regiowerk.ground.notices.models import Mail
from regiowerk.listen.surveys.models import Link, Participation, Wave


@dataclass(frozen=True, slots=True)
class Bounce:
    """An address that takes no mail: since when, and what the mail server said."""

    to: str
    problem: str
    since: datetime


def bounces_of(wave: Wave) -> dict[str, Bounce]:
    """By address: who coordinates, writes or signs in this wave and was not reached by the last mail."""
    coordinators = Participation.objects.filter(wave=wave).exclude(coordinator_email="")
    holders = Link.objects.filter(participation__wave=wave, revoked_at__isnull=True)
    return _bounces(coordinators, holders)


def bounces_at(participation: Participation) -> dict[str, Bounce]:
    """The same for one organisation."""
    itself = Participation.objects.filter(pk=participation.pk).exclude(coordinator_email="")
    holders = Link.objects.filter(participation=participation, revoked_at__isnull=True)
    return _bounces(itself, holders)


def _bounces(coordinators: QuerySet[Participation], holders: QuerySet[Link]) -> dict[str, Bounce]:
    reached = Mail.objects.filter(to=OuterRef("to"), sent_at__gt=OuterRef("given_up_at"))
    returned = Mail.objects.filter(
        Q(to__in=coordinators.values("coordinator_email")) | Q(to__in=holders.values("email")),
        ~Exists(reached),
        given_up_at__isnull=False,
    )
    found = returned.order_by("given_up_at", "pk").values_list("to", "problem", "given_up_at")
    return {to: Bounce(to, problem, since) for to, problem, since in found if since}
