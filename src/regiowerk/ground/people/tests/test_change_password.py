import pytest
from django.core import mail
from django.test import Client

from regiowerk.ground.people.tests.factories import PASSWORD, a_demo_user, a_user, deeds

pytestmark = pytest.mark.django_db

PAGE = "/konto/passwort/"
NEW = "fünf grüne Boote im Hafen"


@pytest.fixture
def user():
    return a_user(password=PASSWORD)


def signed_in(user):
    visitor = Client()
    visitor.force_login(user)
    return visitor


def change(visitor, current=PASSWORD, password=NEW, again=NEW):
    return visitor.post(PAGE, {"current": current, "password": password, "again": again})


def test_a_person_changes_their_password(user):
    answer = change(signed_in(user))

    user.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/konto/")
    assert user.check_password(NEW)
    assert deeds() == [("person.password_changed", user.pk, "")]


def test_whoever_changes_it_stays_signed_in_and_all_others_do_not(user):
    here, elsewhere = signed_in(user), signed_in(user)

    change(here)

    assert [here.get("/konto/").status_code, elsewhere.get("/konto/").status_code] == [200, 302]


def test_a_first_password_needs_none_before():
    user = a_user()
    visitor = signed_in(user)

    page = visitor.get(PAGE).content.decode()
    visitor.post(PAGE, {"password": NEW, "again": NEW})

    user.refresh_from_db()
    assert 'name="current"' not in page
    assert user.check_password(NEW)


def test_the_person_is_told_by_mail(user):
    change(signed_in(user))

    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([user.email], "Ihr Passwort wurde festgelegt")
    ]
    assert "http://127.0.0.1:8000/konto/passwort/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("current", "password", "again"),
    [
        ("falsch", NEW, NEW),
        ("", NEW, NEW),
        (PASSWORD, "kurz", "kurz"),
        (PASSWORD, "password1234", "password1234"),
        (PASSWORD, "beispiel@example.org", "beispiel@example.org"),
        (PASSWORD, NEW, NEW + "!"),
        (PASSWORD, "", ""),
    ],
)
def test_what_does_not_fit_is_explained_and_not_saved(user, current, password, again):
    answer = change(signed_in(user), current, password, again)

    user.refresh_from_db()
    assert answer.status_code == 422
    assert user.check_password(PASSWORD)
    assert (deeds(), mail.outbox) == ([], [])


def test_strangers_are_asked_to_sign_in():
    assert change(Client()).headers["Location"] == f"/anmelden/?next={PAGE}"


def test_example_people_stay_as_they_are():
    user = a_demo_user()

    signed_in(user).post(PAGE, {"password": NEW, "again": NEW})

    user.refresh_from_db()
    assert not user.has_usable_password()
