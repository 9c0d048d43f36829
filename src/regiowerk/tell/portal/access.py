"""The doors of the pages that look across rooms."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.access import process_for_reader
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation


def organisation_for_reader(
    actor: Actor, process_key: str, organisation_key: str
) -> tuple[Process, Organisation]:
    """A process one may read, and an organisation that belonged to its region or accompanies it."""
    process = process_for_reader(actor, process_key)
    organisation = (
        Organisation.objects.filter(
            Q(memberships__region=process.region_id) | Q(mandates__region=process.region_id),
            key=organisation_key,
        )
        .select_related("district")
        .distinct()
        .first()
    )
    if organisation is None:
        raise Http404
    return process, organisation
