from __future__ import annotations

import time

import numpy as np
import pytest
import shapely
from django.utils import translation
from hypothesis import given, settings, strategies as st

from regiowerk.ground.ui.drawings import cells, germany_outline, svg
from regiowerk.ground.ui.drawings.germany import LARGE, SMALL, City, germany_map
from regiowerk.ground.ui.drawings.layouts import DrawingError
from regiowerk.ground.ui.drawings.measure import Block
from regiowerk.ground.ui.drawings.region_map import Place, region_map
from regiowerk.ground.ui.drawings.scene import Area, Dot, Scene, Tone, Words
from regiowerk.ground.ui.tests.test_drawings_every import (
    CAPTION,
    CITIES,
    block,
    number,
    outside,
    overlapping,
    places,
)

NAMES = st.text(alphabet="abc defghij-ÄÖÜßmnW", min_size=1, max_size=24)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def a_place() -> st.SearchStrategy[tuple[str, float, float, float | None]]:
    values = st.one_of(st.none(), st.floats(0, 1e6))
    return st.tuples(NAMES, st.floats(51.0, 52.0), st.floats(8.0, 9.5), values)


@settings(max_examples=40, deadline=None)
@given(st.lists(a_place(), min_size=1, max_size=30))
def test_no_name_of_a_region_covers_another_or_runs_out(found) -> None:
    given_ = [
        Place(str(key), name, latitude, longitude, value, weight=value or 0)
        for key, (name, latitude, longitude, value) in enumerate(found)
    ]
    with translation.override("en"):
        scene = region_map(given_, CAPTION, format_value=number, centre="0")
    checked = [(overlapping(layout), outside(layout)) for layout in (scene, scene.narrow)]
    assert checked == [([], []), ([], [])]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(51.0, 52.0), st.floats(8.0, 9.5)), min_size=1, max_size=40))
def test_every_place_lies_in_the_outline_of_its_region(found) -> None:
    points = cells.spread(np.array([(east * 70, -north * 111) for north, east in found]))
    assert shapely.covers(cells.outline(points), shapely.MultiPoint(points))


def test_cells_fill_their_region_without_overlap() -> None:
    points = np.array([(0.0, 0.0), (10, 1), (4, 9), (15, 12), (-3, 14)])
    region = cells.outline(points)
    found = cells.cells(points, region)
    assert sum(cell.area for cell in found) == pytest.approx(region.area)


def test_every_place_is_an_area_with_its_value_and_address() -> None:
    scene = region_map(places(), CAPTION, format_value=number, centre="0029")
    areas = [mark for mark in scene.marks if isinstance(mark, Area)]
    assert (len(areas), areas[0].label, areas[0].address) == (
        29,
        "Bad Musterhausen 10 (Kreis 1): 44.000",
        "/k/10",
    )


def test_the_legend_counts_every_place_once() -> None:
    scene = region_map(places(), CAPTION, format_value=number)
    counts = [m.text for m in scene.marks if isinstance(m, Words) and m.text.startswith("(")]
    assert sum(int(count.strip("()")) for count in counts) == 29


def test_the_table_has_every_place_and_says_what_is_missing() -> None:
    scene = region_map(places(4), CAPTION, format_value=number)
    assert scene.table.rows == (
        ("Musterhausen 1", "Kreis 1", "4.000"),
        ("Musterhausen 2", "Kreis 2", "9.000"),
        ("Musterhausen 3", "Kreis 0", "no value"),
        ("Musterhausen 4", "Kreis 1", "25.000"),
    )


def test_a_place_without_coordinates_is_named_in_the_summary() -> None:
    lost = Place("x", "Verlhausen", None, None, 5.0)
    scene = region_map([*places(3), lost], CAPTION, format_value=number)
    assert scene.summary == (
        "29 Kommunen. The map shows 3 of 4 places. No value: Musterhausen 3. "
        "Not on the map because coordinates are missing: Verlhausen. "
        "The areas are schematic: what is nearest to each centre, not the real borders."
    )


def test_a_border_is_drawn_where_it_is_known() -> None:
    square = '{"type":"Polygon","coordinates":[[[8,51],[9,51],[9,52],[8,52],[8,51]]]}'
    scene = region_map(
        [Place("a", "Quadrat", 51.5, 8.5, 1.0, border=square)], CAPTION, format_value=number
    )
    assert "schematic" not in scene.summary


