"""Asking for a link by mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people import queries
from regiowerk.ground.people.models import SignInAttempt, SignInLink
from regiowerk.ground.people.tests.factories import a_demo_user, a_user, links_in_mails

pytestmark = pytest.mark.django_db

PAGE = "/anmelden/"


@pytest.fixture
def visitor():
    return Client()


def ask(visitor, email="beispiel@example.org", **data):
    return visitor.post(PAGE, {"email": email, **data})


def test_the_way_in_is_a_german_word():
    assert reverse("people:sign_in") == PAGE


def test_the_page_has_one_heading_and_asks_for_an_address(visitor):
    page = visitor.get(PAGE).content.decode()

    assert page.count("<h1") == 1
    assert "Melden Sie sich mit einem Link an" in page
    assert 'autocomplete="email"' in page


def test_the_address_of_an_invitation_is_filled_in(visitor):
    page = visitor.get(PAGE, {"email": "a@example.org"}).content.decode()

    assert 'value="a@example.org"' in page


def test_a_known_address_gets_a_link(visitor):
    a_user()

    answer = ask(visitor)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/anmelden/unterwegs/")
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["beispiel@example.org"], "Ihr Link zum Anmelden")
    ]
    assert len(links_in_mails()) == 1


@pytest.mark.parametrize("typed", ["BEISPIEL@EXAMPLE.ORG", " beispiel@example.org "])
def test_letters_and_spaces_do_not_matter(visitor, typed):
    a_user()

    ask(visitor, typed)

    assert [m.to for m in mail.outbox] == [["beispiel@example.org"]]


def test_an_unknown_address_gets_the_same_answer_and_no_mail(visitor):
    a_user()
    known = ask(visitor)
    mail.outbox.clear()
    unknown = ask(visitor, "unbekannt@example.org")

    assert (unknown.status_code, unknown.headers["Location"]) == (
        known.status_code,
        known.headers["Location"],
    )
    assert mail.outbox == []


def test_the_next_page_does_not_say_whether_there_is_an_account(visitor):
    page = visitor.get("/anmelden/unterwegs/").content.decode()

    assert "Wenn es zu dieser Adresse ein Konto gibt, ist ein Link unterwegs." in page


def test_a_closed_account_gets_no_link(visitor):
    user = a_user()
    user.is_active = False
    user.save(update_fields=["is_active"])

    ask(visitor)

    assert mail.outbox == []


def test_the_token_stands_in_no_table(visitor):
    a_user()
    ask(visitor)

    token = links_in_mails()[0].removeprefix("/anmelden/link/").rstrip("/")

    assert SignInLink.objects.get().token_hash == queries.hash_of(token)
    assert token not in Mail.objects.get().text


def test_a_link_works_for_thirty_minutes(visitor):
    a_user()
    ask(visitor)

    link = SignInLink.objects.get()

    assert link.expires_at - link.asked_at == timedelta(minutes=30)


@pytest.mark.parametrize("typed", ["", "kein at-Zeichen", "a@", f"{'a' * 200}@example.org"])
def test_what_is_no_address_is_explained(visitor, typed):
    answer = ask(visitor, typed)

    assert answer.status_code == 422
    assert (SignInAttempt.objects.count(), len(mail.outbox)) == (0, 0)


def test_five_times_in_a_quarter_of_an_hour_are_enough(visitor):
    a_user()
    codes = [ask(visitor).status_code for _ in range(6)]

    assert codes == [302, 302, 302, 302, 302, 429]
    assert len(mail.outbox) == 5


def test_it_makes_no_difference_whether_a_throttled_address_is_known(visitor):
    codes = [ask(visitor, "unbekannt@example.org").status_code for _ in range(6)]

    assert codes == [302, 302, 302, 302, 302, 429]


def test_the_refusal_says_when_to_try_again(visitor):
    for _ in range(5):
        ask(visitor)

    answer = ask(visitor)

    assert "warten Sie bitte bis" in answer.content.decode()
    assert 800 < int(answer.headers["Retry-After"]) <= 900


def test_a_refused_try_does_not_make_the_wait_longer(visitor):
    for _ in range(9):
        ask(visitor)

    assert SignInAttempt.objects.count() == 2 * 5


def test_after_the_wait_it_works_again(visitor):
    for _ in range(6):
        ask(visitor)
    for attempt in SignInAttempt.objects.all():
        attempt.tried_at -= timedelta(minutes=15)
        attempt.save(update_fields=["tried_at"])

    assert ask(visitor).status_code == 302


def test_one_network_gets_thirty_tries(visitor):
    codes = [ask(visitor, f"ort-{number}@example.org").status_code for number in range(31)]

    assert codes == [302] * 30 + [429]


def test_another_network_is_not_held_up():
    for number in range(31):
        ask(Client(REMOTE_ADDR="192.0.2.1"), f"ort-{number}@example.org")

    assert ask(Client(REMOTE_ADDR="192.0.2.2"), "neu@example.org").status_code == 302


def test_without_a_proxy_nobody_names_their_own_network():
    def from_everywhere(number):
        return Client(headers={"X-Forwarded-For": f"192.0.2.{number}"})

    codes = [
        ask(from_everywhere(number), f"ort-{number}@example.org").status_code
        for number in range(31)
    ]

    assert codes[-1] == 429


def test_behind_the_proxy_its_word_counts(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    def from_network(network):
        return Client(headers={"X-Forwarded-For": f"made up, {network}"})

    codes = [
        ask(from_network("192.0.2.1"), f"ort-{number}@example.org").status_code
        for number in range(31)
    ]
    other = ask(from_network("192.0.2.2"), "neu@example.org").status_code

    assert (codes[-1], other) == (429, 302)


def test_tries_are_kept_as_hashes_only(visitor):
    ask(visitor)

    assert sorted(SignInAttempt.objects.values_list("key_hash", flat=True)) == sorted(
        queries.hash_of(key) for key in ("link:beispiel@example.org", "network:127.0.0.1")
    )


def test_whoever_is_signed_in_goes_on(visitor):
    visitor.force_login(a_user())

    answer = visitor.get(PAGE, {"next": "/konto/"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/konto/")


@pytest.mark.parametrize("onward", ["https://boese.example/", "//boese.example", "javascript:x"])
def test_a_link_does_not_lead_to_another_site(visitor, onward):
    a_user()

    visitor.post(f"{PAGE}?next={onward}", {"email": "beispiel@example.org"})

    assert "next" not in links_in_mails()[0]


def test_a_link_leads_where_somebody_wanted_to_go(visitor):
    a_user()

    visitor.post(f"{PAGE}?next=/konto/%3Fa%3D1", {"email": "beispiel@example.org"})

    assert links_in_mails()[0].endswith("/?next=%2Fkonto%2F%3Fa%3D1")


def test_what_is_asked_for_is_remembered_in_both_forms(visitor):
    page = visitor.get(PAGE, {"next": "/konto/"}).content.decode()

    assert [f'action="{way}?next=%2Fkonto%2F"' in page for way in (PAGE, f"{PAGE}passwort/")] == [
        True,
        True,
    ]


def test_a_form_of_another_site_is_refused():
    answer = ask(Client(enforce_csrf_checks=True))

    assert answer.status_code == 403


def test_an_english_person_gets_an_english_mail(visitor):
    user = a_user()
    user.language = "en"
    user.save(update_fields=["language"])

    ask(visitor)

    assert mail.outbox[0].subject == "Your link to sign in"


def test_the_mail_has_one_task_and_one_link(visitor):
    a_user(name="Frau Beispiel")
    ask(visitor)

    assert mail.outbox[0].body == (
        "Guten Tag Frau Beispiel,\n\n"
        "mit diesem Link melden Sie sich bei Regiowerk an:\n\n"
        f"http://127.0.0.1:8000{links_in_mails()[0]}\n\n"
        "Er gilt einmal und 30 Minuten lang. Wenn Sie ihn nicht angefordert haben, beachten Sie "
        "diese Mail nicht weiter.\n"
    )


@pytest.mark.parametrize("number", [1, 5])
def test_the_page_costs_the_same_for_one_and_for_five(
    visitor, settings, number, django_assert_max_num_queries
):
    settings.DEMO = True
    for row in range(number):
        a_demo_user(f"rolle-{row}@beispiel.invalid")

    with django_assert_max_num_queries(3):
        visitor.get(PAGE)
