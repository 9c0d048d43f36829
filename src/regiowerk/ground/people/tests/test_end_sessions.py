import pytest
from django.test import Client

from regiowerk.ground.people.tests.factories import PASSWORD, a_demo_user, a_user, deeds

pytestmark = pytest.mark.django_db

PAGE = "/konto/ueberall-abmelden/"


def signed_in(user):
    visitor = Client()
    visitor.force_login(user)
    return visitor


def codes(*visitors):
    return [visitor.get("/konto/").status_code for visitor in visitors]


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_all_other_browsers_are_signed_out(password):
    user = a_user(password=password)
    here, first, second = signed_in(user), signed_in(user), signed_in(user)

    answer = here.post(PAGE)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/konto/")
    assert codes(here, first, second) == [200, 302, 302]
    assert deeds() == [("person.sessions_ended", user.pk, "")]


def test_other_people_stay_signed_in():
    here, other = signed_in(a_user()), signed_in(a_user("andere@example.org"))

    here.post(PAGE)

    assert codes(other) == [200]


def test_whoever_was_signed_out_may_sign_in_again():
    user = a_user()
    signed_in(user).post(PAGE)
    user.refresh_from_db()

    assert codes(signed_in(user)) == [200]


def test_sessions_live_on_when_the_secret_key_is_changed(settings):
    visitor = signed_in(a_user())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one"

    assert codes(visitor) == [200]


def test_strangers_are_asked_to_sign_in():
    assert Client().post(PAGE).headers["Location"] == f"/anmelden/?next={PAGE}"


def test_it_has_to_be_sent():
    assert signed_in(a_user()).get(PAGE).status_code == 405


def test_nobody_is_thrown_out_of_an_example_person():
    user = a_demo_user()
    here, visitor = signed_in(user), signed_in(user)

    here.post(PAGE)

    assert codes(here, visitor) == [200, 200]