def test_places_at_the_same_point_all_find_ground() -> None:
    same = [Place(str(n), f"Ort {n}", 51.5, 8.5, float(n)) for n in range(5)]
    scene = region_map(same, CAPTION, format_value=number)
    assert len([mark for mark in scene.marks if isinstance(mark, Area)]) == 5


def test_no_places_make_a_picture_that_says_so() -> None:
    scene = region_map([], CAPTION, format_value=number)
    texts = [mark.text for mark in scene.marks if isinstance(mark, Words)]
    assert (scene.table.rows, texts) == ((), ["No places yet"])


def test_classes_take_the_tones_they_are_given() -> None:
    given_ = [
        Place("a", "A", 51.0, 8.0, klass="Mitte"),
        Place("b", "B", 51.5, 8.5, klass="Rand"),
        Place("c", "C", 51.2, 8.9),
    ]
    scene = region_map(
        given_, CAPTION, format_value=number, tones={"Rand": Tone.CLASS_4, "Mitte": Tone.CLASS_2}
    )
    areas = {mark.label[0]: mark for mark in scene.marks if isinstance(mark, Area)}
    found = {name: (area.fill, area.hatched) for name, area in areas.items()}
    assert found == {
        "A": (Tone.CLASS_2, False),
        "B": (Tone.CLASS_4, False),
        "C": (Tone.MISSING, True),
    }


def test_a_map_of_a_region_is_drawn_while_nobody_waits() -> None:
    given_ = places()
    region_map(given_, CAPTION, format_value=number)
    start = time.process_time()
    svg.draw(region_map(given_, CAPTION, format_value=number))
    assert time.process_time() - start < 0.5  # about 0.1 on a calm machine


@pytest.mark.parametrize("count", [400, 401])
def test_hundreds_of_places_are_drawn_without_covering_names(count: int) -> None:
    scene = region_map(places(count), CAPTION, format_value=number)
    found = [(overlapping(layout), outside(layout)) for layout in (scene, scene.narrow)]
    assert found == [([], []), ([], [])]


def test_germany_holds_its_cities() -> None:
    land = shapely.union_all([shapely.Polygon(ring) for ring in germany_outline.RINGS])
    outside_ = [c.name for c in CITIES if not land.contains(shapely.Point(c.longitude, c.latitude))]
    assert (outside_, land.is_valid) == ([], True)


def germany(cities: list[City], width: float = 720.0) -> Scene:
    return germany_map(cities, title="Netz", summary="Neun Städte.", source="Skizze", width=width)


def test_a_highlighted_city_has_a_larger_dot_and_a_bold_name() -> None:
    scene = germany(CITIES)
    dots = {mark.label: mark.radius for mark in scene.marks if isinstance(mark, Dot)}
    bold = [mark.text for mark in scene.marks if isinstance(mark, Words) and mark.bold]
    assert (dots["Paderborn: Digitale Infrastruktur"], dots["Kassel"], bold) == (
        LARGE,
        SMALL,
        ["Paderborn"],
    )


@pytest.mark.parametrize("width", [340.0, 720.0])
def test_every_city_of_the_network_has_its_name_on_the_map(width: float) -> None:
    written = {mark.text for mark in germany(CITIES, width).marks if isinstance(mark, Words)}
    assert {city.name for city in CITIES} <= written


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(City, NAMES, st.floats(47.6, 54.5), st.floats(6.5, 14.5), NAMES, st.booleans()),
        max_size=20,
    )
)
def test_no_name_of_a_city_covers_another_or_a_dot(cities: list[City]) -> None:
    scene = germany(cities)
    dots = [mark for mark in scene.marks if isinstance(mark, Dot)]
    covered = [
        words.text
        for words in scene.marks
        if isinstance(words, Words)
        for dot in dots
        if block(words).overlaps(
            Block(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius)
        )
    ]
    assert (overlapping(scene), covered, outside(scene)) == ([], [], [])


def test_the_table_of_germany_has_every_city_with_its_note() -> None:
    assert germany(CITIES[:2]).table.rows == (("Bielefeld", "Mobilität"), ("Erfurt", "Kultur"))


def test_a_city_elsewhere_is_refused() -> None:
    with pytest.raises(DrawingError) as refusal:
        germany([City("Rom", 41.9, 12.5)])
    said = "'Rom' lies at 41.9 north, 12.5 east, which is not on a map of Germany"
    assert str(refusal.value) == said
