from datetime import UTC, datetime

import pytest

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.regions import queries
from regiowerk.ground.regions.tests.factories import (
    a_mandate,
    a_municipality,
    a_region,
    an_actor,
)

pytestmark = pytest.mark.django_db


def test_a_user_acts_by_the_mandate_held():
    region, brakel = a_region(), a_municipality(name="Brakel")
    mandate = a_mandate(region, brakel)

    actor = an_actor(mandate.user)

    assert (actor.organisation_label, actor.role, actor.region_id) == (
        "Stadt Brakel",
        Role.CONTACT,
        region.pk,
    )


def test_a_mandate_that_has_ended_gives_no_right():
    mandate = a_mandate(a_region(), a_municipality())
    mandate.until_on = datetime(2021, 12, 31, tzinfo=UTC).date()
    mandate.save(update_fields=["until_on"])

    assert an_actor(mandate.user).role is None


def test_the_chosen_mandate_wins_over_the_first():
    region = a_region()
    first = a_mandate(region, a_municipality("05999001", "Adorf"))
    second = a_mandate(region, a_municipality("05999002", "Bdorf"), user=first.user)

    actor = queries.actor_of(
        first.user, at=datetime(2022, 1, 24, tzinfo=UTC), chosen_mandate=second.pk
    )

    assert actor.mandate_id == second.pk
