import re
from datetime import date, timedelta
from itertools import count

import pytest
from django.core.management import call_command
from django.test import Client

from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.ground.regions.tests.strangers import OFFICE_LOOKS, asked_by_all
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Link, Participation, Reminder, SectionTask, Wave
from regiowerk.listen.surveys.queries.reminders import holidays_of
from regiowerk.listen.surveys.tests.factories import a_participation
from regiowerk.listen.surveys.tests.signing_world import waiting

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/rathaus/1/"
PLACE = f"{HOME}teilnahme/ags-05999011/"
# AT is a Monday morning in winter.
WEEK = AT + timedelta(days=7)


def tokens():
    return (f"token-{number}" for number in count())


def ladder(at):
    return actions.remind_due(tokens=tokens(), at=at)


def reminders():
    return [(one.rung, one.step, one.section, one.to) for one in Reminder.objects.order_by("pk")]


def link_in(mail):
    return re.search(r"\{site\}(/antwort/\S+)", mail.text)[1]


def test_whoever_did_not_open_gets_one_mail_after_a_week(participation):
    before = ladder(AT + timedelta(days=6))
    sent = ladder(WEEK)
    again = ladder(WEEK + timedelta(hours=1))

    assert (before, sent, again, reminders(), Mail.objects.count()) == (
        0,
        1,
        0,
        [("not_opened", 1, "", "muster@example.org")],
        1,
    )


def test_the_mail_has_a_link_that_opens_the_survey(office, participation, mailoutbox):
    office.post(f"{PLACE}erinnern/")
    address = re.search(r"https?://[^/]+(/antwort/\S+)", mailoutbox[0].body)[1]

    assert Client().get(address).status_code == 200


def test_the_link_somebody_has_is_sent_again(participation):
    ladder(WEEK)
    ladder(WEEK + timedelta(days=7))
    first, second = Mail.objects.order_by("pk")

    assert (link_in(first) == link_in(second), Link.objects.count()) == (True, 1)


def test_whoever_coordinates_two_gets_one_mail_about_both(participation):
    a_participation(participation.wave, a_municipality("05999012", "Tal"))
    ladder(WEEK)
    mail = Mail.objects.get()

    assert (mail.subject, mail.text.count("{sealed:"), len(reminders())) == (
        "Erinnerung: 2 Aufgaben warten auf Sie",
        2,
        2,
    )


def test_nobody_is_written_to_at_night_or_on_sundays(participation):
    night = WEEK.replace(hour=22)
    sunday = WEEK + timedelta(days=6 - WEEK.weekday())

    assert (ladder(night), ladder(sunday)) == (0, 0)


def test_whoever_may_sign_is_reminded_of_signing(participation):
    waiting(participation)
    to = Link.objects.get(purpose="sign").email
    made_at = Link.objects.get(purpose="sign").made_at
    ladder(made_at + timedelta(days=4))

    assert reminders() == [("waiting_for_signature", 1, "", to)]


def test_a_section_past_its_day_goes_to_whoever_writes_it(participation):
    Participation.objects.update(state="in_work")
    SectionTask.objects.filter(section="plans").update(
        email="it@example.org", due_on=(AT + timedelta(days=3)).date()
    )
    ladder(WEEK)

    assert (reminders(), "„Was geplant ist“" in Mail.objects.get().text) == (
        [("section_overdue", 1, "plans", "it@example.org")],
        True,
    )


def test_a_wave_that_is_closed_or_switched_off_reminds_nobody(participation):
    Wave.objects.update(is_reminding=False)
    off = ladder(WEEK)
    Wave.objects.update(is_reminding=True, state="closed", closed_at=AT, closed_by="Stadt Mitte")

    assert (off, ladder(WEEK)) == (0, 0)


def test_the_journal_says_that_it_happened_by_itself(participation):
    ladder(WEEK)

    assert [one[0] for one in deeds()] == ["participation.reminded_by_itself"]


def test_the_command_tells_how_many(participation, capsys):
    Participation.objects.update(state="in_work")
    call_command("remind")

    assert re.fullmatch(r"[01] reminders sent\n", capsys.readouterr().out)


