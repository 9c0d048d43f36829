import pytest
from django.urls import reverse

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions import actions, queries
from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.regions.tests.factories import a_member, a_region, an_actor
from regiowerk.ground.regions.tests.strangers import a_crowd, as_user, asked_by_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return a_region()


@pytest.fixture
def brakel(region):
    a_member(region, "05762016")
    return Organisation.objects.get(ags="05762016")


def test_its_own_people_confirm_and_the_open_step_is_gone(region, brakel):
    contact = brakel.mandates.get().user
    before = queries.count_open_steps(region, AT.date())

    actions.confirm_organisation(region=region, organisation=brakel, by=an_actor(contact), at=AT)

    brakel.refresh_from_db()
    assert (
        brakel.confirmed_at,
        brakel.confirmed_by,
        before,
        queries.count_open_steps(region, AT.date()),
    ) == (AT, str(contact), 1, 0)


def test_the_deed_is_journalled_for_the_organisation(region, brakel):
    actions.confirm_organisation(
        region=region, organisation=brakel, by=an_actor(brakel.mandates.get().user), at=AT
    )

    entry = Entry.objects.get()
    assert (entry.deed, entry.object_label, entry.organisation_label, entry.object_address) == (
        "organisation.confirmed",
        "Stadt Musterstadt 016",
        "Stadt Musterstadt 016",
        reverse("regions:profile", args=["musterland", "ags-05762016"]),
    )


def test_not_even_the_office_confirms_for_others(region, brakel):
    address = reverse("regions:confirm_organisation", args=[region.key, brakel.key])

    assert asked_by_all(a_crowd(region), address, {}) == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 403",
        "office: 403",
    ]


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CONTACT, 302), (Role.HEAD, 302), (Role.EXPERT, 403), (Role.READER, 403)],
)
def test_contact_and_head_may_confirm(region, role, status):
    user = a_member(region, "05999003", role=role)
    address = reverse("regions:confirm_organisation", args=[region.key, "ags-05999003"])

    assert as_user(user).post(address).status_code == status


def test_looking_confirms_nothing(region, brakel):
    address = reverse("regions:confirm_organisation", args=[region.key, brakel.key])

    assert as_user(brakel.mandates.get().user).get(address).status_code == 405
