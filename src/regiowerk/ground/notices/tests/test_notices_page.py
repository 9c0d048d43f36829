from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from regiowerk.ground.notices.models import Notice
from regiowerk.ground.notices.tests.factories import AT, a_notice, a_reader

pytestmark = pytest.mark.django_db

PAGE, MARK = "/mitteilungen/", "/mitteilungen/gelesen/"


@pytest.fixture
def client():
    client = Client()
    client.force_login(a_reader())
    return client


def test_the_addresses_are_german_words():
    assert [reverse("notices:notices"), reverse("notices:mark_read")] == [PAGE, MARK]


def test_the_newest_stands_first(client):
    a_notice("old", text="Alt")
    a_notice("new", text="Neu", at=AT + timedelta(hours=1))

    page = client.get(PAGE).content.decode()

    assert page.index("Neu") < page.index("Alt")
    assert "2 Mitteilungen sind ungelesen" in page


def test_the_notices_of_others_are_not_shown(client):
    a_notice(text="Nur für Bdorf", recipient="bdorf@example.org")

    page = client.get(PAGE).content.decode()

    assert "Nur für Bdorf" not in page
    assert "Noch haben Sie keine Mitteilung" in page


def test_what_is_told_is_not_taken_for_markup(client):
    a_notice(text="<b>fett</b>")

    assert "&lt;b&gt;fett&lt;/b&gt;" in client.get(PAGE).content.decode()


def test_one_press_marks_all_as_read(client):
    a_notice("a")
    a_notice("b")
    a_notice("c", recipient="bdorf@example.org")

    answer = client.post(MARK)

    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert list(Notice.objects.filter(read_at=None).values_list("recipient", flat=True)) == [
        "bdorf@example.org"
    ]
    assert "Alles ist gelesen" in client.get(PAGE).content.decode()


def test_what_is_read_keeps_the_moment_it_was_read_first(client):
    notice = a_notice()
    Notice.objects.update(read_at=AT)

    client.post(MARK)

    notice.refresh_from_db()
    assert notice.read_at == AT


def test_marking_has_to_be_sent(client):
    assert client.get(MARK).status_code == 405


@pytest.mark.parametrize("ask", [Client().get, Client().post])
@pytest.mark.parametrize("address", [PAGE, MARK])
def test_strangers_are_asked_to_sign_in(ask, address):
    assert ask(address).headers["Location"] == f"/anmelden/?next={address}"


@pytest.mark.parametrize("page", ["2", "x", "-1", "999"])
def test_fifty_notices_are_on_a_page(client, page):
    for number in range(51):
        a_notice(f"key-{number}")

    answer = client.get(PAGE, {"page": page})

    assert (answer.status_code, len(answer.context["page"].object_list)) == (
        200,
        50 if page == "x" else 1,
    )


@pytest.mark.parametrize("number", [1, 5])
def test_the_page_costs_the_same_for_one_and_for_five(
    client, number, django_assert_max_num_queries
):
    for row in range(number):
        a_notice(f"key-{row}")

    with django_assert_max_num_queries(12):
        client.get(PAGE)
