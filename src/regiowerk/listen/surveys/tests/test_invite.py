import re
from itertools import count

import pytest
from django.test import Client

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.actions import inviting
from regiowerk.listen.surveys.models import Link, Participation, Survey, Wave
from regiowerk.listen.surveys.tests.factories import (
    TOKEN,
    a_link,
    a_participation,
    a_survey,
    a_wave,
    a_writer,
)
from regiowerk.listen.surveys.tests.signing_world import signed, waiting

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/rathaus/1/"
SEND = f"{HOME}teilnahme/ags-05999011/link/"


@pytest.fixture
def wave(process):
    return a_wave(a_survey(process))


@pytest.fixture
def two(wave):
    """Nebel and Tal take part and were not invited yet."""
    nebel = a_participation(wave, state="planned")
    tal = a_participation(wave, a_municipality("05999012", "Tal"), state="planned")
    Participation.objects.update(invited_at=None)
    return nebel, tal


def states():
    found = Participation.objects.order_by("organisation__name")
    return [(one.organisation.name, one.state, one.invited_at is not None) for one in found]


def links_in(mailoutbox):
    return [re.search(r"https?://[^/]+(/antwort/\S+)", mail.body)[1] for mail in mailoutbox]


def test_all_get_one_link_each_and_it_opens_the_survey(office, two, mailoutbox):
    response = office.post(f"{HOME}einladen/", {"all": "1"})
    opened = [Client().get(address).status_code for address in links_in(mailoutbox)]

    assert (response.status_code, states(), opened, len(set(links_in(mailoutbox)))) == (
        302,
        [("Nebel", "invited", True), ("Tal", "invited", True)],
        [200, 200],
        2,
    )


def test_it_is_told_once_for_the_wave_and_once_for_each_link(office, two):
    office.post(f"{HOME}einladen/", {"all": "1"})

    assert sorted(one[0] for one in deeds()) == ["link.made", "link.made", "wave.invited"]


def test_only_the_chosen_are_invited(office, two, mailoutbox):
    office.post(f"{HOME}einladen/", {"organisation": ["ags-05999012"]})

    assert (states(), len(mailoutbox)) == (
        [("Nebel", "planned", False), ("Tal", "invited", True)],
        1,
    )


def test_pressed_twice_is_sent_once(office, two, mailoutbox):
    for _time in range(2):
        office.post(f"{HOME}einladen/", {"all": "1"})

    assert (len(mailoutbox), Link.objects.count()) == (2, 2)


def test_nothing_chosen_is_nothing_sent(office, two, mailoutbox):
    response = office.post(f"{HOME}einladen/", {})

    assert (response.status_code, len(mailoutbox)) == (302, 0)


def test_who_has_no_address_is_named_and_waits(office, two, mailoutbox):
    Participation.objects.filter(pk=two[0].pk).update(coordinator_email="")
    text = office.post(f"{HOME}einladen/", {"all": "1"}, follow=True).content.decode()

    assert (states(), len(mailoutbox), "Stadt Nebel." in text) == (
        [("Nebel", "planned", False), ("Tal", "invited", True)],
        1,
        True,
    )


def test_many_are_invited_in_several_goes(two, wave, monkeypatch):
    monkeypatch.setattr(inviting, "AT_ONCE", 1)
    tokens = (f"wort-{number}" for number in count())
    by = a_writer().actor
    goes = [
        actions.invite(wave=wave, organisations=None, tokens=tokens, by=by, at=AT)
        for _time in range(3)
    ]

    assert [(one.sent, one.left) for one in goes] == [(1, 1), (1, 0), (0, 0)]


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_nobody_is_invited_to_a_wave_that_is_not_open(office, two, mailoutbox, state):
    closed = {"closed_at": AT, "closed_by": "x"} if state == "closed" else {}
    Wave.objects.update(state=state, **closed)
    office.post(f"{HOME}einladen/", {"all": "1"})

    assert (states()[0][1], len(mailoutbox)) == ("planned", 0)


def test_the_mail_says_why_until_when_how_long_what_becomes_of_it_and_who_helps(
    office, two, mailoutbox
):
    Survey.objects.update(
        purpose="# Wozu\n\nDamit wir **gemeinsam** 100 % [hier](https://a.example) anfangen."
    )
    office.post(f"{HOME}einladen/", {"organisation": ["ags-05999011"]})
    body = mailoutbox[0].body

    assert [
        part in body
        for part in (
            "Wozu\n\nDamit wir gemeinsam 100 % hier (https://a.example) anfangen.",
            "28. Februar 2022",
            "15 Minuten",
            "Stadt Nebel",
            "Eva Beispiel, 05251 000000, buero@example.org",
            "Maria Muster",
            "{",
            "%%",
        )
    ] == [True] * 6 + [False] * 2


def test_the_mail_speaks_the_language_of_the_participation(office, two, mailoutbox):
    Participation.objects.filter(pk=two[0].pk).update(language="en")
    office.post(f"{HOME}einladen/", {"organisation": ["ags-05999011"]})
    body = mailoutbox[0].body

    assert ("Good day Maria Muster," in body, "Feb. 28, 2022" in body) == (True, True)


def test_a_new_link_ends_the_old_one(office, participation, mailoutbox):
    a_link(participation)
    response = office.post(SEND)
    opened = [
        Client().get(one).status_code for one in (f"/antwort/{TOKEN}/", *links_in(mailoutbox))
    ]

    assert (response.status_code, opened, deeds()[-1][0]) == (302, [410, 200], "link.made")


def test_a_link_sent_just_now_is_not_sent_again(office, participation, mailoutbox):
    for _time in range(2):
        office.post(SEND)

    assert len(mailoutbox) == 1


def test_the_first_link_is_the_invitation(office, two, mailoutbox):
    office.post(SEND)

    assert (states()[0], len(mailoutbox)) == (("Nebel", "invited", True), 1)


def test_a_link_to_nobody_is_refused(office, participation):
    Participation.objects.update(coordinator_email="")

    assert (office.post(SEND).status_code, Link.objects.count()) == (422, 0)


def test_who_declined_gets_no_link(office, participation):
    Participation.objects.update(
        state="declined", declined_at=AT, declined_by="x", decline_reason="x"
    )

    assert (office.post(SEND).status_code, Link.objects.count()) == (422, 0)


def test_in_a_closed_wave_nobody_gets_a_link_to_answer(office, participation):
    Wave.objects.update(state="closed", closed_at=AT, closed_by="x")

    assert (office.post(SEND).status_code, Link.objects.count()) == (422, 0)


def test_what_was_handed_in_is_read_by_a_new_link_after_the_end(office, participation, mailoutbox):
    waiting(participation)
    signed(participation)
    Participation.objects.update(language="en")
    Wave.objects.update(state="closed", closed_at=AT, closed_by="x")
    office.post(SEND)
    body = mailoutbox[-1].body

    assert ("read what Stadt Nebel handed in" in body, "please answer" in body) == (True, False)
