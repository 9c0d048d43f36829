from datetime import date

import pytest
from django.urls import reverse

from regiowerk.ground.process.tests.factories import a_stage, deeds
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all

pytestmark = pytest.mark.django_db

DATA = {"starts_on": "01.02.2021", "ends_on": "2022-03-31", "is_approximate": "on"}


@pytest.fixture
def stage(process):
    return a_stage(process)


@pytest.fixture
def address(stage):
    return reverse("process:reschedule_stage", args=[stage.process.key, stage.key])


def test_the_office_alone_reschedules_stages(crowd, address):
    assert (asked_by_all(crowd, address), asked_by_all(crowd, address, DATA)) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
    )


def test_a_stage_gets_another_window(office, stage, address):
    office.post(address, DATA)

    stage.refresh_from_db()
    assert ((stage.starts_on, stage.ends_on, stage.is_approximate), deeds()) == (
        (date(2021, 2, 1), date(2022, 3, 31), True),
        [("stage.rescheduled", "Modul 1 auf 1. Februar 2021 – 31. März 2022")],
    )


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"ends_on": "2021-01-31"}, {"ends_on": ["Der letzte Tag liegt vor dem ersten."]}),
        (
            {"ends_on": "31.02.2022"},
            {"ends_on": ["Bitte geben Sie einen Tag ein, den es gibt, zum Beispiel 31.12.2022."]},
        ),
        (
            {"starts_on": "0202-01-01"},
            {"starts_on": ["Bitte prüfen Sie das Jahr: Es muss von 1900 bis 2199 liegen."]},
        ),
        (
            {"ends_on": "2023-01-01"},
            {
                "__all__": [
                    "Das Verfahren dauert vom 1. Januar 2021 bis spätestens zum 31. Dezember 2022. "
                    "Wählen Sie Tage dazwischen, oder ändern Sie zuerst den Zeitraum des Verfahrens."
                ]
            },
        ),
    ],
)
def test_a_wrong_window_is_asked_again(office, stage, address, wrong, faults):
    answer = office.post(address, DATA | wrong)

    assert (answer.status_code, dict(answer.context["form"].errors), deeds()) == (422, faults, [])
