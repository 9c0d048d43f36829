"""Mails of a wave that came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

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


def with_problem(participations: QuerySet[Participation]) -> QuerySet[Participation]:
    """Each with `problem`: what the mail server said when the last mail to its coordinator came back."""
    returned = _returned().filter(to=OuterRef("coordinator_email")).order_by("-given_up_at", "-pk")
    return participations.annotate(problem=Subquery(returned.values("problem")[:1]))


def _bounces(coordinators: QuerySet[Participation], holders: QuerySet[Link]) -> dict[str, Bounce]:
    returned = _returned().filter(
        Q(to__in=coordinators.values("coordinator_email")) | Q(to__in=holders.values("email"))
    )
    found = returned.order_by("given_up_at", "pk").values_list("to", "problem", "given_up_at")
    return {to: Bounce(to, problem, since) for to, problem, since in found if since}


def _returned() -> QuerySet[Mail]:
    """Mails that did not arrive, and none to the same address has since."""
    reached = Mail.objects.filter(to=OuterRef("to"), sent_at__gt=OuterRef("given_up_at"))
    return Mail.objects.filter(~Exists(reached), given_up_at__isnull=False)
