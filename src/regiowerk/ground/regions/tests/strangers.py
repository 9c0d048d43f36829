"""Tries one address as everybody who might ask for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.people.models import User
from regiowerk.ground.regions.models import Mandate, Region
from regiowerk.ground.regions.tests.factories import (
    a_mandate,
    a_member,
    a_municipality,
    a_region,
)


@dataclass(frozen=True)
class Crowd:
    """One user of each kind around a region."""

    region: Region
    office: User
    member: User
    outsider: User


def a_crowd(region: Region) -> Crowd:
    """The office at the regiopole, a contact of Nachbarstadt, and a contact of another region."""
    regiopole = a_municipality("05999001", "Mitte")
    Region.objects.filter(pk=region.pk).update(regiopole=regiopole)
    region.refresh_from_db()
    elsewhere = a_region("anderswo")
    return Crowd(
        region=region,
        office=a_mandate(region, regiopole, role=Role.OFFICE).user,
        member=a_member(region, "05999002"),
        outsider=a_member(elsewhere, "05999009"),
    )


def as_user(user: User | None) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def asked_by_all(crowd: Crowd, address: str, data: dict[str, object] | None = None) -> list[str]:
    """What everybody gets who looks at an address, or sends `data` to it; the office comes last."""
    people = (
        ("anonymous", None),
        ("outsider", crowd.outsider),
        ("member", crowd.member),
        ("office", crowd.office),
    )
    return [f"{name}: {_answer(as_user(user), address, data)}" for name, user in people]


def _answer(client: Client, address: str, data: dict[str, object] | None) -> str:
    response = client.get(address) if data is None else client.post(address, data)
    if response.status_code != 302:
        return str(response.status_code)
    is_sign_in = response.headers["Location"].startswith("/anmelden/")
    return "sign in" if is_sign_in else "302"


OFFICE_LOOKS = ["anonymous: sign in", "outsider: 404", "member: 403", "office: 200"]
OFFICE_ACTS = ["anonymous: sign in", "outsider: 404", "member: 403", "office: 302"]
INSIDERS_LOOK = ["anonymous: sign in", "outsider: 404", "member: 200", "office: 200"]


def mandate_of(user: User) -> Mandate:
    return Mandate.objects.get(user=user)
