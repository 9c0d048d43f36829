from datetime import UTC, datetime

import pytest

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.people.tests.factories import a_user
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.factories import (
    a_district,
    a_mandate,
    a_membership,
    a_municipality,
)
from regiowerk.listen.surveys.models import Participation, Wave
from regiowerk.listen.surveys.tests.factories import a_participation, a_revision, a_survey, a_wave
from regiowerk.listen.surveys.tests.town_hall import GOAL

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/rathaus/1/teilnehmende/"


@pytest.fixture
def wave(process):
    return a_wave(a_survey(process), state="planned")


@pytest.fixture
def nebel(process):
    organisation = a_municipality("05999011", "Nebel")
    a_membership(process.region, organisation)
    return organisation


def row(organisation, **data):
    fields = {f"o{organisation.pk}-{name}": value for name, value in data.items()}
    return {"shown": organisation.pk, **fields}


def facts():
    return list(
        Participation.objects.order_by("organisation__name").values_list(
            "organisation__name", "state", "coordinator_name", "coordinator_email", "language"
        )
    )


def test_an_organisation_is_chosen_with_whoever_coordinates(office, wave, nebel):
    data = row(nebel, takes_part="on", name="Maria", email="maria@nebel.example.org", language="en")
    response = office.post(HOME, data)

    assert (response.status_code, facts(), deeds()[-1][0]) == (
        302,
        [("Nebel", "planned", "Maria", "maria@nebel.example.org", "en")],
        "wave.participants_chosen",
    )


def test_what_was_not_ticked_is_not_chosen(office, wave, nebel):
    office.post(HOME, row(nebel, name="Maria", email="maria@nebel.example.org"))

    assert (facts(), deeds()) == ([], [])


def test_who_is_ticked_off_before_the_invitation_is_gone(office, wave, nebel):
    a_participation(wave, nebel, state="planned")
    office.post(HOME, row(nebel))

    assert (facts(), deeds()[-1][0]) == ([], "wave.participants_chosen")


def test_an_address_is_corrected_before_the_invitation(office, wave, nebel):
    a_participation(wave, nebel, state="planned")
    office.post(HOME, row(nebel, takes_part="on", name="Uwe", email="uwe@nebel.example.org"))

    assert facts() == [("Nebel", "planned", "Uwe", "uwe@nebel.example.org", "de")]


def test_the_same_again_is_nothing(office, wave, nebel):
    data = row(nebel, takes_part="on", name="Maria", email="maria@nebel.example.org")
    office.post(HOME, data)
    office.post(HOME, data)

    assert [one[0] for one in deeds()] == ["wave.participants_chosen"]


@pytest.mark.parametrize("state", ["invited", "opened", "in_work", "submitted"])
def test_who_was_invited_stays_whatever_is_sent(office, wave, nebel, state):
    a_participation(wave, nebel, state=state)
    office.post(HOME, row(nebel, email="anders@example.org"))

    assert facts() == [("Nebel", state, "Maria Muster", "muster@example.org", "de")]


def test_who_has_answers_filled_in_stays(office, wave, nebel):
    a_revision(a_participation(wave, nebel, state="planned"), GOAL.path)
    office.post(HOME, row(nebel))

    assert len(facts()) == 1


def test_others_than_those_of_the_region_are_not_chosen(office, wave):
    stranger = a_municipality("05999033", "Fern")
    office.post(HOME, row(stranger, takes_part="on"))

    assert facts() == []


def test_an_address_that_is_none_is_shown_again(office, wave, nebel):
    response = office.post(HOME, row(nebel, takes_part="on", name="Maria", email="maria"))
    text = response.content.decode()

    assert (response.status_code, facts(), 'value="Maria"' in text, 'value="maria"' in text) == (
        422,
        [],
        True,
        True,
    )


