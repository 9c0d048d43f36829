from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.regions.models import Mandate, Membership, Organisation, Region


def mandates_in(region: Region) -> QuerySet[Mandate]:
    """Who may or might act for whom in a region: the office first, then by organisation."""
    return (
        region.mandates.select_related("organisation", "user")
        .annotate(is_office=Q(role=Role.OFFICE))
        .order_by("-is_office", "organisation__name", "role", "from_on", "pk")
    )


def matching_mandates(mandates: QuerySet[Mandate], words: str) -> QuerySet[Mandate]:
    """Those whose person or organisation has every word in its name."""
    for word in words.split():
        mandates = mandates.filter(
            Q(organisation__name__icontains=word)
            | Q(user__name__icontains=word)
            | Q(user__email__icontains=word)
        )
    return mandates


def memberships_in(region: Region, words: str = "") -> QuerySet[Membership]:
    """All memberships a region ever had, by organisation, those with every word in the name."""
    memberships = region.memberships.select_related("organisation__district")
    for word in words.split():
        memberships = memberships.filter(
            Q(organisation__name__icontains=word)
            | Q(organisation__designation__icontains=word)
            | Q(organisation__ags__startswith=word)
        )
    return memberships.order_by("organisation__name", "organisation__key", "from_on", "pk")


def organisations_to_add(region: Region, on: date, words: str) -> QuerySet[Organisation]:
    """Known organisations without a running or coming membership in the region."""
    running = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on), region=region, organisation=OuterRef("pk")
    )
    found = Organisation.objects.filter(~Exists(running)).select_related("district")
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word) | Q(designation__icontains=word) | Q(ags__startswith=word)
        )
    return found.order_by("name", "key")
