import pytest
from django.urls import reverse

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.regions.tests.factories import a_member, a_region
from regiowerk.ground.regions.tests.strangers import (
    OFFICE_ACTS,
    OFFICE_LOOKS,
    a_crowd,
    as_user,
    asked_by_all,
)

pytestmark = pytest.mark.django_db

DATA = {
    "designation": "Hansestadt",
    "website": "https://www.brakel.de",
    "central_place": "middle",
    "is_central_place_confirmed": "on",
    "source": "Regionalplan 2019",
}


@pytest.fixture
def crowd():
    return a_crowd(a_region())


@pytest.fixture
def brakel(crowd):
    a_member(crowd.region, "05762016")
    organisation = Organisation.objects.get(ags="05762016")
    organisation.confirmed_at, organisation.confirmed_by = AT, "Jemand"
    organisation.save(update_fields=["confirmed_at", "confirmed_by"])
    return organisation


@pytest.fixture
def address(brakel):
    return reverse("regions:correct_organisation", args=["musterland", brakel.key])


def test_the_office_alone_corrects(crowd, address):
    assert (asked_by_all(crowd, address), asked_by_all(crowd, address, DATA)) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
    )


def test_a_correction_takes_the_confirmation_back(crowd, brakel, address):
    as_user(crowd.office).post(address, DATA)

    brakel.refresh_from_db()
    assert (
        str(brakel),
        brakel.website,
        brakel.central_place,
        brakel.is_central_place_confirmed,
        brakel.source,
        brakel.confirmed_at,
        brakel.confirmed_by,
        [entry.deed for entry in Entry.objects.all()],
    ) == (
        "Hansestadt Musterstadt 016",
        "https://www.brakel.de",
        "middle",
        True,
        "Regionalplan 2019",
        None,
        "",
        ["organisation.corrected"],
    )


def test_a_wrong_address_is_explained_and_nothing_changes(crowd, brakel, address):
    answer = as_user(crowd.office).post(address, DATA | {"website": "kein Netz"})

    brakel.refresh_from_db()
    assert (answer.status_code, brakel.designation) == (422, "Stadt")
