"""The only doors through which a request reaches a region or an organisation."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.people.models import User
from regiowerk.ground.regions.models import Figure, Mandate, Membership, Organisation, Region
from regiowerk.ground.regions.permissions import (
    is_inside,
    may_confirm_organisation,
    may_manage_region,
)
from regiowerk.ground.regions.queries import mandates_of


class Request(HttpRequest):
    """A request as views see it: with the acting organisation and the moment it came in."""

    user: User
    actor: Actor
    mandates: list[Mandate]
    at: datetime


def region_for_reader(actor: Actor, key: str) -> Region:
    """A public region for everybody, any other for those inside; 404 keeps its existence to them."""
    region = Region.objects.select_related("network", "regiopole").filter(key=key).first()
    if region is None:
        raise Http404
    if not region.is_public and not is_inside(actor, region):
        raise Http404
    return region


def region_for_member(actor: Actor, key: str) -> Region:
    region = Region.objects.select_related("network", "regiopole").filter(key=key).first()
    if region is None:
        raise Http404
    if not is_inside(actor, region):
        raise Http404
    return region


def region_for_office(actor: Actor, key: str) -> Region:
    region = region_for_member(actor, key)
    if not may_manage_region(actor, region):
        raise PermissionDenied
    return region


def organisation_for_member(
    actor: Actor, region_key: str, organisation_key: str
) -> tuple[Region, Organisation]:
    """An organisation that has something to do with the region: a membership, a mandate, its lead."""
    region = region_for_member(actor, region_key)
    organisation = (
        Organisation.objects.select_related("district", "border")
        .defer("border__geometry")
        .filter(
            Exists(region.memberships.filter(organisation=OuterRef("pk")))
            | Exists(region.mandates.filter(organisation=OuterRef("pk")))
            | Q(pk=region.regiopole_id),
            key=organisation_key,
        )
        .first()
    )
    if organisation is None:
        raise Http404
    return region, organisation


def organisation_for_its_people(
    actor: Actor, region_key: str, organisation_key: str
) -> tuple[Region, Organisation]:
    region, organisation = organisation_for_member(actor, region_key, organisation_key)
    if not may_confirm_organisation(actor, region, organisation):
        raise PermissionDenied
    return region, organisation


def organisation_for_office(
    actor: Actor, region_key: str, organisation_key: str
) -> tuple[Region, Organisation]:
    region, organisation = organisation_for_member(actor, region_key, organisation_key)
    if not may_manage_region(actor, region):
        raise PermissionDenied
    return region, organisation


def newcomer_for_office(
    actor: Actor, region_key: str, organisation_key: str
) -> tuple[Region, Organisation]:
    """Any known organisation, for an office that wants to add it to its region."""
    region = region_for_office(actor, region_key)
    organisation = Organisation.objects.filter(key=organisation_key).first()
    if organisation is None:
        raise Http404
    return region, organisation


def figure_for_office(
    actor: Actor, region_key: str, organisation_key: str, figure_id: int
) -> tuple[Region, Organisation, Figure]:
    region, organisation = organisation_for_office(actor, region_key, organisation_key)
    figure = organisation.figures.filter(pk=figure_id).first()
    if figure is None:
        raise Http404
    return region, organisation, figure


def membership_for_office(actor: Actor, region_key: str, membership_id: int) -> Membership:
    region = region_for_office(actor, region_key)
    membership = region.memberships.select_related("organisation").filter(pk=membership_id).first()
    if membership is None:
        raise Http404
    membership.region = region
    return membership


def mandate_for_office(actor: Actor, region_key: str, mandate_id: int) -> Mandate:
    region = region_for_office(actor, region_key)
    mandates = region.mandates.select_related("organisation", "user")
    mandate = mandates.filter(pk=mandate_id).first()
    if mandate is None:
        raise Http404
    mandate.region = region
    return mandate


def mandate_of_user(user: User, at: datetime, mandate_id: str) -> Mandate:
    """One of the mandates somebody holds now; those of others do not exist to them."""
    mandate = next((m for m in mandates_of(user, at) if str(m.pk) == mandate_id), None)
    if mandate is None:
        raise Http404
    return mandate