@pytest.mark.parametrize("garbage", [{}, {"shown": "x"}, {"shown": "9" * 30}, {"shown": "-1"}])
def test_garbage_changes_nothing(office, wave, nebel, garbage):
    response = office.post(HOME, garbage)

    assert (response.status_code, facts(), deeds()) == (302, [], [])


def test_in_a_closed_wave_nobody_is_chosen(office, wave, nebel):
    at = datetime(2022, 1, 20, tzinfo=UTC)
    Wave.objects.update(state="closed", closed_at=at, closed_by="x", opened_at=at, opened_by="x")
    office.post(HOME, row(nebel, takes_part="on"))
    office.post(f"{HOME}alle/", {"kind": "municipality"})

    assert facts() == []


def test_all_municipalities_with_their_contacts(office, wave, crowd, nebel):
    a_membership(crowd.region, a_district())
    a_mandate(crowd.region, nebel, user=a_user("kontakt@nebel.example.org", name="Nina Nebel"))
    a_mandate(crowd.region, nebel, role=Role.HEAD)
    office.post(f"{HOME}alle/", {"kind": "municipality"})
    office.post(f"{HOME}alle/", {"kind": "municipality"})

    assert (facts(), [one[0] for one in deeds()]) == (
        [
            (
                "Musterstadt 002",
                "planned",
                crowd.member.name,
                crowd.member.email,
                "de",
            ),
            ("Nebel", "planned", "Nina Nebel", "kontakt@nebel.example.org", "de"),
        ],
        ["wave.participants_chosen"],
    )


def test_all_districts(office, wave, crowd, nebel):
    a_membership(crowd.region, a_district())
    office.post(f"{HOME}alle/", {"kind": "district"})

    assert facts() == [("Musterkreis 05999", "planned", "", "", "de")]


def test_the_districts_of_the_members_are_offered(office, wave, nebel):
    district = a_district()
    nebel.district = district
    nebel.save()
    a_district("05888")
    office.post(f"{HOME}alle/", {"kind": "district"})

    assert [name for name, *_rest in facts()] == ["Musterkreis 05999"]


def test_all_of_something_else_is_refused(office, wave, nebel):
    response = office.post(f"{HOME}alle/", {"kind": "university"})

    assert (response.status_code, facts()) == (302, [])


def test_who_coordinated_last_time_is_proposed_before_the_contact(office, process, nebel):
    survey = a_survey(process)
    a_participation(a_wave(survey, state="closed"), nebel, state="accepted")
    a_wave(survey, 2, state="planned")
    a_mandate(process.region, nebel, user=a_user("kontakt@nebel.example.org"))
    text = office.get(HOME.replace("/1/", "/2/")).content.decode()

    assert ("muster@example.org" in text, "kontakt@nebel.example.org" in text) == (True, False)


def test_the_same_as_in_the_last_wave(office, process, nebel):
    survey = a_survey(process)
    a_participation(a_wave(survey, state="closed"), nebel, state="accepted")
    a_wave(survey, 2, state="planned")
    Participation.objects.update(coordinator_name="Maria")
    office.post(f"{HOME.replace('/1/', '/2/')}alle/", {"kind": "before"})

    again = Participation.objects.filter(wave__number=2)
    assert list(again.values_list("organisation", "state", "coordinator_name")) == [
        (nebel.pk, "planned", "Maria")
    ]


def test_a_large_region_is_shown_in_pages_and_searched(office, wave, process):
    for number in range(60):
        a_membership(process.region, a_municipality(f"0588{number:04}", f"Ort {number:02}"))
    first = office.get(HOME).content.decode()
    second = office.get(f"{HOME}?page=2").content.decode()
    found = office.get(f"{HOME}?q=Ort+59").content.decode()

    assert [text.count('name="shown"') for text in (first, second, found)] == [50, 11, 1]


def test_save_and_go_on_leads_to_the_next_page(office, wave, nebel):
    response = office.post(f"{HOME}?q=a&page=1", {**row(nebel), "next": "1"})

    assert response.headers["Location"] == f"{HOME}?q=a&page=2"
