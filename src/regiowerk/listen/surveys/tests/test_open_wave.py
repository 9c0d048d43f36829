from datetime import date

import pytest

from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.surveys.models import Participation, Wave
from regiowerk.listen.surveys.tests.factories import a_participation, a_survey, a_wave
from regiowerk.listen.surveys.tests.signing_world import signed, waiting

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/rathaus/1/"


def facts():
    return Wave.objects.values_list("state", "opened_by", "closed_by", "closes_on").get()


@pytest.fixture
def planned(process):
    wave = a_wave(a_survey(process), state="planned")
    a_participation(wave, state="planned")
    return wave


def test_a_wave_opens(office, planned):
    response = office.post(f"{HOME}oeffnen/")

    assert (response.headers["Location"], facts(), deeds()[-1][0]) == (
        f"{HOME}einladen/",
        ("open", "Stadt Mitte", "", date(2022, 2, 28)),
        "wave.opened",
    )


def test_before_it_opens_the_page_names_who_has_no_address(office, planned):
    Participation.objects.update(coordinator_email="")

    assert "Stadt Nebel" in office.get(f"{HOME}oeffnen/").content.decode()


def test_nobody_to_ask_nothing_to_open(office, planned):
    Participation.objects.all().delete()
    shown = office.get(f"{HOME}oeffnen/").content.decode()
    response = office.post(f"{HOME}oeffnen/")

    assert (f"{HOME}teilnehmende/" in shown, response.status_code, facts()[0]) == (
        True,
        422,
        "planned",
    )


def test_a_wave_that_would_be_over_does_not_open(office, planned):
    Wave.objects.update(closes_on=date(2022, 1, 23))
    response = office.post(f"{HOME}oeffnen/")

    assert (response.status_code, facts()[0]) == (422, "planned")


def test_a_wave_opens_once(office, planned):
    office.post(f"{HOME}oeffnen/")

    assert (office.post(f"{HOME}oeffnen/").status_code, [one[0] for one in deeds()]) == (
        422,
        ["wave.opened"],
    )


def test_a_wave_closes_and_says_before_who_is_missing(office, participation):
    shown = office.get(f"{HOME}schliessen/").content.decode()
    response = office.post(f"{HOME}schliessen/")

    assert ("Stadt Nebel" in shown, response.status_code, facts(), deeds()[-1][0]) == (
        True,
        302,
        ("closed", "Stadt Mitte", "Stadt Mitte", date(2022, 2, 28)),
        "wave.closed",
    )


def test_what_waits_for_a_signature_is_signed_after_the_end(office, participation):
    waiting(participation)
    office.post(f"{HOME}schliessen/")
    signed(participation)

    assert Participation.objects.values_list("state", flat=True).get() == "submitted"


@pytest.mark.parametrize("state", ["submitted", "accepted", "declined"])
def test_whoever_handed_in_or_declined_is_not_missing(office, participation, state):
    changes = {"state": state}
    if state == "declined":
        changes |= {"declined_at": participation.invited_at, "declined_by": "x"}
        changes |= {"decline_reason": "x"}
    Participation.objects.update(**changes)

    assert "Stadt Nebel" not in office.get(f"{HOME}schliessen/").content.decode()


def test_a_wave_closes_once(office, participation):
    office.post(f"{HOME}schliessen/")
    office.post(f"{HOME}schliessen/")

    assert [one[0] for one in deeds()] == ["wave.closed"]


def test_a_planned_wave_does_not_close(office, planned):
    assert (office.post(f"{HOME}schliessen/").status_code, facts()[0]) == (422, "planned")


def test_a_closed_wave_opens_again_until_a_new_day(office, participation):
    office.post(f"{HOME}schliessen/")
    response = office.post(f"{HOME}wieder-oeffnen/", {"closes_on": "2022-03-31"})

    assert (response.status_code, facts(), deeds()[-1][0]) == (
        302,
        ("open", "Stadt Mitte", "", date(2022, 3, 31)),
        "wave.reopened",
    )


@pytest.mark.parametrize("day", ["", "2022-01-23", "morgen"])
def test_it_does_not_open_again_for_the_past(office, participation, day):
    office.post(f"{HOME}schliessen/")
    response = office.post(f"{HOME}wieder-oeffnen/", {"closes_on": day})

    assert (response.status_code, facts()[0]) == (422, "closed")


def test_an_open_wave_is_not_opened_again(office, participation):
    response = office.post(f"{HOME}wieder-oeffnen/", {"closes_on": "2022-03-31"})

    assert (response.status_code, facts()[3]) == (422, date(2022, 2, 28))
