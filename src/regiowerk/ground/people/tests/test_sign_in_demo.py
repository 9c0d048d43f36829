import pytest
from django.test import Client

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.people import actions
from regiowerk.ground.people.tests.factories import AT, a_demo_user, a_user

pytestmark = pytest.mark.django_db

PAGE = "/anmelden/beispiel/"


@pytest.fixture
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def office():
    return a_demo_user(name="Projektbüro (Beispiel)")


def test_a_role_is_one_press_away(demo, office):
    visitor = Client()

    answer = visitor.post(PAGE, {"user": office.pk})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert visitor.session["_auth_user_id"] == str(office.pk)


def test_the_roles_stand_on_the_sign_in_page(demo, office):
    page = Client().get("/anmelden/").content.decode()

    assert "Projektbüro (Beispiel)" in page
    assert "Sehen Sie sich in einer Rolle um" in page


def test_roles_can_be_changed_without_signing_out(demo, office):
    visitor = Client()
    visitor.force_login(a_demo_user("gemeinde@beispiel.invalid"))

    assert visitor.get("/anmelden/").status_code == 200
    visitor.post(PAGE, {"user": office.pk})
    assert visitor.session["_auth_user_id"] == str(office.pk)


def test_outside_the_demo_there_is_no_such_address(office):
    visitor = Client()

    assert visitor.post(PAGE, {"user": office.pk}).status_code == 404
    assert "_auth_user_id" not in visitor.session
    assert "Projektbüro (Beispiel)" not in visitor.get("/anmelden/").content.decode()


def test_a_real_person_is_no_role(demo, office):
    user = a_user()

    assert Client().post(PAGE, {"user": user.pk}).status_code == 404


@pytest.mark.parametrize("user", ["", "x", "-1", "0", "9" * 5000, "²"])
def test_what_is_no_role_is_not_found(demo, office, user):
    assert Client().post(PAGE, {"user": user}).status_code == 404


def test_it_has_to_be_sent(demo):
    assert Client().get(PAGE).status_code == 405


def test_one_stays_on_this_site(demo, office):
    answers = [
        Client().post(f"{PAGE}?next={onward}", {"user": office.pk}).headers["Location"]
        for onward in ("/konto/", "https://boese.example/")
    ]

    assert answers == ["/konto/", "/"]


def test_an_example_person_is_made_once():
    made = [
        actions.add_demo_person(email="A@beispiel.invalid", name="A", by=SYSTEM, at=AT)
        for _ in range(2)
    ]

    assert made[0] == made[1]
    assert (made[0].is_demo, made[0].has_usable_password()) == (True, False)
