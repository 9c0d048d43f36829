from datetime import date

import pytest
from django.urls import reverse

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions import queries
from regiowerk.ground.regions.tests.factories import (
    a_mandate,
    a_membership,
    a_municipality,
    a_region,
)

pytestmark = pytest.mark.django_db

DAY = date(2022, 1, 24)


def test_the_longest_silence_comes_first_and_who_was_never_asked_last():
    region = a_region()
    for number, since in ((1, date(2021, 6, 1)), (2, date(2021, 3, 1)), (3, None)):
        place = a_municipality(f"0599900{number}", f"Ort {number}")
        a_membership(region, place)
        if since:
            mandate = a_mandate(region, place)
            mandate.from_on = since
            mandate.save(update_fields=["from_on"])

    steps = queries.open_steps(region, DAY)

    assert [(s.organisation_label, s.since, s.waits_for_office) for s in steps] == [
        ("Stadt Ort 2", date(2021, 3, 1), False),
        ("Stadt Ort 1", date(2021, 6, 1), False),
        ("Stadt Ort 3", date(2017, 1, 1), True),
    ]


def test_who_has_confirmed_is_not_asked_again():
    region, place = a_region(), a_municipality()
    a_membership(region, place)
    place.confirmed_at, place.confirmed_by = AT, "Stadt Musterstadt"
    place.save(update_fields=["confirmed_at", "confirmed_by"])

    assert (queries.open_steps(region, DAY), queries.count_open_steps(region, DAY)) == ((), 0)


def test_a_reader_is_not_somebody_who_can_answer():
    region, place = a_region(), a_municipality()
    a_membership(region, place)
    a_mandate(region, place, role=Role.READER)

    assert [step.waits_for_office for step in queries.open_steps(region, DAY)] == [True]


def test_the_step_leads_to_the_profile():
    region, place = a_region(), a_municipality()
    a_membership(region, place)

    step = queries.open_steps(region, DAY)[0]

    assert step.address == reverse("regions:profile", args=["musterland", "ags-05999004"])


@pytest.mark.parametrize("count", [1, 5])
def test_steps_take_one_query_and_can_be_limited(django_assert_num_queries, count):
    region = a_region()
    for number in range(count):
        a_membership(region, a_municipality(f"0599900{number}"))

    with django_assert_num_queries(1):
        steps = queries.open_steps(region, DAY, limit=3)

    assert (len(steps), queries.count_open_steps(region, DAY)) == (min(count, 3), count)


def test_the_steps_of_one_organisation_can_be_asked_for():
    region = a_region()
    places = [a_municipality(f"0599900{number}") for number in (1, 2)]
    for place in places:
        a_membership(region, place)

    steps = queries.open_steps(region, DAY, organisation=places[1].pk)

    assert [step.organisation_id for step in steps] == [places[1].pk]
