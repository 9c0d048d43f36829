import pytest
from django.test import Client

from regiowerk.ground.people.tests.factories import a_user

pytestmark = pytest.mark.django_db


def test_signing_out_ends_the_session():
    visitor = Client()
    visitor.force_login(a_user())

    answer = visitor.post("/abmelden/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert visitor.get("/konto/").status_code == 302


def test_whoever_is_signed_out_already_may_press_again():
    assert Client().post("/abmelden/").status_code == 302


def test_a_link_signs_nobody_out():
    visitor = Client()
    visitor.force_login(a_user())

    assert visitor.get("/abmelden/").status_code == 405
    assert visitor.get("/konto/").status_code == 200
