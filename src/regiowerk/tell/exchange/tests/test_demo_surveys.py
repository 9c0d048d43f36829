"""The example survey as `make demo` shows it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.notices.models import Mail
from regiowerk.listen.codes.models import Code
from regiowerk.listen.surveys.models import (
    Coding,
    Conflict,
    Link,
    Participation,
    Quotation,
    Remark,
    Revision,
    SectionTask,
)
from regiowerk.tell.exchange.domain.outcome import Outcome
from regiowerk.tell.exchange.tests.factories import EXAMPLE, do_import

pytestmark = pytest.mark.django_db

STATES = {
    "accepted": 8,
    "submitted": 3,
    "returned": 1,
    "reopened": 1,
    "declined": 1,
    "in_sign_off": 2,
    "in_work": 4,
    "opened": 3,
    "planned": 1,
    "invited": 5,
}
STORY_BEGINS = "2022-01-24T00:00:00Z"


def play() -> str:
    said = StringIO()
    call_command("demo_surveys", "paderborn", stdout=said)
    return said.getvalue()


@pytest.fixture
def played(settings: Any) -> str:
    settings.DEMO, settings.STORY_DAY = True, date(2022, 1, 24)
    do_import(EXAMPLE)
    call_command("demo_people", "paderborn", stdout=StringIO())
    return play()


def everything() -> dict[str, int]:
    tables = (Link, Revision, Conflict, Remark, SectionTask, Mail, Entry)
    return {table.__name__: table.objects.count() for table in tables}


def test_every_state_is_there(played: str) -> None:
    states = Counter(
        Participation.objects.filter(wave__survey__key="kommunen").values_list("state", flat=True)
    )

    assert sum(states.values()) == 29
    assert states == STATES


def test_twice_is_once(played: str) -> None:
    before = everything()

    said = play()

    assert everything() == before
    assert said != played


def test_the_package_still_fits(played: str) -> None:
    assert do_import(EXAMPLE).outcome == Outcome.UP_TO_DATE


def test_brakel_disagrees_with_itself_and_asks(played: str) -> None:
    brakel = Participation.objects.get(organisation__ags="05762016", wave__survey__key="kommunen")
    conflict = Conflict.objects.get()

    assert (conflict.participation, conflict.state) == (brakel, Conflict.State.OPEN)
    assert {conflict.standing.author, conflict.offered.author} == {
        "Hauptamt (Beispiel)",
        "Personalamt (Beispiel)",
    }
    audiences = Remark.objects.order_by("pk").values_list("audience", flat=True)
    assert list(audiences) == ["internal", "office"]
    given = SectionTask.objects.filter(participation=brakel).exclude(email="")
    assert set(given.values_list("section", flat=True)) == {"staff", "infrastructure"}


def test_all_of_it_was_before_the_story_day(played: str) -> None:
    assert not Revision.objects.filter(answered_at__gte=STORY_BEGINS).exists()
    assert not Link.objects.filter(made_at__gte=STORY_BEGINS).exists()
    later = Entry.objects.filter(happened_at__gte=STORY_BEGINS)
    assert not later.exclude(deed="process.imported").exists()


def test_everything_written_is_marked_as_an_example(played: str) -> None:
    authors = Revision.objects.filter(origin="human").values_list("author", flat=True)

    assert {author for author in authors if "(Beispiel)" not in author} == set()
    assert not Link.objects.exclude(email__endswith="@beispiel.invalid").exists()


def test_every_mail_has_gone_out_on_its_day(played: str) -> None:
    assert list(Mail.objects.filter(sent_at=None).values_list("problem", flat=True)) == [
        "smtp; 550 5.1.1 Beispiel: Empfaenger unbekannt"
    ]
    assert not Mail.objects.filter(sent_at__lt=F("queued_at")).exists()
    accounts = 2  # the mayors' offices of Beverungen and Borchen
    reminders = Mail.objects.filter(once_key__startswith="survey-ladder:").count()
    written = Link.objects.count() + accounts + reminders
    assert (reminders > 0, len(mail.outbox), Mail.objects.count()) == (True, written, written)


def test_a_link_from_the_mails_opens_the_survey(played: str) -> None:
    to_brakel = [m for m in mail.outbox if m.to == ["rathaus.ags-05762016@beispiel.invalid"]]
    address = re.search(r"https?://[^/]+(/antwort/\S+)", to_brakel[0].body)

    assert address is not None
    assert "Abschluss" in Client().get(address[1]).content.decode()


def test_open_answers_are_coded_and_towns_are_asked_for_quotations(played: str) -> None:
    """A codebook with a merged code, two who coded, and a quotation in every state."""
    for _time in range(2):
        call_command("demo_codes", "paderborn", stdout=StringIO())
    states = Quotation.objects.order_by("pk").values_list("state", flat=True)
    words = Coding.objects.values_list("words", flat=True)

    assert (
        Code.objects.filter(merged_into=None).count() > 10,
        Code.objects.exclude(merged_into=None).count(),
        sorted(set(Coding.objects.values_list("coder", flat=True))),
        list(states),
        Coding.objects.count() > 30,
        "" in words,
    ) == (True, 1, [1, 2], ["approved", "declined", "proposed"], True, False)


def test_without_the_demo_nothing_is_played() -> None:
    with pytest.raises(CommandError, match="REGIOWERK_DEMO=1"):
        play()
