from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.process import actions
from regiowerk.ground.process.tests.factories import a_stage, deeds
from regiowerk.ground.regions.tests.factories import an_actor
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all

pytestmark = pytest.mark.django_db

AT = datetime(2022, 1, 24, 9, 0, tzinfo=UTC)


def address_of(stage):
    return reverse("process:open_stage", args=[stage.process.key, stage.key])


def test_the_office_alone_opens_stages(crowd, process):
    address = address_of(a_stage(process))

    assert (asked_by_all(crowd, address), asked_by_all(crowd, address, {})) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
    )


def test_an_opened_stage_says_when_and_by_whom(crowd, process):
    stage = a_stage(process)

    actions.open_stage(stage=stage, by=an_actor(crowd.office), at=AT)

    stage.refresh_from_db()
    entry = Entry.objects.get()
    assert (
        (stage.opened_at, stage.opened_by),
        (entry.deed, entry.object_label, entry.organisation_label, entry.happened_at),
        (entry.region_key, entry.process_key, entry.object_address),
    ) == (
        (AT, "Stadt Mitte"),
        ("stage.opened", "Modul 1", "Stadt Mitte", AT),
        ("musterland", "muster", "/verfahren/muster/ablauf/"),
    )


def test_whoever_opened_it_is_led_to_the_plan(office, process):
    answer = office.post(address_of(a_stage(process)))

    assert (answer.status_code, answer.headers["Location"]) == (302, "/verfahren/muster/ablauf/")


def test_htmx_is_sent_on_too(office, process):
    answer = office.post(address_of(a_stage(process)), headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Location"]) == (200, "/verfahren/muster/ablauf/")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (
            {"starts_on": date(2022, 2, 1), "ends_on": date(2022, 6, 30)},
            "Modul 1 beginnt am 1. Februar 2022. Verschieben Sie es, wenn es früher beginnen soll.",
        ),
        ({"opened_at": AT}, "Modul 1 ist schon offen."),
        ({"opened_at": AT, "closed_at": AT}, "Modul 1 ist schon abgeschlossen."),
    ],
)
def test_what_the_calendar_does_not_allow_is_refused(office, process, given, reason):
    answer = office.post(address_of(a_stage(process, **given)))

    assert (answer.status_code, answer.context["form"].non_field_errors(), deeds()) == (
        422,
        [reason],
        [],
    )


def test_a_condition_from_elsewhere_keeps_a_stage_closed(crowd, process):
    stage = a_stage(process)

    with pytest.raises(actions.StageRefusedError) as refused:
        actions.open_stage(
            stage=stage, unmet=["Es fehlt ein Fragebogen."], by=an_actor(crowd.office), at=AT
        )

    stage.refresh_from_db()
    assert (refused.value.reasons, stage.opened_at) == (("Es fehlt ein Fragebogen.",), None)


def test_an_unknown_stage_is_not_found(office, process):
    a_stage(process)

    assert office.get("/verfahren/muster/ablauf/modul-9/oeffnen/").status_code == 404
