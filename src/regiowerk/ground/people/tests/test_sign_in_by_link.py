from datetime import timedelta

import pytest
from django.test import Client

from regiowerk.ground.notices.queries import unseal
from regiowerk.ground.people import actions
from regiowerk.ground.people.actions import LinkRefusedError
from regiowerk.ground.people.models import SignInLink
from regiowerk.ground.people.tests.factories import AT, a_user, links_in_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return a_user(name="Frau Beispiel")


@pytest.fixture
def link(user):
    Client().post("/anmelden/", {"email": user.email})
    return links_in_mails()[0]


def signed_in_as(visitor):
    return visitor.session.get("_auth_user_id")


def test_looking_at_a_link_shows_one_button_and_does_not_use_it_up(link):
    visitor = Client()
    answers = [visitor.get(link) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "Willkommen, Frau Beispiel" in answers[0].content.decode()
    assert signed_in_as(visitor) is None
    assert SignInLink.objects.get().used_at is None


def test_pressing_the_button_signs_in(user, link):
    visitor = Client()

    answer = visitor.post(link)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert signed_in_as(visitor) == str(user.pk)


def test_a_link_works_once(link):
    Client().post(link)
    visitor = Client()

    answer = visitor.post(link)

    assert answer.status_code == 410
    assert "Dieser Link wurde schon benutzt" in answer.content.decode()
    assert signed_in_as(visitor) is None


def test_an_expired_link_opens_nothing(link):
    row = SignInLink.objects.get()
    row.asked_at -= timedelta(minutes=31)
    row.expires_at -= timedelta(minutes=31)
    row.save(update_fields=["asked_at", "expires_at"])
    visitor = Client()

    answers = [visitor.get(link), visitor.post(link)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "Dieser Link ist abgelaufen" in answers[1].content.decode()
    assert signed_in_as(visitor) is None


@pytest.mark.parametrize("ask", [Client().get, Client().post])
def test_a_wrong_link_shows_the_way_to_a_new_one(link, ask):
    answer = ask("/anmelden/link/abc/")

    assert answer.status_code == 410
    assert "Dieser Link ist nicht vollständig" in answer.content.decode()
    assert 'href="/anmelden/"' in answer.content.decode()


def test_the_link_of_a_closed_account_opens_nothing(user, link):
    user.is_active = False
    user.save(update_fields=["is_active"])

    assert Client().post(link).status_code == 410


def test_of_two_browsers_at_once_one_is_signed_in(user):
    actions.ask_for_sign_in_link(email=user.email, seal="abc", onward="", at=AT)
    first, second = (actions.usable_link(unseal("abc"), AT) for _ in range(2))

    assert actions.use_sign_in_link(link=first, at=AT) == user
    with pytest.raises(LinkRefusedError) as refused:
        actions.use_sign_in_link(link=second, at=AT)
    assert refused.value.refusal == "used"


def test_the_session_gets_a_new_key(link):
    visitor = Client()
    visitor.session.save()
    session = visitor.session
    session["mandate"] = 1
    session.save()
    visitor.cookies["sessionid"] = session.session_key
    before = session.session_key

    visitor.post(link)

    assert visitor.session.session_key != before


def test_the_language_of_the_account_counts_from_now_on(user, link):
    user.language = "en"
    user.save(update_fields=["language"])
    visitor = Client()

    visitor.post(link)

    assert visitor.cookies["language"].value == "en"
    assert '<html lang="en"' in visitor.get("/konto/").content.decode()


def test_one_comes_where_one_wanted_to_go(link):
    assert Client().post(f"{link}?next=/konto/").headers["Location"] == "/konto/"


@pytest.mark.parametrize("onward", ["https://boese.example/", "//boese.example/", "x:y"])
def test_another_site_is_not_where_one_wanted_to_go(link, onward):
    assert Client().post(f"{link}?next={onward}").headers["Location"] == "/"


def test_a_refused_link_keeps_where_one_wanted_to_go():
    page = Client().get("/anmelden/link/abc/?next=/konto/").content.decode()

    assert 'href="/anmelden/?next=%2Fkonto%2F"' in page


def test_nobody_keeps_the_page_of_a_link(link):
    assert "no-store" in Client().get(link).headers["Cache-Control"]


def test_the_button_is_not_pressed_by_another_site(link):
    visitor = Client(enforce_csrf_checks=True)

    assert visitor.post(link).status_code == 403
    assert SignInLink.objects.get().used_at is None
