"""The doors of the pages that look across rooms."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.access import process_for_member, process_for_reader
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process
from regiowerk.ground.regions.models import Organisation


def organisation_for_reader(
    actor: Actor, process_key: str, organisation_key: str
) -> tuple[Process, Organisation]:
    """A process one may read, and an organisation that belonged to its region or accompanies it."""
    process = process_for_reader(actor, process_key)
    return process, _organisation(process, organisation_key)


def _organisation(process: Process, organisation_key: str) -> Organisation:
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
    return organisation


def organisation_for_itself(
    actor: Actor, process_key: str, organisation_key: str
) -> tuple[Process, Organisation]:
    """An organisation for its own people and for the office: what it answered is between them."""
    process = process_for_member(actor, process_key)
    organisation = _organisation(process, organisation_key)
    if actor.organisation_id != organisation.pk and not may_run_process(actor, process):
        raise PermissionDenied
    return process, organisation
