from datetime import date

import pytest

from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.surveys.models import Participation, Wave
from regiowerk.listen.surveys.tests.factories import (
    a_participation,
    a_published_version,
    a_survey,
    a_wave,
)

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/rathaus/"


def asked(**changes):
    return {
        "label": "Frühjahr 2022",
        "opens_on": "2022-02-01",
        "closes_on": "2022-03-15",
        "min_cell": "5",
        "contact_name": "Eva Beispiel",
        "contact_email": "buero@example.org",
        "contact_phone": "05251 000000",
        **changes,
    }


def facts():
    return Wave.objects.values_list(
        "number", "label", "state", "opens_on", "closes_on", "min_cell", "version__number"
    )


def test_the_first_wave_runs_with_the_version_published_last(office, process):
    survey = a_survey(process)
    a_published_version(process, number=2)
    Version.objects.create(
        questionnaire=survey.questionnaire,
        number=3,
        state="draft",
        origin="editor",
        content_hash="0" * 64,
        begun_at=survey.begun_at,
        begun_by="Stadt Mitte",
    )
    response = office.post(f"{HOME}welle-neu/", asked())

    assert (response.headers["Location"], list(facts()), deeds()[-1][0]) == (
        f"{HOME}1/teilnehmende/",
        [(1, "Frühjahr 2022", "planned", date(2022, 2, 1), date(2022, 3, 15), 5, 2)],
        "wave.planned",
    )


def test_waves_are_numbered_on(office, process):
    a_wave(a_survey(process))
    office.post(f"{HOME}welle-neu/", asked())

    assert [fact[0] for fact in facts().order_by("number")] == [1, 2]


@pytest.mark.parametrize(
    "changes",
    [
        {"min_cell": "2"},
        {"min_cell": ""},
        {"closes_on": "2022-01-31"},
        {"closes_on": "31.02.2022"},
        {"label": " "},
        {"contact_name": ""},
        {"contact_email": "keine Adresse"},
    ],
)
def test_what_cannot_be_is_refused(office, process, changes):
    a_survey(process)
    response = office.post(f"{HOME}welle-neu/", asked(**changes))

    assert (response.status_code, Wave.objects.count()) == (422, 0)


def test_who_helps_is_proposed_from_the_office(office, process, crowd):
    a_survey(process)

    assert f'value="{crowd.office.email}"' in office.get(f"{HOME}welle-neu/").content.decode()


def test_who_helped_last_time_is_proposed(office, process):
    a_wave(a_survey(process))

    assert 'value="05251 000000"' in office.get(f"{HOME}welle-neu/").content.decode()


def test_a_wave_that_named_nobody_is_passed_over(office, process, crowd):
    a_wave(a_survey(process))
    Wave.objects.update(contact_name="", contact_email="", contact_phone="")

    assert f'value="{crowd.office.email}"' in office.get(f"{HOME}welle-neu/").content.decode()


def test_a_planned_wave_takes_the_newest_version_with_everybody_in_it(office, process):
    wave = a_wave(a_survey(process), state="planned")
    one = a_participation(wave, state="planned")
    one.section_tasks.all().delete()
    a_published_version(process, number=2)
    office.post(f"{HOME}1/aendern/", asked())

    versions = Participation.objects.values_list("version__number", flat=True)
    assert (facts().get()[-1], list(versions), deeds()[-1][0]) == (2, [2], "wave.changed")


def test_an_open_wave_keeps_its_version(office, process):
    a_wave(a_survey(process))
    a_published_version(process, number=2)
    office.post(f"{HOME}1/aendern/", asked())

    assert facts().get() == (
        1,
        "Frühjahr 2022",
        "open",
        date(2022, 2, 1),
        date(2022, 3, 15),
        5,
        1,
    )


def test_an_open_wave_cannot_end_in_the_past(office, process):
    a_wave(a_survey(process))
    response = office.post(
        f"{HOME}1/aendern/", asked(opens_on="2022-01-01", closes_on="2022-01-20")
    )

    assert (response.status_code, facts().get()[1]) == (422, "Welle 1")
