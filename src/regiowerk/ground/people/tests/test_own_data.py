import json

import pytest
from django.apps import apps
from django.test import Client

from regiowerk.ground.journal.actions import record
from regiowerk.ground.notices.actions import notify, queue_mail
from regiowerk.ground.people import actions
from regiowerk.ground.people.queries.own_data import WORDS, kept_about_people
from regiowerk.ground.people.tests.factories import AT, PASSWORD, a_user, oneself

pytestmark = pytest.mark.django_db

PAGE = "/konto/daten/"


@pytest.fixture
def user():
    return a_user(name="Frau Beispiel", password=PASSWORD)


def downloaded(user):
    visitor = Client()
    visitor.force_login(user)
    return visitor.get(PAGE)


def test_the_file_can_be_kept(user):
    answer = downloaded(user)

    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="regiowerk-konto.json"'


def test_everything_about_a_person_is_in_the_file(user):
    queue_mail(to=user.email, subject="Betreff", text="T", once_key="m", at=AT)
    notify(recipient=user.email, text="Hinweis", address="/", once_key="n", at=AT)
    actions.ask_for_sign_in_link(email=user.email, seal="s", onward="", at=AT)
    actions.note_attempt(keys=["link:beispiel@example.org"], at=AT)
    record(by=oneself(user), at=AT, deed="stage.closed", label="Hören")

    data = downloaded(user).json()

    assert {table: len(rows) for table, rows in data.items() if rows} == {
        "journal.entry": 1,
        "notices.mail": 2,  # the link was mailed too
        "notices.notice": 1,
        "people.user": 1,
        "people.signinlink": 1,
        "people.signinattempt": 1,
    }
    assert data["people.user"][0]["name"] == "Frau Beispiel"
    assert data["people.signinlink"][0]["user"] == "Frau Beispiel"
    assert data["journal.entry"][0]["deed"] == "stage.closed"


def test_nothing_about_others_is_in_the_file(user):
    other = a_user("andere@example.org", name="Andere")
    queue_mail(to=other.email, subject="Betreff", text="T", once_key="m", at=AT)
    notify(recipient=other.email, text="Hinweis", address="/", once_key="n", at=AT)
    record(by=oneself(other), at=AT, deed="stage.closed", label="Hören")
    actions.note_attempt(keys=["link:andere@example.org", "network:192.0.2.1"], at=AT)

    data = downloaded(user).json()

    assert {table for table, rows in data.items() if rows} == {"people.user"}
    assert "andere" not in json.dumps(data).casefold()


def test_codes_are_not_in_the_file(user):
    actions.ask_for_sign_in_link(email=user.email, seal="s", onward="", at=AT)

    text = downloaded(user).content.decode()

    assert user.password not in text
    assert "token_hash" not in text


def test_strangers_are_asked_to_sign_in():
    assert Client().get(PAGE).headers["Location"] == f"/anmelden/?next={PAGE}"


def test_what_is_kept_is_told_with_reason_and_time():
    told = [(line.what, line.how_long) for line in kept_about_people()]

    assert ("Name, E-Mail-Adresse und Sprache", "solange das Konto besteht") in told
    assert ("Mails und Mitteilungen an Sie", "90 Tage") in told
    assert (
        "Links und Versuche zur Anmeldung, als Prüfwerte, die sich nicht zurücklesen lassen",
        "7 Tage",
    ) in told
    assert (
        "Ihr Name neben dem, was Sie für eine Organisation getan haben",
        "bleibt in den Unterlagen der Region",
    ) in told


def test_nothing_is_told_twice():
    told = [line.what for line in kept_about_people()]

    assert len(told) == len(set(told))


def test_what_words_are_there_for_exists():
    known = {model._meta.label_lower: model for model in apps.get_models()}
    tables = {".".join(name.split(".")[:2]) for name in WORDS}
    fields = [name.split(".") for name in WORDS if name.count(".") == 2]

    assert tables <= set(known)
    assert [f for room, table, f in fields if f not in known[f"{room}.{table}"].PERSONAL] == []


def test_only_names_beside_deeds_are_told_as_labels():
    """A table that knows people in another way needs words of its own."""
    labels = {
        field
        for model in apps.get_models()
        for field in getattr(model, "PERSONAL", {})
        if model._meta.label_lower not in WORDS
        and f"{model._meta.label_lower}.{field}" not in WORDS
    }

    assert {name for name in labels if not name.endswith("_by")} == {"user_number", "user_label"}
