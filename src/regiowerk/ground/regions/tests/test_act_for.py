from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from regiowerk.ground.people.tests.factories import a_user
from regiowerk.ground.regions.tests.factories import a_mandate, a_municipality, a_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return a_region()


@pytest.fixture
def user():
    return a_user()


@pytest.fixture
def mandates(region, user):
    return [
        a_mandate(region, a_municipality(f"0599900{number}", name), user=user)
        for number, name in ((1, "Adorf"), (2, "Bdorf"))
    ]


def choose(user, *chosen, **data):
    client = Client()
    client.force_login(user)
    *before, mandate = chosen
    for earlier in before:
        client.post(reverse("regions:act_for"), {"mandate": earlier})
    answer = client.post(reverse("regions:act_for"), {"mandate": mandate, **data})
    return answer, client.session.get("mandate")


def test_the_chosen_mandate_is_remembered_and_one_stays_where_one_was(user, mandates):
    answer, remembered = choose(user, mandates[1].pk, next="/regionen/musterland/?q=a")

    assert (answer.status_code, answer.headers["Location"], remembered) == (
        302,
        "/regionen/musterland/?q=a",
        mandates[1].pk,
    )


@pytest.mark.parametrize("address", ["", "https://boese.example/", "//boese.example/", "x:y"])
def test_a_strange_address_leads_to_the_start(user, mandates, address):
    answer, _remembered = choose(user, mandates[1].pk, next=address)

    assert answer.headers["Location"] == reverse("portal:start")


def test_into_another_region_one_comes_by_its_start(user, mandates):
    other = a_mandate(a_region("anderswo"), a_municipality("05999003"), user=user)

    answer, remembered = choose(user, mandates[0].pk, other.pk, next="/regionen/musterland/")

    assert (answer.headers["Location"], remembered) == (reverse("portal:start"), other.pk)


def test_the_mandates_of_others_do_not_exist(region, user, mandates):
    other = a_mandate(region, a_municipality("05999003"))

    answer, remembered = choose(user, other.pk)

    assert (answer.status_code, remembered) == (404, None)


def test_an_ended_mandate_does_not_exist(user, mandates):
    mandates[1].until_on = date(2021, 12, 31)
    mandates[1].save(update_fields=["until_on"])

    answer, remembered = choose(user, mandates[1].pk)

    assert (answer.status_code, remembered) == (404, None)


@pytest.mark.parametrize("mandate", ["", "x", "-1", "9" * 40])
def test_what_is_no_mandate_is_not_found(user, mandates, mandate):
    answer, remembered = choose(user, mandate)

    assert (answer.status_code, remembered) == (404, None)


def test_it_has_to_be_sent(user, mandates):
    client = Client()
    client.force_login(user)

    assert client.get(reverse("regions:act_for")).status_code == 405


def test_strangers_are_asked_to_sign_in(mandates):
    answer = Client().post(reverse("regions:act_for"), {"mandate": mandates[0].pk})

    assert answer.headers["Location"].startswith("/anmelden/")
