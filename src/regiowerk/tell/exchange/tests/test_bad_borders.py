"""What can be wrong with borders, and what an import says to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiowerk.tell.exchange.tests.factories import (
    a_package_folder,
    add_resource,
    refused,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('"organisation": "bbsr"', "Feature 1 ist keine Grenze"),
        ('"organisation": "ags-1", "attribution": "Amt"', "gibt es in organisations.csv nicht"),
        ('"organisation": "bbsr", "attribution": "Amt", "vintage": 2022', "ist keine Grenze"),
    ],
)
def test_a_border_of_another_shape_is_told(tmp_path: Path, change: str, said: str) -> None:
    folder = a_package_folder(tmp_path)
    add_resource(folder, "borders", "borders.geojson")
    geometry = '{"type": "Polygon", "coordinates": [[[8, 51], [9, 51], [9, 52], [8, 51]]]}'
    feature = f'{{"type": "Feature", "properties": {{{change}}}, "geometry": {geometry}}}'
    (folder / "borders.geojson").write_text(f'{{"features": [{feature}]}}', encoding="utf-8")

    (told,) = refused(folder)

    assert said in told


@pytest.mark.parametrize("text", ["{", "[]", '{"features": {}}', "[" * 100_000])
def test_borders_that_are_no_geojson_are_told(tmp_path: Path, text: str) -> None:
    folder = a_package_folder(tmp_path)
    add_resource(folder, "borders", "borders.geojson")
    (folder / "borders.geojson").write_text(text, encoding="utf-8")

    assert refused(folder) == ["borders.geojson: Das ist kein GeoJSON vom Typ FeatureCollection."]


@pytest.mark.parametrize(
    "coordinates",
    [
        "[]",
        "[[]]",
        "[[[8, 51], [9, 51], [8, 51]]]",
        "[[[8, 51], [9, 51], [9, 52], [8, 52]]]",
        "[[[800, 51], [9, 51], [9, 52], [800, 51]]]",
        '[[["8", 51], [9, 51], [9, 52], ["8", 51]]]',
        "[[[NaN, 51], [9, 51], [9, 52], [NaN, 51]]]",
        "null",
    ],
)
def test_a_geometry_that_is_no_area_is_told(tmp_path: Path, coordinates: str) -> None:
    folder = a_package_folder(tmp_path)
    add_resource(folder, "borders", "borders.geojson")
    (folder / "borders.geojson").write_text(
        '{"features": [{"properties": {"organisation": "bbsr", "attribution": "Amt"}, "geometry":'
        f'{{"type": "Polygon", "coordinates": {coordinates}}}}}]}}',
        encoding="utf-8",
    )

    (told,) = refused(folder)

    assert told.startswith("borders.geojson, Zeile 1, „bbsr“: Feature 1 ist keine Grenze:")
