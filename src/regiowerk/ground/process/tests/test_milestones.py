from datetime import date

import pytest
from django.urls import reverse

from regiowerk.ground.process.models import Milestone
from regiowerk.ground.process.tests.factories import a_milestone, a_process, deeds
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all

pytestmark = pytest.mark.django_db

DATA = {"name": "Auftakt", "planned_on": "03.02.2021", "is_approximate": "on", "source": "Bericht"}


def address_of(verb, milestone):
    return reverse(f"process:{verb}_milestone", args=["muster", milestone.key])


def test_the_office_alone_plans_milestones(crowd, process):
    add = reverse("process:add_milestone", args=["muster"])
    milestone = a_milestone(process, planned_on=date(2022, 1, 20))
    edit, reach, reopen, remove = (
        address_of(verb, milestone) for verb in ("edit", "reach", "reopen", "remove")
    )

    assert (
        [asked_by_all(crowd, page) for page in (add, edit, reach, remove)],
        [
            asked_by_all(crowd, add, DATA),
            asked_by_all(crowd, edit, DATA),
            asked_by_all(crowd, reach, {"reached_on": "2022-01-20"}),
            asked_by_all(crowd, reopen, {}),
            asked_by_all(crowd, remove, {}),
        ],
    ) == ([OFFICE_LOOKS] * 4, [OFFICE_ACTS] * 5)


def test_a_milestone_is_planned_under_a_key_of_its_own(office, process):
    a_milestone(process)

    office.post(reverse("process:add_milestone", args=["muster"]), DATA)

    added = Milestone.objects.values(
        "key", "name", "planned_on", "is_approximate", "source", "reached_on"
    ).last()
    assert (added, deeds()) == (
        {
            "key": "auftakt-2",
            "name": "Auftakt",
            "planned_on": date(2021, 2, 3),
            "is_approximate": True,
            "source": "Bericht",
            "reached_on": None,
        },
        [("milestone.added", "Auftakt")],
    )


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"name": " "}, {"name": ["Dieses Feld ist zwingend erforderlich."]}),
        (
            {"planned_on": "bald"},
            {
                "planned_on": [
                    "Bitte geben Sie einen Tag ein, den es gibt, zum Beispiel 31.12.2022."
                ]
            },
        ),
    ],
)
def test_a_wrong_milestone_is_asked_again(office, process, wrong, faults):
    answer = office.post(reverse("process:add_milestone", args=["muster"]), DATA | wrong)

    assert (
        answer.status_code,
        dict(answer.context["form"].errors),
        Milestone.objects.count(),
    ) == (422, faults, 0)


def test_a_changed_milestone_keeps_its_address(office, process):
    milestone = a_milestone(process)

    office.post(address_of("edit", milestone), DATA | {"name": "Eröffnung"})

    milestone.refresh_from_db()
    assert (milestone.key, milestone.name, milestone.planned_on, deeds()) == (
        "auftakt",
        "Eröffnung",
        date(2021, 2, 3),
        [("milestone.edited", "Eröffnung")],
    )


def test_a_reached_milestone_says_on_which_day_and_who_said_so(office, process, today):
    milestone = a_milestone(process)

    office.post(address_of("reach", milestone), {"reached_on": "2022-01-24"})

    milestone.refresh_from_db()
    assert (milestone.reached_on, milestone.reached_by, deeds()) == (
        today,
        "Stadt Mitte",
        [("milestone.reached", "Auftakt")],
    )


def test_a_day_ahead_cannot_have_been_reached(office, process):
    milestone = a_milestone(process)

    answer = office.post(address_of("reach", milestone), {"reached_on": "2022-01-25"})

    assert (answer.status_code, dict(answer.context["form"].errors), deeds()) == (
        422,
        {
            "reached_on": [
                "Der 25. Januar 2022 ist noch nicht da. "
                "Ein Meilenstein lässt sich an seinem Tag oder danach kennzeichnen."
            ]
        },
        [],
    )


@pytest.mark.parametrize(
    ("planned_on", "suggested"),
    [(date(2022, 1, 20), date(2022, 1, 20)), (date(2022, 3, 1), date(2022, 1, 24))],
)
def test_the_form_suggests_the_planned_day_unless_it_is_still_ahead(
    office, process, planned_on, suggested
):
    milestone = a_milestone(process, planned_on=planned_on)

    assert office.get(address_of("reach", milestone)).context["form"].initial == {
        "reached_on": suggested
    }


def test_what_was_marked_can_be_taken_back_once(office, process, today):
    milestone = a_milestone(process)
    milestone.reached_on, milestone.reached_by = today, "Stadt Mitte"
    milestone.save(update_fields=["reached_on", "reached_by"])

    office.post(address_of("reopen", milestone))
    office.post(address_of("reopen", milestone))

    milestone.refresh_from_db()
    assert (milestone.reached_on, milestone.reached_by, deeds()) == (
        None,
        "",
        [("milestone.reopened", "Auftakt")],
    )


def test_a_removed_milestone_is_gone(office, process):
    office.post(address_of("remove", a_milestone(process)))

    assert (Milestone.objects.count(), deeds()) == (0, [("milestone.removed", "Auftakt")])


def test_a_milestone_of_another_process_is_not_found_here(office, crowd, process):
    elsewhere = a_milestone(a_process(crowd.region, "anderes"))

    assert office.get(address_of("edit", elsewhere)).status_code == 404
