from datetime import date

import pytest
from django.urls import reverse

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions import queries
from regiowerk.ground.regions.models import Figure, Network, NetworkMember, Organisation
from regiowerk.ground.regions.tests.factories import (
    a_figure,
    a_mandate,
    a_member,
    a_municipality,
    a_region,
)
from regiowerk.ground.regions.tests.strangers import (
    INSIDERS_LOOK,
    a_crowd,
    as_user,
    asked_by_all,
)

pytestmark = pytest.mark.django_db

DAY = date(2022, 1, 24)


@pytest.fixture
def region():
    return a_region()


@pytest.fixture
def contact(region):
    return a_member(region, "05762016")


@pytest.fixture
def brakel(contact):
    return Organisation.objects.get(ags="05762016")


def address_of(organisation):
    return reverse("regions:profile", args=["musterland", organisation.key])


def test_everybody_inside_may_look(region, brakel):
    assert asked_by_all(a_crowd(region), address_of(brakel)) == INSIDERS_LOOK


def test_contradicting_figures_are_all_shown_and_one_counts(region, brakel):
    a_figure(brakel, "16137", measured_on=date(2019, 12, 31))
    a_figure(brakel, "16000", precision=Figure.Precision.STATED, source="Zeitung")
    a_figure(brakel, "16130", precision=Figure.Precision.ROUNDED, source="Destatis")
    a_figure(brakel, "16372", measured_on=date(2022, 12, 31))
    a_figure(brakel, "173.92", indicator=Figure.Indicator.AREA, measured_on=None)

    lines = queries.profile_of(region, brakel, DAY).lines

    assert [(str(line.figure.value), line.counts) for line in lines] == [
        ("16372.00", False),
        ("16130.00", True),
        ("16000.00", False),
        ("16137.00", False),
        ("173.92", True),
    ]


def test_the_rule_of_the_profile_is_the_rule_of_the_sums(region, brakel):
    a_figure(brakel, "16137", measured_on=date(2019, 12, 31))
    a_figure(brakel, "16130", precision=Figure.Precision.ROUNDED)
    a_figure(brakel, "16372", measured_on=date(2022, 12, 31))

    counting = [
        line.figure.value for line in queries.profile_of(region, brakel, DAY).lines if line.counts
    ]

    assert counting == [queries.totals_of(region, DAY).population]


def test_the_facts_say_what_is_not_confirmed(brakel):
    brakel.central_place = Organisation.CentralPlace.MIDDLE
    brakel.website = "https://www.brakel.de"

    assert [str(value) for _label, value in queries.facts_of(brakel)] == [
        "Musterstadt 016",
        "Stadt",
        "Kommune",
        "05762016",
        "Mittelzentrum (nicht bestätigt)",
        "https://www.brakel.de",
    ]


def test_its_own_people_see_the_button_and_others_do_not(region, brakel, contact):
    other = a_member(region, "05999003")
    button = reverse("regions:confirm_organisation", args=[region.key, brakel.key])

    pages = [as_user(user).get(address_of(brakel)).content.decode() for user in (contact, other)]

    assert [button in page for page in pages] == [True, False]


def test_an_organisation_without_a_tie_to_the_region_does_not_exist_there(region, contact):
    stranger = a_municipality("05999077")

    assert as_user(contact).get(address_of(stranger)).status_code == 404


def test_a_body_that_only_reads_along_has_a_profile(region):
    institute = Organisation.objects.create(
        key="bundesinstitut", name="Bundesinstitut", kind=Organisation.Kind.FEDERAL_BODY
    )
    reader = a_mandate(region, institute, role=Role.READER).user

    assert as_user(reader).get(address_of(institute)).status_code == 200


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_takes_the_same_queries_for_any_number_of_figures(
    region, brakel, contact, count, django_assert_max_num_queries
):
    network = Network.objects.create(key="netz", name="Netz")
    NetworkMember.objects.create(network=network, organisation=brakel, position=1)
    for year in range(count):
        a_figure(brakel, measured_on=date(2015 + year, 12, 31))
    client = as_user(contact)

    with django_assert_max_num_queries(12):
        page = client.get(address_of(brakel))

    assert len(page.context["profile"].lines) == count


def test_a_confirmation_names_day_and_person(brakel):
    brakel.confirmed_at, brakel.confirmed_by = AT, "Ansprechperson (Beispiel)"

    assert (
        queries.confirmation_of(brakel, is_asked=True)
        == "Am 24. Januar 2022 bestätigt von Ansprechperson (Beispiel)."
    )
