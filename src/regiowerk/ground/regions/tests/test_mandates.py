from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.notices.models import Mail, Notice
from regiowerk.ground.people.models import User
from regiowerk.ground.regions.models import Mandate, Organisation
from regiowerk.ground.regions.tests.factories import a_mandate, a_member, a_region
from regiowerk.ground.regions.tests.strangers import (
    OFFICE_ACTS,
    OFFICE_LOOKS,
    a_crowd,
    as_user,
    asked_by_all,
    mandate_of,
)

pytestmark = pytest.mark.django_db

INVITATION = {
    "email": "neu@example.org",
    "name": "Neue Ansprechperson",
    "role": "contact",
    "language": "de",
    "from_on": "01.02.2022",
    "until_on": "",
}


@pytest.fixture
def crowd():
    return a_crowd(a_region())


@pytest.fixture
def brakel(crowd):
    a_member(crowd.region, "05762016")
    return Organisation.objects.get(ags="05762016")


def address_of(name, *args):
    return reverse(f"regions:{name}", args=["musterland", *args])


def deeds():
    return [entry.deed for entry in Entry.objects.filter(deed__startswith="mandate")]


# The list


def test_the_office_alone_sees_who_may_act(crowd):
    assert asked_by_all(crowd, address_of("mandates")) == OFFICE_LOOKS


def test_the_office_stands_first_and_people_are_found(crowd, brakel):
    client = as_user(crowd.office)

    found = [
        [m.user for m in client.get(address_of("mandates"), {"q": q}).context["page"]]
        for q in ("", "contact-", "016")
    ]

    contact = brakel.mandates.get().user
    assert found == [
        [crowd.office, crowd.member, contact],
        [crowd.member, contact],
        [contact],
    ]


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    crowd, count, django_assert_max_num_queries
):
    for number in range(count):
        a_member(crowd.region, f"0576200{number}")
    client = as_user(crowd.office)

    with django_assert_max_num_queries(12):
        page = client.get(address_of("mandates"))

    assert len(page.context["page"].object_list) == count + 2


# grant_mandate


def test_the_office_alone_invites(crowd, brakel):
    address = address_of("grant_mandate", brakel.key)

    assert (asked_by_all(crowd, address), asked_by_all(crowd, address, INVITATION)) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
    )


def test_an_invitation_makes_account_and_mandate(crowd, brakel):
    as_user(crowd.office).post(address_of("grant_mandate", brakel.key), INVITATION)

    user = User.objects.get(email="neu@example.org")
    mandate = mandate_of(user)
    assert (
        (user.name, user.language),
        (mandate.organisation, mandate.region, mandate.role, mandate.from_on, mandate.until_on),
        mandate.granted_by,
        deeds(),
        [mail.to for mail in Mail.objects.all()],
        Notice.objects.count(),
    ) == (
        ("Neue Ansprechperson", "de"),
        (brakel, crowd.region, "contact", date(2022, 2, 1), None),
        str(crowd.office),
        ["mandate.granted"],
        ["neu@example.org"],
        0,
    )


def test_who_has_an_account_keeps_it(crowd, brakel):
    address = address_of("grant_mandate", brakel.key)

    as_user(crowd.office).post(address, INVITATION | {"email": crowd.member.email.upper()})

    assert (
        [m.organisation.ags for m in crowd.member.mandates.order_by("pk")],
        [(notice.recipient, notice.text) for notice in Notice.objects.all()],
        Mail.objects.count(),
    ) == (
        ["05999002", "05762016"],
        [(crowd.member.email, "Sie können jetzt für Stadt Musterstadt 016 handeln.")],
        0,
    )


@pytest.mark.parametrize(
    ("from_on", "until_on", "status"),
    [
        ("01.02.2022", "", 422),
        ("01.01.2020", "31.12.2020", 302),
        ("01.01.2020", "01.01.2021", 422),
        ("01.02.2022", "31.01.2022", 422),
    ],
)
def test_nobody_holds_the_same_mandate_twice_at_once(crowd, brakel, from_on, until_on, status):
    data = INVITATION | {
        "email": brakel.mandates.get().user.email,
        "from_on": from_on,
        "until_on": until_on,
    }

    answer = as_user(crowd.office).post(address_of("grant_mandate", brakel.key), data)

    assert answer.status_code == status


def test_a_refused_invitation_leaves_nothing_behind(crowd, brakel):
    client = as_user(crowd.office)
    address = address_of("grant_mandate", brakel.key)
    client.post(address, INVITATION)
    before = (User.objects.count(), Entry.objects.count())

    answer = client.post(address, INVITATION)

    assert (answer.status_code, (User.objects.count(), Entry.objects.count())) == (422, before)


# end_mandate


def test_the_office_alone_ends_mandates(crowd, brakel):
    address = address_of("end_mandate", brakel.mandates.get().pk)
    data = {"until_on": "31.12.2021"}

    assert (asked_by_all(crowd, address), asked_by_all(crowd, address, data), deeds()) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
        ["mandate.ended"],
    )


def test_after_its_last_day_a_mandate_gives_no_right(crowd, brakel):
    mandate = brakel.mandates.get()
    profile = address_of("profile", brakel.key)
    yesterday = timezone.localdate() - timedelta(days=1)
    before = as_user(mandate.user).get(profile).status_code

    as_user(crowd.office).post(
        address_of("end_mandate", mandate.pk), {"until_on": yesterday.isoformat()}
    )

    assert (before, as_user(mandate.user).get(profile).status_code) == (200, 404)


def test_a_day_before_its_beginning_takes_a_mandate_back(crowd, brakel):
    mandate = brakel.mandates.get()

    as_user(crowd.office).post(address_of("end_mandate", mandate.pk), {"until_on": "31.12.2020"})

    assert Mandate.objects.filter(pk=mandate.pk).exists() is False


def test_the_last_office_mandate_cannot_be_ended(crowd):
    mandate = mandate_of(crowd.office)

    answer = as_user(crowd.office).post(
        address_of("end_mandate", mandate.pk), {"until_on": "31.12.2030"}
    )

    mandate.refresh_from_db()
    assert (answer.status_code, mandate.until_on, answer.context["form"].non_field_errors()) == (
        422,
        None,
        [
            "Dies ist das letzte Mandat des Projektbüros von Musterland. "
            "Laden Sie zuerst eine Nachfolge ein."
        ],
    )


@pytest.mark.parametrize(
    ("successor", "is_active", "status"),
    [
        ({"from_on": date(2022, 1, 1)}, True, 302),
        ({"from_on": date(2022, 1, 2)}, True, 422),
        ({"from_on": date(2021, 1, 1), "until_on": date(2021, 12, 31)}, True, 422),
        ({"from_on": date(2022, 1, 1)}, False, 422),
    ],
)
def test_a_successor_must_be_there_the_day_after(crowd, brakel, successor, is_active, status):
    other = a_mandate(crowd.region, brakel, role=Role.OFFICE)
    Mandate.objects.filter(pk=other.pk).update(**successor)
    User.objects.filter(pk=other.user_id).update(is_active=is_active)

    answer = as_user(crowd.office).post(
        address_of("end_mandate", mandate_of(crowd.office).pk), {"until_on": "31.12.2021"}
    )

    assert answer.status_code == status


def test_a_mandate_in_another_region_is_not_found(crowd):
    other = mandate_of(crowd.outsider)

    assert as_user(crowd.office).get(address_of("end_mandate", other.pk)).status_code == 404
