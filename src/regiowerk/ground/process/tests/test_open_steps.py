from datetime import UTC, date, datetime

import pytest

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.process import queries
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import a_milestone, a_process, a_stage
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.regions.tests.factories import a_mandate, a_municipality, a_region

pytestmark = pytest.mark.django_db

BEGUN = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)


def steps_of(process, on):
    return queries.open_steps(queries.plan_of(process, on))


def asked(process, on):
    return [(step.key, step.since) for step in steps_of(process, on)]


def of_the_office(key, **said):
    mitte = Organisation.objects.get(name="Mitte")
    return OpenStep(
        organisation_id=mitte.pk,
        organisation_key=mitte.key,
        organisation_label="Stadt Mitte",
        key=key,
        due_on=None,
        minutes=5,
        waits_for_office=False,
        **said,
    )


def test_what_the_plan_asks_of_the_office(process, today):
    a_stage(process, 1, opened_at=BEGUN)
    a_stage(process, 2, starts_on=date(2022, 1, 10), ends_on=date(2022, 6, 30))
    a_stage(process, 3, starts_on=date(2022, 7, 1), ends_on=date(2022, 12, 31))
    a_milestone(process, planned_on=date(2022, 1, 20))
    a_milestone(process, "abschluss", planned_on=date(2022, 12, 1))

    assert steps_of(process, today) == (
        of_the_office(
            "close-modul-1",
            label="Modul 1 abschließen oder verschieben",
            reason="Der Zeitraum ist vorbei, und niemand hat gesagt, was daraus wurde.",
            address="/verfahren/muster/ablauf/modul-1/abschliessen/",
            since=date(2022, 1, 1),
        ),
        of_the_office(
            "open-modul-2",
            label="Modul 2 eröffnen",
            reason="Der Zeitraum hat begonnen; wer mitmacht, wartet auf den Start.",
            address="/verfahren/muster/ablauf/modul-2/oeffnen/",
            since=date(2022, 1, 10),
        ),
        of_the_office(
            "milestone-auftakt",
            label="Sagen, ob „Auftakt“ erreicht wurde",
            reason="Der Tag ist vorbei.",
            address="/verfahren/muster/ablauf/#meilenstein-auftakt",
            since=date(2022, 1, 21),
        ),
    )


@pytest.mark.parametrize(
    ("on", "steps"),
    [
        (date(2020, 12, 31), []),
        (date(2021, 1, 1), [("open-modul-1", date(2021, 1, 1))]),
        (date(2021, 1, 4), []),
        (date(2021, 12, 31), []),
        (date(2022, 1, 1), [("close-modul-1", date(2022, 1, 1))]),
    ],
)
def test_a_stage_asks_from_its_first_day_and_again_after_its_last(process, on, steps):
    a_stage(process, opened_at=BEGUN)

    assert asked(process, on) == steps


def test_a_reached_milestone_asks_for_nothing(process, today):
    milestone = a_milestone(process, planned_on=date(2022, 1, 20))
    milestone.reached_on = today
    milestone.save(update_fields=["reached_on"])

    assert asked(process, today) == []


def test_without_a_regiopole_whoever_has_the_office_is_asked(db, today):
    region = a_region()
    process = a_process(region)
    a_stage(process)
    a_mandate(region, a_municipality("05999003", "Nebenan"), role=Role.CONTACT)
    a_mandate(region, a_municipality("05999004", "Verein"), role=Role.OFFICE)

    steps = steps_of(Process.objects.get(), today)

    assert [(step.organisation_label, step.key) for step in steps] == [
        ("Stadt Verein", "open-modul-1")
    ]


def test_where_nobody_runs_the_office_nobody_is_asked(db, today):
    process = a_process(a_region())
    a_stage(process)

    assert steps_of(process, today) == ()


@pytest.mark.parametrize("count", [1, 5])
def test_open_steps_take_no_query_beside_the_plan(process, count, today, django_assert_num_queries):
    for number in range(1, count + 1):
        a_stage(process, number)
        a_milestone(process, f"tag-{number}", planned_on=date(2022, 1, number))
    plan = queries.plan_of(Process.objects.select_related("region__regiopole").get(), today)

    with django_assert_num_queries(0):
        steps = queries.open_steps(plan)

    assert len(steps) == 2 * count
