"""The pages of the office about surveys and waves: who comes in, and what they cost."""

import pytest

from regiowerk.ground.regions.tests.factories import a_membership, a_municipality
from regiowerk.ground.regions.tests.strangers import OFFICE_LOOKS, as_user, asked_by_all
from regiowerk.listen.surveys.models import Participation, Survey, Wave
from regiowerk.listen.surveys.tests.factories import a_participation, a_survey, a_wave

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/"
OF_WAVE = ("aendern/", "teilnehmende/", "oeffnen/", "schliessen/", "wieder-oeffnen/", "einladen/")
OF_ONE = ("koordination/", "zuruecknehmen/", "link/")
PAGES = (
    HOME,
    f"{HOME}neu/",
    f"{HOME}rathaus/",
    f"{HOME}rathaus/bearbeiten/",
    f"{HOME}rathaus/welle-neu/",
    *(f"{HOME}rathaus/1/{page}" for page in OF_WAVE),
    *(f"{HOME}rathaus/1/teilnahme/ags-05999011/{page}" for page in OF_ONE),
)


@pytest.mark.parametrize("address", PAGES)
def test_only_the_office_looks(crowd, participation, address):
    assert asked_by_all(crowd, address) == OFFICE_LOOKS


@pytest.mark.parametrize("address", [PAGES[1], *PAGES[3:], f"{HOME}rathaus/1/teilnehmende/alle/"])
def test_what_others_send_changes_nothing(crowd, participation, mailoutbox, address):
    def facts():
        found = (Survey.objects, Wave.objects, Participation.objects)
        return [list(one.values()) for one in found]

    before = facts()
    # Everything any of the pages asks for.
    data = {
        "title": "x", "purpose": "x", "questionnaire": 1, "label": "x", "opens_on": "2022-02-01",
        "closes_on": "2022-03-01", "min_cell": 5, "contact_name": "x", "all": 1, "reason": "x",
        "contact_email": "x@example.org", "kind": "municipality", "name": "x",
        "email": "x@example.org", "language": "de",
    }  # fmt: skip
    users = (("outsider", crowd.outsider), ("member", crowd.member), ("anonymous", None))
    answers = {name: as_user(user).post(address, data).status_code for name, user in users}

    assert (answers, facts(), len(mailoutbox)) == (
        {"outsider": 404, "member": 403, "anonymous": 302},
        before,
        0,
    )


def test_what_does_not_exist_is_not_there(office, participation):
    addresses = (
        f"{HOME}anderes/",
        f"{HOME}rathaus/2/aendern/",
        f"{HOME}rathaus/1/teilnahme/ags-0/link/",
        "/verfahren/keins/befragungen/",
    )

    assert [office.get(one).status_code for one in addresses] == [404] * 4


@pytest.mark.parametrize("number", [1, 5])
@pytest.mark.parametrize("address", [HOME, *PAGES[2:]])
def test_a_page_asks_the_database_seldom(
    office, process, django_assert_max_num_queries, address, number
):
    survey = a_survey(process)
    for other in range(2, number + 1):
        a_wave(a_survey(process, f"weitere-{other}", questionnaire=survey.questionnaire))
        a_wave(survey, other)
    wave = a_wave(survey)
    for one in range(number):
        organisation = a_municipality(f"059990{11 + one}", f"Ort {one}")
        a_participation(wave, organisation, state="planned" if one % 2 else "invited")
        a_membership(process.region, a_municipality(f"059980{11 + one}", f"Dorf {one}"))
    office.get(address)

    with django_assert_max_num_queries(12):
        assert office.get(address).status_code == 200


def test_an_empty_list_shows_the_first_step(office, process):
    text = office.get(HOME).content.decode()

    assert (f"{HOME}neu/" in text, "/verfahren/muster/fragebogen/" in text) == (False, True)


def test_what_is_over_stands_last(office, process):
    survey = a_survey(process)
    a_wave(survey, state="closed")
    a_survey(process, "laeuft", questionnaire=survey.questionnaire)
    Survey.objects.filter(key="laeuft").update(title="Läuft", begun_at="2020-01-01T00:00Z")
    text = office.get(HOME).content.decode()

    assert text.index("Läuft") < text.index('id="archiv"') < text.index("Digitale Verwaltung")


@pytest.mark.parametrize(
    ("state", "changes", "step"),
    [
        ("planned", {}, "1/oeffnen/"),
        ("open", {"state": "planned"}, "1/einladen/"),
        ("closed", {}, "welle-neu/"),
    ],
)
def test_the_survey_says_what_comes_next(office, process, state, changes, step):
    a_participation(a_wave(a_survey(process), state=state))
    Participation.objects.update(**changes or {"state": "invited"})
    text = office.get(f"{HOME}rathaus/").content.decode()
    alert = text.split("app-alert", 1)[1]

    assert alert.split('href="', 1)[1].startswith(f"{HOME}rathaus/{step}")