def test_the_office_reminds_one_with_words_of_its_own(office, participation, mailoutbox):
    response = office.post(f"{PLACE}erinnern/", {"note": "Wir helfen gern."})

    assert (response.status_code, "Wir helfen gern." in mailoutbox[0].body, reminders()) == (
        302,
        True,
        [("by_hand", 1, "", "muster@example.org")],
    )


def test_twice_a_day_is_refused_with_a_sentence(office, participation, mailoutbox):
    office.post(f"{PLACE}erinnern/")
    response = office.post(f"{PLACE}erinnern/")

    assert (response.status_code, "Heute ging bereits" in response.text, len(mailoutbox)) == (
        422,
        True,
        1,
    )


def test_whoever_handed_in_is_not_reminded(office, participation, mailoutbox):
    Participation.objects.update(state="accepted")
    response = office.post(f"{PLACE}erinnern/")

    assert (response.status_code, mailoutbox, reminders()) == (422, [], [])


def test_all_who_are_waited_for_are_reminded_except_those_of_today(
    office, participation, mailoutbox
):
    tal = a_participation(participation.wave, a_municipality("05999012", "Tal"), state="in_work")
    Participation.objects.filter(pk=tal.pk).update(coordinator_email="tal@example.org")
    a_participation(participation.wave, a_municipality("05999013", "Hof"), state="submitted")
    office.post(f"{PLACE}erinnern/")
    page = office.get(f"{HOME}erinnern/").text
    office.post(f"{HOME}erinnern/")

    assert ([mail.to for mail in mailoutbox], "Tal" in page, "Hof" in page) == (
        [["muster@example.org"], ["tal@example.org"]],
        True,
        False,
    )


def test_the_page_tells_what_comes_next(office, participation):
    page = office.get(f"{HOME}erinnerungen/").text

    assert ("Nebel" in page, "eingeladen und nicht geöffnet" in page) == (True, True)


def test_reminding_is_switched_off_and_on(office, participation):
    office.post(f"{HOME}erinnerungen/schalten/", {"reminding": "off"})
    off = Wave.objects.get().is_reminding
    office.post(f"{HOME}erinnerungen/schalten/", {"reminding": "on"})

    assert (off, Wave.objects.get().is_reminding) == (False, True)


def test_a_mail_that_came_back_is_shown(office, participation):
    Mail.objects.create(
        to="muster@example.org",
        subject="Befragung",
        text="",
        once_key="zurueck",
        queued_at=AT,
        due_at=AT,
        given_up_at=AT,
        problem="550 No such user",
    )
    pages = [office.get(address).text for address in (HOME, PLACE, f"{HOME}erinnerungen/")]

    words = ("Mails kamen zurück", "550 No such user", "Mail kam zurück")

    assert [word in page for word, page in zip(words, pages, strict=True)] == [True] * 3


def test_a_later_mail_that_arrived_ends_it(office, participation):
    kept = {"to": "muster@example.org", "subject": "B", "text": "", "queued_at": AT, "due_at": AT}
    Mail.objects.create(once_key="1", given_up_at=AT, problem="550", **kept)
    Mail.objects.create(once_key="2", sent_at=AT + timedelta(days=1), **kept)

    assert "550" not in office.get(PLACE).text


@pytest.mark.parametrize("page", ["erinnerungen/", "erinnern/", "teilnahme/ags-05999011/erinnern/"])
def test_only_the_office_reminds(crowd, participation, page):
    assert asked_by_all(crowd, f"{HOME}{page}") == OFFICE_LOOKS


@pytest.mark.parametrize("rows", [1, 5])
def test_the_page_asks_the_database_as_often_for_many(
    office, participation, rows, django_assert_max_num_queries
):
    for number in range(rows - 1):
        a_participation(participation.wave, a_municipality(f"0599902{number}", f"Ort {number}"))
    with django_assert_max_num_queries(12):
        office.get(f"{HOME}erinnerungen/")


def test_public_holidays_are_those_of_the_state():
    corpus_christi = date(2022, 6, 16)
    assert (
        holidays_of("ags-05774032")(corpus_christi),
        holidays_of("ags-03241001")(corpus_christi),
        holidays_of("kreis-05774")(date(2022, 12, 24)),
        holidays_of("verein")(date(2022, 10, 3)),
    ) == (True, False, True, True)
