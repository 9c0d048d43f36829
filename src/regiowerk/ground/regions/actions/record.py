from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.regions.models import Organisation, Region


class RefusedError(Exception):
    """A deed that cannot be done now, with the reason as a sentence."""


def tell(
    *,
    deed: str,
    label: str,
    region: Region,
    by: Actor,
    at: datetime,
    organisation: Organisation | None = None,
    page: str = "regions:members",
) -> None:
    """Write a deed into the journal of a region, with the page on which it can be seen."""
    address = (
        reverse("regions:profile", args=[region.key, organisation.key])
        if organisation
        else reverse(page, args=[region.key])
    )
    journal.record(by=by, at=at, deed=deed, label=label, address=address, region=region.key)
