"""The only doors through which a request reaches a region or an organisation."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.regions.models import Region
from regiowerk.ground.regions.permissions import is_inside, may_manage_region


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
