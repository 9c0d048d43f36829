from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.regions.models import Mandate, Membership, Organisation
from regiowerk.ground.regions.tests.factories import (
    a_district,
    a_mandate,
    a_member,
    a_membership,
    a_municipality,
    a_region,
)
from regiowerk.ground.regions.tests.strangers import (
    OFFICE_ACTS,
    OFFICE_LOOKS,
    a_crowd,
    as_user,
    asked_by_all,
)

pytestmark = pytest.mark.django_db

TERMS = {
    "membership": "member",
    "from_on": "01.01.2018",
    "is_confirmed": "on",
    "source": "Satzung 2018",
    "source_url": "",
}
NEW = TERMS | {
    "kind": "municipality",
    "name": "Brakel",
    "designation": "Stadt",
    "ags": "05 7 62 016",
    "ars": "057620016016",
    "latitude": "51,7168",
    "longitude": "9,1844",
    "website": "",
}


@pytest.fixture
def crowd():
    return a_crowd(a_region())


def address_of(name, *args):
    return reverse(f"regions:{name}", args=["musterland", *args])


def deeds():
    return [entry.deed for entry in Entry.objects.order_by("pk")]


# The list


def test_the_office_alone_sees_the_list(crowd):
    assert [
        asked_by_all(crowd, address_of(name))
        for name in ("members", "choose_organisation", "add_organisation")
    ] == [OFFICE_LOOKS] * 3


def test_the_list_is_searched_by_name_and_ags(crowd):
    a_membership(crowd.region, a_municipality("05762016", "Brakel"))
    client = as_user(crowd.office)

    found = [
        [m.organisation.name for m in client.get(address_of("members"), {"q": q}).context["page"]]
        for q in ("brak", "05762", "stadt brakel", "Nirgends")
    ]

    assert found == [["Brakel"], ["Brakel"], ["Brakel"], []]


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    crowd, count, django_assert_max_num_queries
):
    for number in range(count):
        a_membership(crowd.region, a_municipality(f"0576200{number}"))
    client = as_user(crowd.office)

    with django_assert_max_num_queries(12):
        page = client.get(address_of("members"))

    assert len(page.context["page"].object_list) == count + 1


def test_only_those_who_can_join_are_offered(crowd):
    former = a_membership(crowd.region, a_municipality("05762016", "Brakel"))
    former.until_on = date(2019, 12, 31)
    former.save(update_fields=["until_on"])

    offered = as_user(crowd.office).get(address_of("choose_organisation")).context["page"]

    assert [o.name for o in offered] == ["Brakel", "Mitte", "Musterstadt 009"]


# add_membership


def test_a_known_organisation_joins(crowd):
    a_municipality("05762016", "Brakel")
    address = address_of("add_membership", "ags-05762016")

    looks, acts = asked_by_all(crowd, address), asked_by_all(crowd, address, TERMS)

    membership = Membership.objects.get(organisation__ags="05762016")
    assert (
        (looks, acts),
        (membership.kind, membership.from_on, membership.is_confirmed, membership.source),
        deeds(),
    ) == (
        (OFFICE_LOOKS, OFFICE_ACTS),
        ("member", date(2018, 1, 1), True, "Satzung 2018"),
        ["membership.added"],
    )


@pytest.mark.parametrize(
    ("until_on", "from_on", "status"),
    [
        (None, "01.01.2018", 422),
        (None, "", 422),
        (date(2019, 12, 31), "31.12.2019", 422),
        (date(2019, 12, 31), "01.01.2020", 302),
    ],
)
def test_memberships_of_one_organisation_do_not_overlap(crowd, until_on, from_on, status):
    membership = a_membership(crowd.region, a_municipality("05762016"))
    membership.until_on = until_on
    membership.save(update_fields=["until_on"])

    answer = as_user(crowd.office).post(
        address_of("add_membership", "ags-05762016"), TERMS | {"from_on": from_on}
    )

    assert answer.status_code == status


# add_organisation


