import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from regiowerk.ground.people.models import SignInAttempt
from regiowerk.ground.people.tests.factories import PASSWORD, a_user

pytestmark = pytest.mark.django_db

PAGE = "/anmelden/passwort/"


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password was hashed: the slow part of signing in."""

    algorithm = "counting"
    times = 0

    def encode(self, password, salt):
        type(self).times += 1
        return super().encode(password, salt)


@pytest.fixture
def visitor():
    return Client()


@pytest.fixture
def user():
    return a_user(password=PASSWORD)


def enter(visitor, password=PASSWORD, email="beispiel@example.org", onward=""):
    data = {"password-email": email, "password-password": password}
    return visitor.post(f"{PAGE}{onward}", data)


def test_the_right_password_signs_in(visitor, user):
    answer = enter(visitor)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert visitor.session["_auth_user_id"] == str(user.pk)


def test_letters_of_the_address_do_not_matter(visitor, user):
    assert enter(visitor, email="BEISPIEL@example.org").status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(visitor, user):
    wrong = enter(visitor, "falsch")
    unknown = enter(visitor, "falsch", "unbekannt@example.org")

    words = "Adresse und Passwort passen nicht zusammen. Ein Link per Mail geht auch."
    assert [wrong.status_code, unknown.status_code] == [422, 422]
    assert [words in answer.content.decode() for answer in (wrong, unknown)] == [True, True]
    assert "_auth_user_id" not in visitor.session


@pytest.mark.parametrize("address", ["mit@example.org", "ohne@example.org", "niemand@example.org"])
def test_a_password_is_hashed_once_whoever_is_asked_for(visitor, settings, address):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    a_user("mit@example.org", password=PASSWORD)
    a_user("ohne@example.org")
    CountingHasher.times = 0

    enter(visitor, "falsch", address)

    assert CountingHasher.times == 1


def test_a_person_without_a_password_is_not_let_in_by_any(visitor):
    user = a_user()

    assert [enter(visitor, word).status_code for word in (" ", "!", user.password)] == [422] * 3


def test_a_closed_account_is_not_let_in(visitor, user):
    user.is_active = False
    user.save(update_fields=["is_active"])

    assert enter(visitor).status_code == 422


@pytest.mark.parametrize("data", [{}, {"password-email": "a"}])
def test_what_is_missing_is_asked_for_and_costs_no_try(visitor, data):
    answer = visitor.post(PAGE, data)

    assert answer.status_code == 422
    assert SignInAttempt.objects.count() == 0
    assert "<details" in answer.content.decode()
    assert " open>" in answer.content.decode()


def test_the_password_is_not_sent_back(visitor, user):
    assert "streng geheim" not in enter(visitor, "streng geheim").content.decode()


def test_after_five_wrong_ones_the_right_one_waits(visitor, user):
    codes = [enter(visitor, "falsch").status_code for _ in range(5)]

    answer = enter(visitor)

    assert (codes, answer.status_code) == ([422] * 5, 429)
    assert "lassen sich Passwörter ab" in answer.content.decode()
    assert "_auth_user_id" not in visitor.session


def test_whoever_is_shut_out_by_guesses_still_gets_a_link(visitor, user):
    for _ in range(6):
        enter(visitor, "falsch")

    assert visitor.post("/anmelden/", {"email": user.email}).status_code == 302


def test_the_right_password_costs_no_try(visitor, user):
    for _ in range(6):
        enter(Client())

    assert SignInAttempt.objects.count() == 0


def test_the_session_gets_a_new_key(user, visitor):
    visitor.get("/anmelden/")
    session = visitor.session
    session["mandate"] = 1
    session.save()
    visitor.cookies["sessionid"] = session.session_key

    enter(visitor)

    assert visitor.session.session_key != session.session_key


@pytest.mark.parametrize(
    ("onward", "leads_to"),
    [
        ("?next=/konto/", "/konto/"),
        ("?next=https://boese.example/", "/"),
        ("?next=//boese.example/", "/"),
        ("?next=/\\boese.example/", "/"),
        ("", "/"),
    ],
)
def test_one_stays_on_this_site(visitor, user, onward, leads_to):
    assert enter(visitor, onward=onward).headers["Location"] == leads_to


def test_a_page_that_is_opened_anew_leads_back_to_the_forms(visitor):
    answer = visitor.get(f"{PAGE}?next=/konto/")

    assert answer.headers["Location"] == "/anmelden/?next=%2Fkonto%2F"


def test_the_language_of_the_account_counts_from_now_on(visitor, user):
    user.language = "en"
    user.save(update_fields=["language"])

    enter(visitor)

    assert visitor.cookies["language"].value == "en"


def test_a_form_of_another_site_is_refused(user):
    assert enter(Client(enforce_csrf_checks=True)).status_code == 403
