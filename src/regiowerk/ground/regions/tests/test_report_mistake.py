import pytest
from django.urls import reverse

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.notices.models import Notice
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions import actions
from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.regions.tests.factories import (
    a_mandate,
    a_member,
    a_municipality,
    a_region,
    an_actor,
)
from regiowerk.ground.regions.tests.strangers import a_crowd, as_user, asked_by_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return a_region()


@pytest.fixture
def contact(region):
    return a_member(region, "05762016")


def report(region, contact, text="Die Einwohnerzahl ist veraltet."):
    return actions.report_mistake(
        region=region,
        organisation=Organisation.objects.get(ags="05762016"),
        text=text,
        by=an_actor(contact),
        at=AT,
    )


def test_everybody_in_the_office_is_told_once(region, contact):
    mitte = a_municipality("05999001", "Mitte")
    first = a_mandate(region, mitte, role=Role.OFFICE)
    a_mandate(region, a_municipality("05999005", "Rand"), role=Role.OFFICE)
    a_mandate(region, a_municipality("05999006", "Saum"), role=Role.OFFICE, user=first.user)

    counts = [report(region, contact), report(region, contact)]

    notices = Notice.objects.order_by("recipient")
    assert (counts, Entry.objects.count(), [notice.recipient for notice in notices]) == (
        [2, 2],
        1,
        sorted({mandate.user.email for mandate in region.mandates.filter(role="office")}),
    )


def test_the_notice_says_who_says_what_and_leads_to_the_profile(region, contact):
    a_mandate(region, a_municipality("05999001", "Mitte"), role=Role.OFFICE)

    report(region, contact)

    notice = Notice.objects.get()
    assert (notice.text, notice.address) == (
        "Stadt Musterstadt 016 meldet einen Fehler in den eigenen Angaben: Die Einwohnerzahl ist veraltet.",
        reverse("regions:profile", args=["musterland", "ags-05762016"]),
    )


def test_without_an_office_it_is_refused_and_nothing_is_written(region, contact):
    with pytest.raises(actions.MistakeRefusedError) as refusal:
        report(region, contact)

    assert (str(refusal.value), Entry.objects.count()) == (
        "Im Projektbüro von Musterland arbeitet zurzeit niemand.",
        0,
    )


def test_only_its_own_people_are_asked(region, contact):
    address = reverse("regions:report_mistake", args=[region.key, "ags-05762016"])

    assert asked_by_all(a_crowd(region), address) == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 403",
        "office: 403",
    ]


def test_the_form_leads_back_to_the_profile(region, contact):
    a_crowd(region)
    address = reverse("regions:report_mistake", args=[region.key, "ags-05762016"])

    answers = [as_user(contact).post(address, {"text": text}) for text in ("", "Falsch.")]

    assert [(a.status_code, a.headers.get("Location")) for a in answers] == [
        (422, None),
        (302, reverse("regions:profile", args=[region.key, "ags-05762016"])),
    ]
