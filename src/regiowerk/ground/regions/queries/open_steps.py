from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.ground.regions.models import Mandate, Membership, Region
from regiowerk.ground.regions.queries.members import member_organisations

MINUTES = 5
ANSWERING = (Role.CONTACT, Role.HEAD, Role.OFFICE)


def open_steps(
    region: Region,
    on: date,
    *,
    limit: int | None = None,
    organisation: int | None = None,
    without: Collection[int] = (),
) -> tuple[OpenStep, ...]:
    """Members that never confirmed what is written about them, the longest silence first.

    With `organisation` (its id) only the steps of that one, with `without` (ids) none of those.

    Silence is counted from the day somebody could answer for the member.  Where nobody was invited
    yet it is the office that is waited for; those members come last.
    """
    rows = _silent(region, on)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    rows = (
        rows.exclude(organisation__in=without)
        .select_related("organisation")
        .annotate(asked_on=_asked_on(region, on))
        .order_by(F("asked_on").asc(nulls_last=True), "organisation__name", "pk")
    )
    return tuple(_step(region, membership, on) for membership in rows[:limit])


def count_open_steps(region: Region, on: date) -> int:
    """How many steps `open_steps` would list."""
    return silence_of(region, on).silent


@dataclass(frozen=True, slots=True)
class Silence:
    """How many member organisations there are, and how many never confirmed what is written."""

    members: int
    silent: int
    others: int  # silent, without those that are listed elsewhere


def silence_of(region: Region, on: date, *, without: Collection[int] = ()) -> Silence:
    """How many members have answered so far, in one query."""
    is_silent = Q(organisation__confirmed_at__isnull=True)
    counts = member_organisations(region, on).aggregate(
        members=Count("pk"),
        silent=Count("pk", filter=is_silent),
        others=Count("pk", filter=is_silent & ~Q(organisation__in=without)),
    )
    return Silence(**counts)


def _silent(region: Region, on: date) -> QuerySet[Membership]:
    return member_organisations(region, on).filter(organisation__confirmed_at__isnull=True)


def _asked_on(region: Region, on: date) -> Subquery:
    """Since when somebody may answer for the organisation of a membership."""
    return Subquery(
        Mandate.objects.in_force(on)
        .filter(organisation=OuterRef("organisation"), region=region, role__in=ANSWERING)
        .order_by()
        .values("organisation")
        .annotate(first=Min("from_on"))
        .values("first")
    )


def _step(region: Region, membership: Membership, on: date) -> OpenStep:
    organisation = membership.organisation
    asked_on: date | None = membership.asked_on  # type: ignore[attr-defined]
    reason = (
        _("Only you can say whether the facts and figures about you are right.")
        if asked_on
        else _("Nobody has been invited to answer for this organisation yet.")
    )
    return OpenStep(
        organisation_id=organisation.pk,
        organisation_key=organisation.key,
        organisation_label=str(organisation),
        key="confirm",
        label=_("Check what is written about you"),
        reason=reason,
        address=reverse("regions:profile", args=[region.key, organisation.key]),
        since=asked_on or membership.from_on or on,
        due_on=None,
        minutes=MINUTES,
        waits_for_office=asked_on is None,
    )
