from datetime import date

import pytest

from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import a_stage, deeds
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all

pytestmark = pytest.mark.django_db

EDIT = "/verfahren/muster/angaben/"
PUBLISH, UNPUBLISH = "/verfahren/muster/veroeffentlichen/", "/verfahren/muster/zuruecknehmen/"
DATA = {
    "name": "Digitale Infrastruktur",
    "summary": "Kommunen planen gemeinsam.",
    "starts_on": "2021-01-01",
    "ends_on": "31.12.2022",
    "latest_end_on": "2023-06-30",
}


@pytest.mark.parametrize(("address", "data"), [(EDIT, DATA), (PUBLISH, {}), (UNPUBLISH, {})])
def test_the_office_alone_describes_and_publishes(crowd, process, address, data):
    assert (asked_by_all(crowd, address), asked_by_all(crowd, address, data)) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
    )


def test_a_process_is_described(office, process):
    office.post(EDIT, DATA)

    described = Process.objects.values("key", *DATA).get()
    assert (described, deeds()) == (
        DATA
        | {
            "key": "muster",
            "starts_on": date(2021, 1, 1),
            "ends_on": date(2022, 12, 31),
            "latest_end_on": date(2023, 6, 30),
        },
        [("process.edited", "Digitale Infrastruktur")],
    )


def test_a_process_does_not_shrink_below_its_stages(office, process):
    a_stage(process)

    answer = office.post(EDIT, DATA | {"starts_on": "2021-02-01"})

    process.refresh_from_db()
    assert (answer.status_code, answer.context["form"].non_field_errors(), process.name) == (
        422,
        [
            "Modul 1 dauert vom 1. Januar 2021 bis zum 31. Dezember 2021 und läge außerhalb des "
            "Verfahrens. Verschieben Sie es zuerst, oder wählen Sie einen längeren Zeitraum."
        ],
        "Verfahren muster",
    )


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"name": ""}, {"name": ["Dieses Feld ist zwingend erforderlich."]}),
        ({"ends_on": "2020-12-31"}, {"ends_on": ["Der letzte Tag liegt vor dem ersten."]}),
        (
            {"latest_end_on": "2022-12-30"},
            {"latest_end_on": ["Das späteste Ende liegt vor dem letzten Tag."]},
        ),
    ],
)
def test_a_wrong_description_is_asked_again(office, process, wrong, faults):
    answer = office.post(EDIT, DATA | wrong)

    assert (answer.status_code, dict(answer.context["form"].errors), deeds()) == (422, faults, [])


def test_a_process_becomes_public_once(office, process):
    office.post(PUBLISH)
    office.post(PUBLISH)

    process.refresh_from_db()
    assert (process.is_public, deeds()) == (True, [("process.published", "Verfahren muster")])


def test_before_publishing_the_office_reads_what_everybody_will_see(office, process):
    question = office.get(PUBLISH).context["question"]

    assert (question.title, len(question.points)) == ("„Verfahren muster“ veröffentlichen", 4)


def test_a_process_is_taken_back_once(office, process):
    Process.objects.update(is_public=True)

    office.post(UNPUBLISH)
    office.post(UNPUBLISH)

    process.refresh_from_db()
    assert (process.is_public, deeds()) == (False, [("process.unpublished", "Verfahren muster")])
