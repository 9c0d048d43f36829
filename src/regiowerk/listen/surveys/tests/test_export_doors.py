"""Who may take answers out, and who may fill them in beforehand: the office, nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.regions.tests.factories import a_mandate
from regiowerk.ground.regions.tests.strangers import as_user

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/rathaus/1/"
PAGES = ("antworten/", "vorbelegen/", "vorbelegen/vorlage/")
DEEDS = ("antworten/csv/", "antworten/xlsx/", "vorbelegen/eintragen/")


@pytest.mark.parametrize(
    ("page", "method"), [(p, "get") for p in PAGES] + [(p, "post") for p in DEEDS]
)
def test_only_the_office_comes_in(crowd, participation, page, method):
    own = participation.organisation
    head = a_mandate(crowd.region, own, role=Role.HEAD).user
    contact = a_mandate(crowd.region, own, role=Role.CONTACT).user
    found = [
        getattr(as_user(user), method)(f"{HOME}{page}").status_code
        for user in (crowd.office, head, contact, crowd.member, crowd.outsider)
    ]

    assert found == [200 if method == "get" else 302, 403, 403, 403, 404]


@pytest.mark.parametrize(
    ("page", "method"), [(p, "get") for p in PAGES] + [(p, "post") for p in DEEDS]
)
def test_strangers_sign_in_first(participation, page, method):
    response = getattr(Client(), method)(f"{HOME}{page}")

    assert (response.status_code, "/anmelden/" in response.headers["Location"]) == (302, True)


def test_a_wave_that_is_not_there_has_no_answers(office, participation):
    assert office.get("/verfahren/muster/befragungen/rathaus/9/antworten/").status_code == 404
