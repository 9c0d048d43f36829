"""What nobody should send, by page and by script: a clear sentence, and everything as it was."""

from __future__ import annotations

import json
import re
from html import unescape
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from regiowerk.listen.surveys.models import (
    AnswerFile,
    Conflict,
    Link,
    Participation,
    Revision,
    Wave,
)
from regiowerk.listen.surveys.tests.factories import TOKEN, a_link, a_reopening, a_writer, answered
from regiowerk.listen.surveys.tests.signing_world import waiting
from regiowerk.listen.surveys.tests.town_hall import GOAL, STAFF, present

pytestmark = pytest.mark.django_db
HOME = f"/antwort/{TOKEN}/"
TODAY, PLANS = f"{HOME}abschnitt/today/", f"{HOME}abschnitt/plans/"
TOO_LONG = "Dieser Text ist zu lang: höchstens 20.000 Zeichen."
TOO_MUCH = "Es wurde nichts gespeichert."
NOT_OFFERED = "Bitte wählen Sie eine der angebotenen Antworten."


@pytest.fixture
def client(participation):
    a_link(participation)
    answered(participation, GOAL, "Was schon dasteht", by=a_writer("Jan Beispiel"))
    return Client()


def by_script(client, section, field, value, **more):
    """As the page's script sends one answer."""
    sent = {"field": field, "value": value, "base": "", "operation": str(uuid4()), **more}
    return client.post(f"{section}speichern/", sent)


def by_page(client, section, field, value, base=""):
    """As a browser without script sends the whole page."""
    return client.post(section, {f"base.{field}": base, field: value, "then": "next"})


def words(response):
    """What can be read in an answer."""
    if response.headers["Content-Type"].startswith("application/json"):
        return response.json()["announce"]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", response.content.decode())))


def everything():
    return (
        list(Revision.objects.order_by("pk").values_list("path", "value")),
        Conflict.objects.count(),
        AnswerFile.objects.count(),
    )


@pytest.mark.parametrize("send", [by_script, by_page])
@pytest.mark.parametrize(
    ("section", "field", "value", "status", "sentence"),
    [
        (TODAY, "q.today.website", "maybe", 422, NOT_OFFERED),
        (TODAY, "q.today.topics", ["care", "nowhere"], 422, NOT_OFFERED),
        (TODAY, "q.today.staff", "zwölf", 422, "Bitte geben Sie"),
        (TODAY, "q.today.staff", "=1+1", 422, "Bitte geben Sie"),
        (TODAY, "q.today.staff", "9" * 400, 422, "Bitte"),
        (PLANS, "q.plans.goal", "x" * 20_001, 422, TOO_LONG),
        (PLANS, "q.plans.goal", "x" * 20_000_000, 413, TOO_MUCH),
    ],
)
def test_what_cannot_be_taken_is_said_and_changes_nothing(
    client, send, section, field, value, status, sentence
):
    before = everything()
    response = send(client, section, field, value)

    assert (response.status_code, sentence in words(response), everything()) == (
        status,
        True,
        before,
    )


@pytest.mark.parametrize("send", [by_script, by_page])
@pytest.mark.parametrize(
    ("close", "sentence"),
    [
        (lambda one: Wave.objects.update(state=Wave.State.CLOSED), "Diese Befragung ist beendet"),
        (waiting, "warten auf die Freigabe"),
        (
            lambda one: (
                a_reopening(one, scope="today"),
                Participation.objects.update(state=Participation.State.REOPENED),
            ),
            "Nur die wieder geöffneten Abschnitte",
        ),
        (
            lambda one: Participation.objects.update(state=Participation.State.DECLINED),
            "abgesagt",
        ),
    ],
)
def test_where_nobody_writes_any_more_nothing_is_written(
    client, participation, send, close, sentence
):
    close(participation)
    before = everything()
    response = send(client, PLANS, "q.plans.goal", "Zu spät")

    assert (response.status_code, sentence in words(response), everything()) == (422, True, before)


@pytest.mark.parametrize("send", [by_script, by_page])
def test_a_foreign_section_is_not_there(participation, send):
    a_link(participation, Link.Purpose.SECTION, section="today")
    response = send(Client(), PLANS, "q.plans.goal", "Von nebenan")

    assert (response.status_code, everything()) == (404, ([], 0, 0))


def test_a_field_of_another_section_is_not_written_from_here(client):
    before = everything()

    assert by_script(client, PLANS, "q.today.staff", "12").status_code == 404
    by_page(client, PLANS, "q.today.staff", "12")
    assert everything() == before


@pytest.mark.parametrize("send", [by_script, by_page])
@pytest.mark.parametrize("base", ["", "1", "-1", "9" * 18, "9" * 30, "x", "\x00"])
def test_a_stale_base_overwrites_nothing_and_shows_both(client, participation, send, base):
    base = base if base != "1" else str(answered(participation, STAFF, 3).base)
    response = send(client, PLANS, "q.plans.goal", "Was später kam", base=base)
    shown = response.content.decode().encode().decode("unicode_escape", errors="ignore")

    assert (response.status_code, present(participation)[GOAL.path]) == (409, '"Was schon dasteht"')
    assert ("Was schon dasteht" in shown, Conflict.objects.count()) == (True, 1)


@pytest.mark.parametrize("send", [by_script, by_page])
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("👩🏽‍🚒 Feuerwehr 🇩🇪", "👩🏽‍🚒 Feuerwehr 🇩🇪"),
        ("שלום مرحبا", "שלום مرحبا"),
        ("von rechts \u202egelesen\u202c", "von rechts \u202egelesen\u202c"),
        ("Null\x00Byte", "NullByte"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{ 7|add:7 }} {% now 'Y' %} ${goal}", "{{ 7|add:7 }} {% now 'Y' %} ${goal}"),
    ],
)
def test_whatever_people_write_stands_there_as_they_wrote_it(
    client, participation, send, text, kept
):
    base = Revision.objects.get().pk
    send(client, PLANS, "q.plans.goal", text, base=base)
    page = client.get(PLANS).content.decode()

    assert (json.loads(present(participation)[GOAL.path]), kept in unescape(page)) == (kept, True)
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("bericht.exe", b"MZ\x90", 422),
        ("bericht.pdf", b"MZ\x90", 422),
        ("bericht.pdf.exe", b"%PDF-1.7", 422),
        ("", b"%PDF-1.7", 422),
        ("bericht.pdf", b"%PDF-1.7" + b"\0" * 11_000_000, 422),
    ],
)
def test_a_file_that_is_no_answer_is_not_kept(client, name, content, status):
    answered(Participation.objects.get(), STAFF, 3)
    before = everything()
    response = client.post(
        f"{PLANS}datei/",
        {"field": "q.plans.concept", "file": SimpleUploadedFile(name or "x", content)},
    )

    assert (response.status_code, everything()) == (status, before)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"--x\r\nrubbish", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b'{"field": "q.plans.goal"}', "application/json"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
    ],
)
def test_a_torn_post_writes_nothing(client, content, kind):
    before = everything()

    for address in (PLANS, f"{PLANS}speichern/", f"{TODAY}datei/"):
        answer = client.post(address, content, content_type=kind)
        assert answer.status_code in {302, 404, 422}
    assert everything() == before


def test_too_many_fields_are_said_to_be_too_many(client):
    before = everything()
    response = client.post(PLANS, {f"field{number}": "1" for number in range(5001)})

    assert (response.status_code, TOO_MUCH in words(response), everything()) == (413, True, before)
