from datetime import date
from decimal import Decimal

import pytest

from regiowerk.ground.regions import documents, queries
from regiowerk.ground.regions.models import Figure, Membership, Organisation
from regiowerk.ground.regions.queries import District, RegionPicture, Totals
from regiowerk.ground.regions.tests.factories import (
    a_district,
    a_figure,
    a_membership,
    a_municipality,
    a_region,
)
from regiowerk.ground.ui.drawings.scene import Area

pytestmark = pytest.mark.django_db

DAY = date(2022, 1, 24)


def a_full_region(*places):
    """A region of (AGS, name, inhabitants or None, district)."""
    region = a_region()
    for number, (ags, name, population, district) in enumerate(places):
        place = a_municipality(ags, name)
        Organisation.objects.filter(pk=place.pk).update(
            district=district,
            latitude=Decimal("51.7") + Decimal(number) / 10,
            longitude=Decimal("9.1") + Decimal(number) / 20,
        )
        a_membership(region, place)
        if population:
            a_figure(place, population)
    return region


@pytest.fixture
def region():
    hoexter, paderborn = a_district("05762", "Höxter"), a_district("05774", "Paderborn")
    region = a_full_region(
        ("05762016", "Brakel", "16130", hoexter),
        ("05762020", "Höxter", None, hoexter),
        ("05774032", "Paderborn", "151864", paderborn),
    )
    region.regiopole = Organisation.objects.select_related("district").get(ags="05774032")
    region.save(update_fields=["regiopole"])
    return region


def test_the_map_states_what_is_known_and_what_is_missing(region):
    scene = documents.map_of(queries.region_picture(region, DAY))

    sentences = scene.summary.split(". ")[:2]
    assert (scene.title, sentences, scene.source, [row[:2] for row in scene.table.rows]) == (
        "Musterland",
        ["167.994 Menschen leben in 2 Kommunen", "Die Zahl einer weiteren Kommune fehlt"],
        "Statistisches Landesamt",
        [
            ("Brakel", "Kreis Höxter"),
            ("Höxter", "Kreis Höxter"),
            ("Paderborn", "Kreis Paderborn"),
        ],
    )


def test_a_click_on_the_map_leads_where_it_is_told_to(region):
    picture = queries.region_picture(region, DAY)

    scene = documents.map_of(picture, address_of=lambda organisation: f"/o/{organisation.key}/")

    areas = [mark for mark in scene.marks if isinstance(mark, Area) and mark.address]
    assert sorted(area.address for area in areas) == [
        "/o/ags-05762016/",
        "/o/ags-05762020/",
        "/o/ags-05774032/",
    ]


def test_the_days_of_measurement_are_named(region):
    brakel = Organisation.objects.get(ags="05762016")
    Figure.objects.filter(organisation=brakel).update(measured_on=date(2019, 12, 31))

    scene = documents.map_of(queries.region_picture(region, DAY))

    assert scene.table.header[-1] == "Einwohner, 31.12.2019 bis 31.12.2020"


def test_a_region_without_figures_has_a_map_that_says_so():
    region = a_full_region(("05762016", "Brakel", None, None), ("05762020", "Höxter", None, None))

    scene = documents.map_of(queries.region_picture(region, DAY))

    assert scene.summary.startswith("Noch ist von keinem Mitglied die Einwohnerzahl bekannt.")


def test_a_region_without_members_has_a_map_all_the_same():
    scene = documents.map_of(queries.region_picture(a_region(), DAY))

    assert scene.table.rows == ()


def test_districts_are_bars_the_largest_first(region):
    scene = documents.districts_chart(queries.region_picture(region, DAY))

    assert [row[:2] for row in scene.table.rows] == [
        ("Kreis Paderborn", "151.864"),
        ("Kreis Höxter", "16.130"),
    ]


def test_many_members_are_drawn_as_twenty_districts_and_the_rest():
    region = a_region()
    districts = tuple(
        District(f"kreis-{n:05}", f"Kreis {n:02}", 20, Decimal(1000 * (30 - n)), None)
        for n in range(25)
    )
    totals = Totals(500, Decimal(450_000), 500, 0, 0, None, DAY, DAY, ("Destatis",))
    picture = RegionPicture(region, DAY, (), totals, districts, ())

    scene = documents.map_of(picture)

    assert (len(scene.table.rows), scene.table.rows[-1][:2]) == (
        21,
        ("5 weitere Kreise", f"{sum(1000 * (30 - n) for n in range(20, 25)) // 1000}.000"),
    )


def test_a_slide_gets_the_width_it_asks_for(region):
    picture = queries.region_picture(region, DAY)

    scenes = [draw(picture, width=960.0) for draw in (documents.map_of, documents.districts_chart)]

    assert [(scene.width, scene.narrow) for scene in scenes] == [(960.0, None)] * 2


def test_members_who_left_are_not_drawn(region):
    Membership.objects.filter(organisation__ags="05762020").update(until_on=date(2021, 12, 31))

    scene = documents.map_of(queries.region_picture(region, DAY))

    assert [row[0] for row in scene.table.rows] == ["Brakel", "Paderborn"]
