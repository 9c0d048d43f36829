from datetime import UTC, date, datetime

import pytest
from django.test import Client

from regiowerk.ground.process import queries
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import (
    a_milestone,
    a_process,
    a_stage,
    an_activity,
)
from regiowerk.ground.regions.tests.strangers import INSIDERS_LOOK, as_user, asked_by_all

pytestmark = pytest.mark.django_db

PAGE = "/verfahren/muster/ablauf/"
BEGUN = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)
ENDED = datetime(2021, 12, 17, 9, 0, tzinfo=UTC)
SECOND = {"starts_on": date(2022, 1, 1), "ends_on": date(2022, 1, 31)}


def heading_on(process, day):
    return queries.standing_in_words(queries.plan_of(process, day).standing)


def test_insiders_read_the_plan_of_a_process_that_is_not_public(crowd, process):
    assert asked_by_all(crowd, PAGE) == INSIDERS_LOOK


def test_everybody_reads_the_plan_of_a_public_process(crowd, process):
    Process.objects.update(is_public=True)

    assert asked_by_all(crowd, PAGE) == [
        "anonymous: 200",
        "outsider: 200",
        "member: 200",
        "office: 200",
    ]


def test_strangers_cannot_tell_a_hidden_process_from_none(process):
    hidden = Client().get(PAGE).headers["Location"]
    missing = Client().get("/verfahren/gibtsnicht/ablauf/").headers["Location"]

    assert (hidden, missing) == (
        "/anmelden/?next=/verfahren/muster/ablauf/",
        "/anmelden/?next=/verfahren/gibtsnicht/ablauf/",
    )


@pytest.mark.parametrize(
    ("stages", "on", "heading"),
    [
        ([], date(2022, 1, 24), "Dieses Verfahren hat noch keine Module"),
        ([{}], date(2020, 12, 1), "Modul 1 beginnt am 1. Januar 2021"),
        ([{}], date(2021, 2, 1), "Modul 1 kann seit dem 1. Januar 2021 eröffnet werden"),
        ([{"opened_at": BEGUN}], date(2021, 12, 1), "Modul 1 ist offen, noch 30 Tage"),
        ([{"opened_at": BEGUN}], date(2021, 12, 30), "Modul 1 ist offen, noch 1 Tag"),
        ([{"opened_at": BEGUN}], date(2021, 12, 31), "Modul 1 endet heute"),
        (
            [{"opened_at": BEGUN}],
            date(2022, 1, 2),
            "Modul 1 hätte vor 2 Tagen abgeschlossen werden sollen",
        ),
        (
            [{"opened_at": BEGUN, "closed_at": ENDED}],
            date(2022, 1, 2),
            "Das einzige Modul ist abgeschlossen",
        ),
        (
            [{"opened_at": BEGUN, "closed_at": ENDED}, SECOND],
            date(2021, 12, 20),
            "Modul 2 beginnt am 1. Januar 2022",
        ),
    ],
)
def test_the_heading_says_where_the_process_stands(process, stages, on, heading):
    for number, given in enumerate(stages, start=1):
        a_stage(process, number, **given)

    assert heading_on(process, on) == heading


def test_a_plan_tells_of_each_stage_in_words(process):
    a_stage(process, 1, opened_at=BEGUN, closed_at=ENDED)
    a_stage(process, 2, opened_at=BEGUN, **SECOND)
    a_stage(process, 3, starts_on=date(2022, 1, 10), ends_on=date(2022, 6, 30))
    ahead = {"starts_on": date(2022, 7, 1), "ends_on": date(2022, 12, 31)}
    a_stage(process, 4, is_approximate=True, **ahead)
    a_stage(process, 5, ends_on=date(2021, 6, 30), opened_at=BEGUN)

    plan = queries.plan_of(process, date(2022, 1, 24))

    assert [(row.label, row.kind, row.sentence, row.deed, row.weight) for row in plan.stages] == [
        (
            "abgeschlossen",
            "success",
            "1. Januar 2021 bis 31. Dezember 2021; "
            "abgeschlossen am 17. Dezember 2021 von Stadt Mitte",
            "reopen",
            "secondary",
        ),
        ("offen", "info", "1. Januar 2022 bis 31. Januar 2022; noch 7 Tage", "close", "primary"),
        ("zu eröffnen", "warning", "10. Januar 2022 bis 30. Juni 2022", "open", "secondary"),
        ("geplant", "info", "etwa Juli 2022 bis Dezember 2022", "open", "secondary"),
        (
            "überfällig",
            "danger",
            "1. Januar 2021 bis 30. Juni 2021; 208 Tage überfällig",
            "close",
            "secondary",
        ),
    ]


def test_a_plan_tells_of_each_milestone_in_words(process):
    reached = a_milestone(process, "auftakt", planned_on=date(2021, 2, 1))
    reached.reached_on = date(2021, 2, 3)
    reached.save(update_fields=["reached_on"])
    a_milestone(process, "halbzeit", planned_on=date(2022, 1, 20))
    unsettled = a_milestone(process, "abschluss", planned_on=date(2022, 12, 1))
    unsettled.is_approximate = True
    unsettled.save(update_fields=["is_approximate"])

    plan = queries.plan_of(process, date(2022, 1, 24))

    assert [(row.label, row.kind, row.sentence) for row in plan.milestones] == [
        ("erreicht", "success", "3. Februar 2021"),
        ("Tag ist vorbei", "warning", "20. Januar 2022"),
        ("geplant", "info", "etwa im Dezember 2022, der Tag steht noch nicht fest"),
    ]


def test_a_past_day_is_told_as_it_was_then(process):
    a_stage(process, 1, opened_at=BEGUN, closed_at=ENDED)

    assert heading_on(process, date(2021, 12, 1)) == "Modul 1 ist offen, noch 30 Tage"


def test_only_the_office_sees_what_can_be_changed(crowd, process):
    a_stage(process)
    a_milestone(process)
    words = ("Modul eröffnen", "Meilenstein planen", "Veröffentlichen", "Weiteres Verfahren")

    seen = {
        name: [word in as_user(user).get(PAGE).content.decode() for word in words]
        for name, user in (("member", crowd.member), ("office", crowd.office))
    }

    assert seen == {"member": [False] * 4, "office": [True] * 4}


def test_the_plan_is_drawn_as_soon_as_there_are_stages(office, process):
    before = office.get(PAGE).context["timeline"]
    a_stage(process)
    after = office.get(PAGE).context["timeline"]

    assert (before, after.title) == (None, "Verfahren muster: Ablauf am 24. Januar 2022")


@pytest.mark.parametrize("count", [1, 5])
def test_the_plan_takes_few_queries(office, process, count, django_assert_max_num_queries):
    for number in range(1, count + 1):
        stage = a_stage(process, number)
        for position in range(1, count + 1):
            an_activity(stage, position)
        a_milestone(process, f"tag-{number}")

    with django_assert_max_num_queries(12):
        office.get(PAGE)


def test_a_plan_shows_its_own_process_only(crowd, process):
    a_stage(a_process(crowd.region, "anderes"))

    assert queries.plan_of(process, date(2022, 1, 24)).stages == ()
