from datetime import UTC, datetime

import pytest
from django.urls import reverse

from regiowerk.ground.process import actions
from regiowerk.ground.process.tests.factories import a_stage, deeds
from regiowerk.ground.regions.tests.factories import an_actor
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all

pytestmark = pytest.mark.django_db

AT = datetime(2022, 1, 10, 9, 0, tzinfo=UTC)
DATA = {"reason": "Eine Kommune fehlt noch"}


def address_of(stage):
    return reverse("process:reopen_stage", args=[stage.process.key, stage.key])


def test_the_office_alone_opens_stages_again(crowd, process):
    address = address_of(a_stage(process, opened_at=AT, closed_at=AT))

    assert (asked_by_all(crowd, address), asked_by_all(crowd, address, DATA)) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
    )


def test_its_closing_is_forgotten_and_the_reason_is_not(office, process):
    stage = a_stage(process, opened_at=AT, closed_at=AT)
    stage.closing_note = "fertig"
    stage.save(update_fields=["closing_note"])

    office.post(address_of(stage), DATA)

    stage.refresh_from_db()
    assert (
        (stage.opened_at, stage.closed_at, stage.closed_by, stage.closing_note),
        deeds(),
    ) == (
        (AT, None, "", ""),
        [("stage.reopened", "Modul 1 (Grund: Eine Kommune fehlt noch)")],
    )


def test_without_a_reason_it_is_asked_again(office, process):
    answer = office.post(address_of(a_stage(process, opened_at=AT, closed_at=AT)), {"reason": ""})

    assert (answer.status_code, list(answer.context["form"].errors), deeds()) == (
        422,
        ["reason"],
        [],
    )


def test_a_stage_that_is_not_closed_stays_as_it_is(office, process):
    answer = office.post(address_of(a_stage(process, opened_at=AT)), DATA)

    assert (answer.status_code, answer.context["form"].non_field_errors()) == (
        422,
        ["Modul 1 ist nicht abgeschlossen."],
    )


def test_a_reason_of_blanks_is_none(crowd, process):
    stage = a_stage(process, opened_at=AT, closed_at=AT)

    with pytest.raises(actions.StageRefusedError, match="Bitte schreiben Sie"):
        actions.reopen_stage(stage=stage, reason="  ", by=an_actor(crowd.office), at=AT)
