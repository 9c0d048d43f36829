from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from regiowerk.ground.process import gates
from regiowerk.ground.process.tests.factories import a_milestone, a_stage, deeds
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all

pytestmark = pytest.mark.django_db

OPENED = datetime(2021, 7, 1, 9, 0, tzinfo=UTC)
LATE = "Modul 1 war bis zum 31. Dezember 2021 geplant. Bitte schreiben Sie, warum es später abgeschlossen wird."
EARLY = "Modul 1 war bis zum 30. Juni 2022 geplant. Bitte schreiben Sie, warum es früher abgeschlossen wird."
ON_TIME = {"opened_at": OPENED, "ends_on": date(2022, 1, 31)}


def address_of(stage):
    return reverse("process:close_stage", args=[stage.process.key, stage.key])


def test_the_office_alone_closes_stages(crowd, process):
    address = address_of(a_stage(process, **ON_TIME))

    assert (asked_by_all(crowd, address), asked_by_all(crowd, address, {})) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
    )


def test_a_closed_stage_says_when_by_whom_and_what_came_of_it(office, process, today):
    stage = a_stage(process, **ON_TIME)

    office.post(address_of(stage), {"note": "  Alle gehört. "})

    stage.refresh_from_db()
    assert (stage.dates.closed_on, stage.closed_by, stage.closing_note, deeds()) == (
        today,
        "Stadt Mitte",
        "Alle gehört.",
        [("stage.closed", "Modul 1")],
    )


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "Modul 1 ist noch nicht eröffnet. Eröffnen Sie es zuerst."),
        ({"opened_at": OPENED, "closed_at": OPENED}, "Modul 1 ist schon abgeschlossen."),
        ({"opened_at": OPENED}, LATE),
        ({"opened_at": OPENED, "ends_on": date(2022, 6, 30)}, EARLY),
    ],
)
def test_what_the_calendar_does_not_allow_is_refused(office, process, given, reason):
    answer = office.post(address_of(a_stage(process, **given)), {"note": " "})

    assert (answer.status_code, answer.context["form"].non_field_errors(), deeds()) == (
        422,
        [reason],
        [],
    )


def test_with_a_note_a_stage_closes_late(office, process):
    answer = office.post(
        address_of(a_stage(process, opened_at=OPENED)), {"note": "Wahl abgewartet"}
    )

    assert (answer.status_code, deeds()) == (302, [("stage.closed", "Modul 1")])


def test_a_milestone_nobody_marked_keeps_its_stage_open(office, process):
    stage = a_stage(process, **ON_TIME)
    a_milestone(process, planned_on=date(2022, 1, 20))
    a_milestone(process, "danach", planned_on=date(2022, 2, 20))
    reason = (
        "Der Meilenstein „Auftakt“ (20. Januar 2022) liegt in diesem Modul und ist nicht als "
        "erreicht gekennzeichnet. Kennzeichnen Sie ihn, oder geben Sie ihm einen anderen Tag."
    )

    looked, answer = office.get(address_of(stage)), office.post(address_of(stage))

    assert (
        looked.context["question"].unmet,
        answer.status_code,
        answer.context["form"].non_field_errors(),
        deeds(),
    ) == ((reason,), 422, [reason], [])


def test_the_page_says_beforehand_that_a_note_is_needed(office, process):
    stage = a_stage(process, opened_at=OPENED)
    stage.closing_condition = "Alle gehört"
    stage.save(update_fields=["closing_condition"])

    question = office.get(address_of(stage)).context["question"]

    assert (question.lead, question.points) == (
        "Vereinbarte Bedingung: Alle gehört.",
        ("Dafür ist heute früh oder spät: Bitte schreiben Sie eine Anmerkung.",),
    )


def test_of_an_unsettled_milestone_only_the_month_is_named(process):
    stage = a_stage(process, **ON_TIME)
    milestone = a_milestone(process, planned_on=date(2022, 1, 20))
    milestone.is_approximate = True
    milestone.save(update_fields=["is_approximate"])

    [reason] = gates.unmet_to_close(stage)

    assert reason.startswith("Der Meilenstein „Auftakt“ (etwa Januar 2022) liegt in diesem Modul")
