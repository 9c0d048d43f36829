"""The doors of the pages that look across rooms."""

from __future__ import annotations

from django.http import Http404

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.access import process_for_reader
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation


def organisation_for_reader(
    actor: Actor, process_key: str, organisation_key: str
) -> tuple[Process, Organisation]:
    """A process one may read, and one of the organisations that ever belonged to its region."""
    process = process_for_reader(actor, process_key)
    organisation = (
        Organisation.objects.filter(key=organisation_key, memberships__region=process.region_id)
        .select_related("district")
        .distinct()
        .first()
    )
    if organisation is None:
        raise Http404
    return process, organisation