def test_a_new_municipality_joins_under_its_district(crowd):
    district = a_district("05762", "Höxter")

    answer = as_user(crowd.office).post(address_of("add_organisation"), NEW)

    brakel = Organisation.objects.get(key="ags-05762016")
    assert (
        answer.status_code,
        (str(brakel), brakel.ags, brakel.ars, brakel.district, str(brakel.latitude)),
        [m.source for m in brakel.memberships.all()],
        deeds(),
    ) == (
        302,
        ("Stadt Brakel", "05762016", "057620016016", district, "51.71680"),
        ["Satzung 2018"],
        ["organisation.added", "membership.added"],
    )


def test_a_new_district_gathers_its_municipalities(crowd):
    brakel = a_municipality("05762016", "Brakel")
    data = NEW | {"kind": "district", "name": "Höxter", "designation": "Kreis", "ags": "05762"}

    as_user(crowd.office).post(address_of("add_organisation"), data | {"ars": ""})

    brakel.refresh_from_db()
    assert (brakel.district.key, str(brakel.district), brakel.district.ags) == (
        "kreis-05762",
        "Kreis Höxter",
        None,
    )


def test_other_organisations_get_a_readable_key(crowd):
    data = NEW | {"kind": "university", "designation": "", "ags": "", "ars": ""}
    client = as_user(crowd.office)

    for name in ("Universität Paderborn", "Universität Paderborn"):
        client.post(address_of("add_organisation"), data | {"name": name})

    known = Organisation.objects.filter(kind="university").order_by("key")
    assert [o.key for o in known] == ["universitaet-paderborn", "universitaet-paderborn-2"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            {"ags": "5762016"},
            "5762016 hat 7 Ziffern. Vermutlich ist eine führende Null verloren gegangen: 05762016.",
        ),
        ({"ags": ""}, "Bitte geben Sie den AGS ein. Er hat 8 Ziffern."),
        ({"ars": "057740032032"}, "AGS und ARS gehören zu verschiedenen Kommunen."),
        ({"longitude": ""}, "Bitte geben Sie beide Koordinaten ein oder keine."),
        ({"kind": "chamber"}, "Nur Kommunen und Kreise haben einen AGS."),
        (
            {"kind": "district", "ags": "5762"},
            "5762 hat 4 Ziffern. Vermutlich ist eine führende Null verloren gegangen: 05762.",
        ),
    ],
)
def test_a_wrong_entry_is_explained(crowd, wrong, sentence):
    answer = as_user(crowd.office).post(address_of("add_organisation"), NEW | wrong)

    faults = [fault for faults in answer.context["form"].errors.values() for fault in faults]
    assert (answer.status_code, faults, deeds()) == (422, [sentence], [])


def test_an_ags_belongs_to_one_organisation(crowd):
    a_municipality("05762016", "Brakel")

    answer = as_user(crowd.office).post(address_of("add_organisation"), NEW)

    assert (answer.status_code, answer.context["form"].non_field_errors(), deeds()) == (
        422,
        [
            "Der Schlüssel 05762016 gehört zu Stadt Brakel; diese Organisation ist schon bekannt. "
            "Wählen Sie sie aus."
        ],
        [],
    )


# end_membership


def end(client, membership, until_on="31.12.2021", source="Ratsbeschluss 2021"):
    address = address_of("end_membership", membership.pk)
    return client.post(address, {"until_on": until_on, "source": source})


def test_the_office_alone_ends_memberships(crowd):
    membership = a_membership(crowd.region, a_municipality("05762016"))
    address = address_of("end_membership", membership.pk)
    data = {"until_on": "31.12.2021", "source": "Ratsbeschluss 2021"}

    assert (asked_by_all(crowd, address), asked_by_all(crowd, address, data)) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
    )


