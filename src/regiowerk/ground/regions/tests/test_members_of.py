from datetime import date
from decimal import Decimal

import pytest

from regiowerk.ground.regions import queries
from regiowerk.ground.regions.models import Figure, Membership, Organisation
from regiowerk.ground.regions.queries import District, Totals
from regiowerk.ground.regions.tests.factories import (
    a_district,
    a_figure,
    a_membership,
    a_municipality,
    a_region,
)

pytestmark = pytest.mark.django_db

DAY = date(2022, 1, 24)
POPULATION, AREA = Figure.Indicator.POPULATION, Figure.Indicator.AREA
EXACT, ROUNDED, STATED = Figure.Precision.EXACT, Figure.Precision.ROUNDED, Figure.Precision.STATED


def population_of(region, on=DAY):
    member = queries.members_of(region, on).get()
    return member.population, member.population_on, member.population_precision


@pytest.fixture
def brakel():
    return a_municipality("05762016", "Brakel")


@pytest.fixture
def region(brakel):
    region = a_region()
    a_membership(region, brakel)
    return region


def test_the_latest_measurement_counts(region, brakel):
    a_figure(brakel, "16137", measured_on=date(2019, 12, 31))
    a_figure(brakel, "16130", measured_on=date(2020, 12, 31), precision=ROUNDED)

    assert population_of(region) == (Decimal(16130), date(2020, 12, 31), "rounded")


def test_what_is_measured_after_the_day_does_not_count(region, brakel):
    a_figure(brakel, "16130", measured_on=date(2020, 12, 31))
    a_figure(brakel, "16372", measured_on=date(2022, 12, 31))

    assert population_of(region) == (Decimal(16130), date(2020, 12, 31), "exact")


@pytest.mark.parametrize(("worse", "better"), [(STATED, ROUNDED), (ROUNDED, EXACT)])
def test_of_one_day_the_more_exact_figure_counts(region, brakel, worse, better):
    a_figure(brakel, "16000", precision=worse, source="A")
    a_figure(brakel, "16127", precision=better, source="B")

    assert population_of(region) == (Decimal(16127), date(2020, 12, 31), better)


def test_a_figure_without_a_day_counts_only_alone(region, brakel):
    a_figure(brakel, "17000", measured_on=None)
    alone = population_of(region)
    a_figure(brakel, "16130", precision=STATED)

    assert (alone, population_of(region)) == (
        (Decimal(17000), None, "exact"),
        (Decimal(16130), date(2020, 12, 31), "stated"),
    )


def test_members_are_municipalities_in_force(region):
    left = a_membership(region, a_municipality("05762020", "Höxter"))
    left.until_on = date(2021, 12, 31)
    left.save(update_fields=["until_on"])
    coming = a_membership(region, a_municipality("05762024", "Marienmünster"))
    coming.from_on = date(2022, 2, 1)
    coming.save(update_fields=["from_on"])
    a_membership(region, a_district())
    guest = a_membership(region, a_municipality("05762028", "Nieheim"))
    guest.kind = Membership.Kind.GUEST
    guest.save(update_fields=["kind"])

    assert [str(m.organisation) for m in queries.members_of(region, DAY)] == ["Stadt Brakel"]


def test_members_can_be_filtered_sorted_and_sliced(region):
    for number in range(1, 6):
        place = a_municipality(f"0599900{number}", f"Ort {number}")
        a_membership(region, place)
        a_figure(place, str(number * 1000))

    rows = queries.members_of(region, DAY).filter(population__gte=2000).order_by("-population")

    assert [m.organisation.name for m in rows[1:3]] == ["Ort 4", "Ort 3"]


@pytest.mark.parametrize("count", [1, 5])
def test_members_take_one_query(django_assert_num_queries, count):
    region, district = a_region(), a_district()
    for number in range(count):
        place = a_municipality(f"0599900{number}")
        Organisation.objects.filter(pk=place.pk).update(district=district)
        a_membership(region, place)
        a_figure(place)

    with django_assert_num_queries(1):
        labels = [str(m.organisation.district) for m in queries.members_of(region, DAY)]

    assert labels == ["Kreis Musterkreis 05999"] * count


def test_totals_say_what_is_missing_and_what_they_rest_on(region, brakel):
    a_figure(brakel, "16137", measured_on=date(2019, 12, 31), source="IT.NRW")
    a_figure(brakel, "173.92", indicator=AREA, measured_on=None)
    paderborn, verl = a_municipality("05774032", "Paderborn"), a_municipality("05754044", "Verl")
    a_membership(region, paderborn)
    a_membership(region, verl)
    a_figure(paderborn, "151860", precision=ROUNDED, source="Destatis")
    a_figure(paderborn, "150000", precision=STATED, source="Zeitung")

    assert queries.totals_of(region, DAY) == Totals(
        municipalities=3,
        population=Decimal(16137 + 151860),
        counted=2,
        missing=1,
        rounded=1,
        area_km2=Decimal("173.92"),
        measured_from=date(2019, 12, 31),
        measured_until=date(2020, 12, 31),
        sources=("Destatis", "IT.NRW"),
    )


def test_totals_of_an_empty_region():
    assert queries.totals_of(a_region(), DAY) == Totals(0, None, 0, 0, 0, None, None, None, ())


def test_districts_come_with_their_sums_the_largest_first(region, brakel):
    hoexter, paderborn = a_district("05762", "Höxter"), a_district("05774", "Paderborn")
    for ags, name, district, population in (
        ("05762020", "Höxter", hoexter, "28510"),
        ("05774032", "Paderborn", paderborn, "151864"),
        ("05774036", "Salzkotten", paderborn, None),
    ):
        place = a_municipality(ags, name)
        Organisation.objects.filter(pk=place.pk).update(district=district)
        a_membership(region, place)
        if population:
            a_figure(place, population)
            a_figure(place, "100.50", indicator=AREA)

    assert queries.districts_of(region, DAY) == (
        District("kreis-05774", "Kreis Paderborn", 2, Decimal(151864), Decimal("100.50")),
        District("kreis-05762", "Kreis Höxter", 1, Decimal(28510), Decimal("100.50")),
        District("", "", 1, None, None),
    )


@pytest.mark.parametrize("count", [1, 5])
def test_a_picture_takes_the_same_queries_for_any_number_of_members(
    django_assert_num_queries, count
):
    region, district = a_region(), a_district()
    for number in range(count):
        place = a_municipality(f"0599900{number}")
        Organisation.objects.filter(pk=place.pk).update(district=district)
        a_membership(region, place)
        a_figure(place)

    with django_assert_num_queries(3):
        picture = queries.region_picture(region, DAY)

    assert (len(picture.members), picture.totals.municipalities) == (count, count)


def test_members_too_many_to_draw_are_read_only_when_looked_at(
    django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(queries.picture, "MANY", 1)
    region = a_region()
    for number in range(3):
        a_membership(region, a_municipality(f"0599900{number}"))

    with django_assert_num_queries(4):
        picture = queries.region_picture(region, DAY)
    with django_assert_num_queries(1):
        borders = [getattr(member.organisation, "border", None) for member in picture.members]

    assert borders == [None] * 3


def test_the_size_of_a_region_is_the_sum_of_its_members(django_assert_num_queries):
    region = a_region()
    for number, inhabitants in ((1, "4000"), (2, "5000")):
        place = a_municipality(f"0599900{number}")
        a_membership(region, place)
        a_figure(place, inhabitants)
    a_membership(region, a_municipality("05999003"))

    with django_assert_num_queries(1):
        size = queries.size_of(region, DAY)

    assert (size.municipalities, size.population) == (3, 9000)
