from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.regions.models import Figure, Organisation
from regiowerk.ground.regions.tests.factories import a_figure, a_member, a_region
from regiowerk.ground.regions.tests.strangers import (
    OFFICE_ACTS,
    OFFICE_LOOKS,
    a_crowd,
    as_user,
    asked_by_all,
)

pytestmark = pytest.mark.django_db

DATA = {
    "indicator": "population",
    "value": "16.130",
    "measured_on": "31.12.2020",
    "precision": "rounded",
    "source": "IT.NRW",
    "source_url": "www.it.nrw",
}


@pytest.fixture
def crowd():
    return a_crowd(a_region())


@pytest.fixture
def brakel(crowd):
    a_member(crowd.region, "05762016")
    return Organisation.objects.get(ags="05762016")


@pytest.fixture
def address(brakel):
    return reverse("regions:add_figure", args=["musterland", brakel.key])


def removal_of(figure):
    return reverse("regions:remove_figure", args=["musterland", "ags-05762016", figure.pk])


def test_the_office_alone_adds_figures(crowd, address):
    assert (asked_by_all(crowd, address), asked_by_all(crowd, address, DATA)) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
    )


def test_a_figure_is_kept_with_its_source_and_who_typed_it(crowd, brakel, address):
    as_user(crowd.office).post(address, DATA)

    figure = brakel.figures.get()
    entry = Entry.objects.get()
    assert (
        (figure.value, figure.measured_on, figure.precision, figure.source, figure.source_url),
        (figure.added_by, figure.added_at == entry.happened_at),
        (entry.deed, entry.object_label),
    ) == (
        (Decimal("16130.00"), date(2020, 12, 31), "rounded", "IT.NRW", "https://www.it.nrw"),
        (str(crowd.office), True),
        ("figure.added", "Stadt Musterstadt 016, Einwohner: 16.130"),
    )


def test_one_source_says_one_thing_about_one_day(crowd, brakel, address):
    client = as_user(crowd.office)
    client.post(address, DATA)

    answer = client.post(address, DATA | {"value": "17000"})

    assert (answer.status_code, brakel.figures.count()) == (422, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "-1"},
        {"value": "viele"},
        {"measured_on": "31.02.2020"},
        {"source": ""},
        {"indicator": "municipalities"},
    ],
)
def test_a_wrong_figure_is_asked_again(crowd, brakel, address, wrong):
    answer = as_user(crowd.office).post(address, DATA | wrong)

    assert (answer.status_code, brakel.figures.count()) == (422, 0)


def test_a_figure_typed_in_can_be_removed_by_the_office_alone(crowd, brakel, address):
    as_user(crowd.office).post(address, DATA)
    removal = removal_of(brakel.figures.get())

    assert (
        asked_by_all(crowd, removal),
        asked_by_all(crowd, removal, {}),
        brakel.figures.count(),
        Entry.objects.latest("pk").deed,
    ) == (OFFICE_LOOKS, OFFICE_ACTS, 0, "figure.removed")


def test_a_figure_of_a_collection_stays(crowd, brakel):
    figure = a_figure(brakel)

    answer = as_user(crowd.office).post(removal_of(figure))

    assert (answer.status_code, brakel.figures.count()) == (422, 1)


def test_a_figure_of_somebody_else_is_not_found_here(crowd, brakel):
    other = a_figure(Organisation.objects.get(ags="05999001"))

    assert as_user(crowd.office).post(removal_of(other)).status_code == 404


def test_the_choices_of_the_form_are_those_of_an_organisation(crowd, address):
    page = as_user(crowd.office).get(address)

    assert [value for value, _label in page.context["form"].fields["indicator"].choices] == [
        Figure.Indicator.POPULATION,
        Figure.Indicator.AREA,
    ]