def test_with_a_membership_its_mandates_end_and_the_organisation_stays(crowd):
    contact = a_member(crowd.region, "05762016")
    brakel = Organisation.objects.get(ags="05762016")
    later = a_mandate(crowd.region, brakel, role=Role.HEAD)
    later.from_on = date(2022, 1, 1)
    later.save(update_fields=["from_on"])

    end(as_user(crowd.office), brakel.memberships.get())

    membership = brakel.memberships.get()
    assert (
        (membership.until_on, membership.source),
        [(m.user, m.until_on) for m in brakel.mandates.all()],
        deeds(),
    ) == (
        (date(2021, 12, 31), "Beispiel; Ratsbeschluss 2021"),
        [(contact, date(2021, 12, 31))],
        ["membership.ended"],
    )


def test_a_membership_that_goes_on_keeps_its_mandates(crowd):
    contact = a_member(crowd.region, "05762016")
    brakel = Organisation.objects.get(ags="05762016")
    Membership.objects.create(
        region=crowd.region, organisation=brakel, from_on=date(2022, 1, 1), source="Satzung 2022"
    )

    end(as_user(crowd.office), brakel.memberships.get(from_on=date(2017, 1, 1)))

    assert [(m.user, m.until_on) for m in brakel.mandates.all()] == [(contact, None)]


@pytest.mark.parametrize(
    ("until_on", "source"), [("31.12.2016", "A"), ("31.12.2021", ""), ("", "A"), ("x", "A")]
)
def test_an_end_needs_a_day_after_the_beginning_and_a_source(crowd, until_on, source):
    membership = a_membership(crowd.region, a_municipality("05762016"))

    answer = end(as_user(crowd.office), membership, until_on, source)

    membership.refresh_from_db()
    assert (answer.status_code, membership.until_on) == (422, None)


def test_an_ended_membership_can_be_shortened_but_not_ended_twice(crowd):
    membership = a_membership(crowd.region, a_municipality("05762016"))
    client = as_user(crowd.office)

    codes = [
        end(client, membership, day).status_code
        for day in ("31.12.2021", "31.12.2021", "30.06.2021")
    ]

    assert codes == [302, 422, 302]


def test_the_region_keeps_its_office(crowd):
    mitte = Organisation.objects.get(ags="05999001")
    membership = a_membership(crowd.region, mitte)

    answer = end(as_user(crowd.office), membership)

    assert (
        answer.status_code,
        Mandate.objects.get(organisation=mitte).until_on,
        Membership.objects.get(organisation=mitte).until_on,
    ) == (422, None, None)


def test_the_page_says_how_many_mandates_end(crowd):
    a_member(crowd.region, "05762016")
    membership = Membership.objects.get(organisation__ags="05762016")

    page = as_user(crowd.office).get(address_of("end_membership", membership.pk))

    assert "1 Mandat für diese Organisation endet damit." in page.context["question"].points


# confirm_membership, doubt_membership


def test_the_office_alone_marks_memberships(crowd):
    membership = a_membership(crowd.region, a_municipality("05762016"))
    answers = {}
    for name in ("doubt_membership", "confirm_membership"):
        asked = asked_by_all(crowd, address_of(name, membership.pk), {})
        membership.refresh_from_db()
        answers[name] = (asked, membership.is_confirmed)

    assert (answers, deeds()) == (
        {"doubt_membership": (OFFICE_ACTS, False), "confirm_membership": (OFFICE_ACTS, True)},
        ["membership.doubted", "membership.confirmed"],
    )


def test_a_membership_of_another_region_is_not_found(crowd):
    other = Membership.objects.get(region__key="anderswo")

    assert [
        as_user(crowd.office).post(address_of(name, other.pk)).status_code
        for name in ("doubt_membership", "confirm_membership", "end_membership")
    ] == [404, 404, 404]


def test_a_coming_end_still_counts_today(crowd):
    tomorrow = timezone.localdate() + timedelta(days=1)
    membership = a_membership(crowd.region, a_municipality("05762016"))

    end(as_user(crowd.office), membership, tomorrow.isoformat())

    heading = as_user(crowd.office).get(address_of("members")).context["heading"]
    assert heading == "2 Organisationen sind Mitglied"
