from datetime import date

import pytest
from django.urls import reverse

from regiowerk.ground.process.models import Activity
from regiowerk.ground.process.tests.factories import a_process, a_stage, an_activity, deeds
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all

pytestmark = pytest.mark.django_db

DATA = {
    "name": "Online-Umfrage",
    "description": "Alle Kommunen",
    "starts_on": "2021-02-01",
    "ends_on": "28.02.2021",
    "is_approximate": "",
    "source": "Zwischenbericht",
}


@pytest.fixture
def stage(process):
    return a_stage(process)


def order_in(stage):
    return list(stage.activities.order_by("position").values_list("name", flat=True))


def address_of(verb, activity):
    return reverse(f"process:{verb}_activity", args=["muster", activity.pk])


def test_the_office_alone_plans_and_arranges_activities(crowd, stage):
    arrange = reverse("process:edit_activities", args=["muster", stage.key])
    add = reverse("process:add_activity", args=["muster", stage.key])
    activity = an_activity(stage)
    edit, move, remove = (address_of(verb, activity) for verb in ("edit", "move", "remove"))

    assert (
        [asked_by_all(crowd, page) for page in (arrange, add, edit, remove)],
        [
            asked_by_all(crowd, add, DATA),
            asked_by_all(crowd, edit, DATA),
            asked_by_all(crowd, move, {"direction": "up"}),
            asked_by_all(crowd, remove, {}),
        ],
    ) == ([OFFICE_LOOKS] * 4, [OFFICE_ACTS] * 4)


def test_a_planned_activity_comes_last(office, stage):
    an_activity(stage)

    office.post(reverse("process:add_activity", args=["muster", stage.key]), DATA)

    added = Activity.objects.values(
        "stage", "position", "name", "description", "starts_on", "ends_on", "source"
    ).last()
    assert (added, deeds()) == (
        {
            "stage": stage.pk,
            "position": 2,
            "name": "Online-Umfrage",
            "description": "Alle Kommunen",
            "starts_on": date(2021, 2, 1),
            "ends_on": date(2021, 2, 28),
            "source": "Zwischenbericht",
        },
        [("activity.added", "Online-Umfrage")],
    )


def test_the_days_of_an_activity_may_stay_open(office, stage):
    add = reverse("process:add_activity", args=["muster", stage.key])

    answer = office.post(add, {"name": "Interviews"})

    assert (answer.status_code, order_in(stage)) == (302, ["Interviews"])


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"name": ""}, {"name": ["Dieses Feld ist zwingend erforderlich."]}),
        (
            {"starts_on": ""},
            {"ends_on": ["Bitte geben Sie auch den ersten Tag ein, oder keinen von beiden."]},
        ),
        (
            {"ends_on": ""},
            {"ends_on": ["Bitte geben Sie auch den letzten Tag ein, oder keinen von beiden."]},
        ),
        ({"ends_on": "2021-01-01"}, {"ends_on": ["Der letzte Tag liegt vor dem ersten."]}),
    ],
)
def test_a_wrong_activity_is_asked_again(office, stage, wrong, faults):
    add = reverse("process:add_activity", args=["muster", stage.key])

    answer = office.post(add, DATA | wrong)

    assert (answer.status_code, dict(answer.context["form"].errors), order_in(stage)) == (
        422,
        faults,
        [],
    )


def test_an_activity_is_changed(office, stage):
    activity = an_activity(stage)

    answer = office.post(address_of("edit", activity), DATA)

    assert (answer.headers["Location"], order_in(stage), deeds()) == (
        "/verfahren/muster/ablauf/modul-1/arbeitsschritte/",
        ["Online-Umfrage"],
        [("activity.edited", "Online-Umfrage")],
    )


def test_an_activity_moves_among_those_of_its_stage(office, process, stage):
    other_stage = a_stage(process, 2)
    first, second, third = (an_activity(stage, position) for position in (1, 2, 3))
    an_activity(other_stage, 1)

    office.post(address_of("move", third), {"direction": "up"})
    office.post(address_of("move", first), {"direction": "up"})

    assert (order_in(stage), order_in(other_stage)) == (
        [first.name, third.name, second.name],
        ["Umfrage 1"],
    )


def test_sideways_is_no_direction(office, stage):
    answer = office.post(address_of("move", an_activity(stage)), {"direction": "left"})

    assert (answer.status_code, deeds()) == (400, [])


def test_a_removed_activity_is_gone(office, stage):
    office.post(address_of("remove", an_activity(stage)))

    assert (order_in(stage), deeds()) == ([], [("activity.removed", "Umfrage 1")])


def test_an_activity_of_another_process_is_not_found_here(office, crowd, process):
    elsewhere = an_activity(a_stage(a_process(crowd.region, "anderes")))

    assert office.get(address_of("edit", elsewhere)).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_that_arranges_takes_few_queries(
    office, stage, count, django_assert_max_num_queries
):
    for position in range(1, count + 1):
        an_activity(stage, position)

    with django_assert_max_num_queries(12):
        office.get(reverse("process:edit_activities", args=["muster", stage.key]))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_approximate", "period"),
    [
        (None, None, False, ""),
        (date(2021, 2, 1), date(2021, 3, 5), False, "1. Februar 2021 bis 5. März 2021"),
        (date(2021, 2, 1), date(2021, 3, 5), True, "etwa Februar 2021 bis März 2021"),
        (date(2021, 2, 1), date(2021, 2, 28), True, "etwa Februar 2021"),
    ],
)
def test_when_an_activity_takes_place(starts_on, ends_on, is_approximate, period):
    activity = Activity(starts_on=starts_on, ends_on=ends_on, is_approximate=is_approximate)

    assert activity.period == period
