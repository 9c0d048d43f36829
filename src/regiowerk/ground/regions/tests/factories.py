from __future__ import annotations

from datetime import date
from decimal import Decimal

from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.people.models import User
from regiowerk.ground.people.tests.factories import AT, a_user
from regiowerk.ground.regions import queries
from regiowerk.ground.regions.models import (
    Border,
    Figure,
    Mandate,
    Membership,
    Network,
    NetworkMember,
    Organisation,
    Region,
)


def a_region(key: str = "musterland", *, is_public: bool = False) -> Region:
    return Region.objects.create(key=key, name=key.capitalize(), is_public=is_public)


def a_municipality(ags: str = "05999004", name: str = "") -> Organisation:
    return Organisation.objects.create(
        key=f"ags-{ags}",
        ags=ags,
        name=name or f"Musterstadt {ags[-3:]}",
        designation="Stadt",
        kind=Organisation.Kind.MUNICIPALITY,
    )


def a_membership(region: Region, organisation: Organisation) -> Membership:
    return Membership.objects.create(
        region=region, organisation=organisation, from_on=date(2017, 1, 1), source="Beispiel"
    )


def a_mandate(
    region: Region,
    organisation: Organisation,
    *,
    role: Role = Role.CONTACT,
    user: User | None = None,
) -> Mandate:
    return Mandate.objects.create(
        user=user or a_user(f"{role}-{organisation.pk}@{region.key}.example.org"),
        organisation=organisation,
        region=region,
        role=role,
        from_on=date(2021, 1, 1),
        granted_at=AT,
        granted_by="Regiowerk",
    )


def a_member(region: Region, ags: str = "05999004", *, role: Role = Role.CONTACT) -> User:
    """A user acting for a municipality of the region."""
    organisation = Organisation.objects.filter(ags=ags).first() or a_municipality(ags)
    if not region.memberships.filter(organisation=organisation).exists():
        a_membership(region, organisation)
    return a_mandate(region, organisation, role=role).user


def an_actor(user: User) -> Actor:
    return queries.actor_of(user, at=AT, chosen_mandate=None)


def a_district(key: str = "05999", name: str = "") -> Organisation:
    return Organisation.objects.create(
        key=f"kreis-{key}",
        name=name or f"Musterkreis {key}",
        designation="Kreis",
        kind=Organisation.Kind.DISTRICT,
    )


def a_figure(
    organisation: Organisation,
    value: str = "16130",
    *,
    indicator: Figure.Indicator = Figure.Indicator.POPULATION,
    measured_on: date | None = date(2020, 12, 31),
    precision: Figure.Precision = Figure.Precision.EXACT,
    source: str = "Statistisches Landesamt",
) -> Figure:
    return Figure.objects.create(
        organisation=organisation,
        value=Decimal(value),
        indicator=indicator,
        measured_on=measured_on,
        precision=precision,
        source=source,
    )


def a_network(key: str = "musternetz") -> Network:
    return Network.objects.create(key=key, name=key.capitalize())


def a_network_member(
    network: Network, organisation: Organisation, position: int = 1
) -> NetworkMember:
    return NetworkMember.objects.create(
        network=network, organisation=organisation, position=position
    )


def a_border(organisation: Organisation) -> Border:
    ring = "[[[8.0,51.0],[8.1,51.0],[8.1,51.1],[8.0,51.0]]]"
    return Border.objects.create(
        organisation=organisation,
        geometry=f'{{"type":"Polygon","coordinates":{ring}}}',
        attribution="Amt für Vermessung",
        imported_at=AT,
    )
