from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.regions.actions.mandates import refuse_to_lose_the_office
from regiowerk.ground.regions.actions.record import RefusedError, tell
from regiowerk.ground.regions.domain import keys
from regiowerk.ground.regions.models import Mandate, Membership, Organisation, Region

SOURCE_LENGTH = 300
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class MembershipRefusedError(RefusedError):
    """A membership that cannot begin or end so, with the reason as a sentence."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is said about a membership when it begins."""

    kind: Membership.Kind
    from_on: date | None  # unknown: as long as anybody remembers
    is_confirmed: bool
    source: str
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """What is said about an organisation when it becomes known."""

    name: str
    designation: str
    kind: Organisation.Kind
    ags: str = ""  # the 8 digits of a municipality, the 5 of a district
    ars: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    website: str = ""


@transaction.atomic
def add_membership(
    *, region: Region, organisation: Organisation, terms: Terms, by: Actor, at: datetime
) -> Membership:
    """Begin the membership of an organisation that is known already."""
    _locked(region)
    _refuse_overlap(region, organisation, terms.from_on)
    membership = Membership.objects.create(
        region=region,
        organisation=organisation,
        kind=terms.kind,
        from_on=terms.from_on,
        is_confirmed=terms.is_confirmed,
        source=terms.source,
        source_url=terms.source_url,
    )
    _tell("membership.added", membership, by, at)
    return membership


@transaction.atomic
def add_organisation(
    *, region: Region, facts: NewOrganisation, terms: Terms, by: Actor, at: datetime
) -> Membership:
    """Make an organisation known and begin its membership; refused when its AGS is known."""
    _refuse_twin(facts)
    organisation = Organisation.objects.create(
        key=_key(facts),
        name=facts.name,
        designation=facts.designation,
        kind=facts.kind,
        ags=facts.ags if facts.kind == Organisation.Kind.MUNICIPALITY else None,
        ars=facts.ars,
        district=_district(facts),
        latitude=facts.latitude,
        longitude=facts.longitude,
        website=facts.website,
        source=terms.source,
    )
    _gather_municipalities(organisation)
    tell(
        deed="organisation.added",
        label=str(organisation),
        region=region,
        organisation=organisation,
        by=by,
        at=at,
    )
    return add_membership(region=region, organisation=organisation, terms=terms, by=by, at=at)


@transaction.atomic
def end_membership(
    *, membership: Membership, until_on: date, source: str, by: Actor, at: datetime
) -> None:
    """End a membership on a day, and with it the mandates for its organisation."""
    region = _locked(membership.region)
    membership = Membership.objects.select_related("organisation", "region").get(pk=membership.pk)
    if membership.until_on is not None and membership.until_on <= until_on:
        raise MembershipRefusedError(_("This membership ends earlier already."))
    if membership.from_on is not None and until_on < membership.from_on:
        raise MembershipRefusedError(_("The last day lies before the first."))
    sources = _joined(membership.source, source)
    mandates = mandates_that_end_with(membership, until_on)
    refuse_to_lose_the_office(region, mandates, until_on)
    mandates.filter(from_on__gt=until_on).delete()
    mandates.update(until_on=until_on)
    membership.until_on, membership.source = until_on, sources
    membership.save(update_fields=["until_on", "source"])
    _tell("membership.ended", membership, by, at)


@transaction.atomic
def confirm_membership(*, membership: Membership, by: Actor, at: datetime) -> None:
    """Mark a membership as certain."""
    _mark(membership, True)
    _tell("membership.confirmed", membership, by, at)


@transaction.atomic
def doubt_membership(*, membership: Membership, by: Actor, at: datetime) -> None:
    """Mark a membership as not confirmed."""
    _mark(membership, False)
    _tell("membership.doubted", membership, by, at)


def mandates_that_end_with(membership: Membership, until_on: date) -> QuerySet[Mandate]:
    """The mandates that would outlive a membership ended on a day."""
    others = Membership.objects.filter(
        region=membership.region_id, organisation=membership.organisation_id
    ).exclude(pk=membership.pk)
    if others.filter(Q(until_on__isnull=True) | Q(until_on__gt=until_on)).exists():
        return Mandate.objects.none()
    return Mandate.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=until_on),
        region=membership.region_id,
        organisation=membership.organisation_id,
    )


def _mark(membership: Membership, is_confirmed: bool) -> None:
    membership.is_confirmed = is_confirmed
    membership.save(update_fields=["is_confirmed"])


def _locked(region: Region) -> Region:
    """The region, kept from others until the deed is done: two clerks may click at once."""
    return Region.objects.select_for_update().get(pk=region.pk)


def _refuse_overlap(region: Region, organisation: Organisation, from_on: date | None) -> None:
    memberships = Membership.objects.filter(region=region, organisation=organisation)
    if from_on is not None:
        memberships = memberships.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on))
    if memberships.exists():
        raise MembershipRefusedError(
            _("%(organisation)s has a membership in that time already.")
            % {"organisation": organisation}
        )


def _joined(source: str, addition: str) -> str:
    """Both sources, of the beginning and of the end."""
    if addition in source:
        return source
    joined = f"{source}; {addition}" if source else addition
    if len(joined) > SOURCE_LENGTH:
        raise MembershipRefusedError(
            _("Together with the source of the beginning this is too long. Please shorten it.")
        )
    return joined


def _refuse_twin(facts: NewOrganisation) -> None:
    known = None
    if facts.kind == Organisation.Kind.MUNICIPALITY:
        known = Organisation.objects.filter(ags=facts.ags).first()
    elif facts.kind == Organisation.Kind.DISTRICT:
        known = Organisation.objects.filter(key=keys.district_key(facts.ags)).first()
    if known is not None:
        raise MembershipRefusedError(
            _("The key %(ags)s belongs to %(organisation)s, which is known already. Choose it.")
            % {"ags": facts.ags, "organisation": known}
        )


def _key(facts: NewOrganisation) -> str:
    if facts.kind == Organisation.Kind.MUNICIPALITY:
        return keys.municipality_key(facts.ags)
    if facts.kind == Organisation.Kind.DISTRICT:
        return keys.district_key(facts.ags)
    words = slugify(facts.name.casefold().translate(_GERMAN))[:50].strip("-")
    return _free(words or facts.kind)


def _free(key: str) -> str:
    taken = set(Organisation.objects.filter(key__startswith=key).values_list("key", flat=True))
    number, free = 2, key
    while free in taken:
        number, free = number + 1, f"{key}-{number}"
    return free


def _district(facts: NewOrganisation) -> Organisation | None:
    if facts.kind != Organisation.Kind.MUNICIPALITY:
        return None
    return Organisation.objects.filter(key=keys.district_key(facts.ags)).first()


def _gather_municipalities(district: Organisation) -> None:
    """Put the municipalities that were known before their district under it."""
    if district.kind != Organisation.Kind.DISTRICT:
        return
    digits = district.key.removeprefix(keys.district_key(""))
    Organisation.objects.filter(
        kind=Organisation.Kind.MUNICIPALITY, ags__startswith=digits, district=None
    ).update(district=district)


def _tell(deed: str, membership: Membership, by: Actor, at: datetime) -> None:
    tell(
        deed=deed,
        label=str(membership.organisation),
        region=membership.region,
        by=by,
        at=at,
    )
