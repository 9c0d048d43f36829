from __future__ import annotations

from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.regions.models import Organisation, Region


def is_inside(actor: Actor, region: Region) -> bool:
    """Whether somebody acts for an organisation of this region."""
    return actor.is_system or (actor.region_id is not None and actor.region_id == region.pk)


def may_manage_region(actor: Actor, region: Region) -> bool:
    return actor.is_system or (is_inside(actor, region) and actor.role == Role.OFFICE)


def may_confirm_organisation(actor: Actor, region: Region, organisation: Organisation) -> bool:
    """An organisation's own people confirm what is written about it."""
    return (
        is_inside(actor, region)
        and actor.organisation_id == organisation.pk
        and actor.role in {Role.CONTACT, Role.HEAD, Role.OFFICE}
    )
