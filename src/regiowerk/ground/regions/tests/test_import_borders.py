import io
import json
import zipfile
from datetime import date

import numpy as np
import pyogrio
import pytest
import shapely
from django.core.management import CommandError, call_command
from pyproj import Transformer

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.regions import queries
from regiowerk.ground.regions.documents import border_files, map_of
from regiowerk.ground.regions.models import Border
from regiowerk.ground.regions.tests.factories import (
    a_figure,
    a_membership,
    a_municipality,
    a_region,
)

pytestmark = pytest.mark.django_db

DAY = date(2022, 1, 24)
# Two squares of ten kilometres side by side, and a lake in the first, in metres of EPSG:25832.
BRAKEL = shapely.box(510_000, 5_730_000, 520_000, 5_740_000)
HOEXTER = shapely.box(520_000, 5_730_000, 530_000, 5_740_000)
LAKE = shapely.box(512_000, 5_732_000, 513_000, 5_733_000)
ROWS = [("05762016", 4, BRAKEL), ("05762020", 4, HOEXTER), ("05762016", 2, LAKE)]


@pytest.fixture(autouse=True)
def region():
    region = a_region()
    for ags, name in (
        ("05762016", "Brakel"),
        ("05762020", "Höxter"),
        ("05762024", "Marienmünster"),
    ):
        place = a_municipality(ags, name)
        a_membership(region, place)
        a_figure(place)
    return region


def write(path, rows=ROWS, *, crs="EPSG:25832", layer=None, bkg=True, gf="GF", ags="AGS"):
    """Write rows of AGS, GF and geometry in the kind of file the name asks for."""
    columns = {ags: np.array([row[0] for row in rows])}
    if gf:
        columns[gf] = np.array([row[1] for row in rows])
    if bkg:
        columns |= {"GEN": np.array(["x"] * len(rows)), "BEZ": np.array(["Stadt"] * len(rows))}
    columns = {n: v.astype(object) if v.dtype.kind == "U" else v for n, v in columns.items()}
    pyogrio.raw.write(
        str(path),
        shapely.to_wkb(np.array([row[2] for row in rows], dtype=object)),
        list(columns.values()),
        list(columns),
        layer=layer,
        geometry_type="Polygon",
        crs=crs,
        append=path.exists(),
    )
    return path


def run(path, **options):
    out = io.StringIO()
    call_command("import_borders", str(path), stdout=out, **options)
    return out.getvalue().splitlines()


def refusal(path, **options):
    with pytest.raises(CommandError) as told:
        run(path, **options)
    return told.value.returncode, str(told.value), Border.objects.count(), Entry.objects.count()


def stored():
    """The kilometres each border is wide and high, roughly, and its west, south corner."""
    found = {}
    for border in Border.objects.select_related("organisation").order_by("organisation__name"):
        west, south, east, north = shapely.from_geojson(border.geometry).bounds
        found[border.organisation.name] = [
            round((east - west) * 69),
            round((north - south) * 111),
            round(west, 1),
            round(south, 1),
        ]
    return found


SQUARES = {"Brakel": [10, 10, 9.1, 51.7], "Höxter": [10, 10, 9.3, 51.7]}


@pytest.mark.parametrize("name", ["grenzen.gpkg", "grenzen.shp", "grenzen.geojson"])
def test_each_kind_of_file_gives_the_same_borders(tmp_path, name):
    path = tmp_path / name
    if name.endswith("json"):
        plane = in_degrees(ROWS)
        write(path, plane, crs="EPSG:4326")
    else:
        write(path)

    told = run(path, vintage="2026-01-01")

    assert (told, stored()) == (
        [
            "2 Grenzen sind gespeichert.",
            "1 Mitgliedskommune hat keine Grenze: Stadt Marienmünster (05762024)",
        ],
        SQUARES,
    )


def in_degrees(rows):
    to_degrees = Transformer.from_crs("EPSG:25832", "EPSG:4326", always_xy=True)
    return [
        (ags, gf, shapely.transform(area, to_degrees.transform, interleaved=False))
        for ags, gf, area in rows
    ]


def test_an_import_is_journalled_and_names_its_source(tmp_path):
    run(write(tmp_path / "a.gpkg"), attribution="© Landesamt 2026", vintage="2026")

    assert (
        sorted({(b.attribution, b.vintage) for b in Border.objects.all()}),
        [(entry.deed, entry.object_label) for entry in Entry.objects.all()],
    ) == (
        [("© Landesamt 2026", "2026")],
        [("borders.imported", "2 Grenzen (© Landesamt 2026)")],
    )


def test_files_of_the_federal_agency_are_named_as_their_licence_asks(tmp_path):
    run(write(tmp_path / "a.gpkg"))

    named = Border.objects.latest("pk").attribution
    assert (named.startswith("© GeoBasis-DE / BKG (20"), "Daten verändert" in named) == (True, True)


def test_the_map_names_who_drew_its_borders(tmp_path, region):
    run(write(tmp_path / "a.gpkg"), attribution="© Landesamt 2026")

    scene = map_of(queries.region_picture(region, DAY))

    assert scene.source == "Statistisches Landesamt; © Landesamt 2026"


def test_a_second_import_replaces_the_first(tmp_path):
    run(write(tmp_path / "a.gpkg"), vintage="2025")
    run(write(tmp_path / "b.gpkg", ROWS[:1]), vintage="2026")

    assert [b.vintage for b in Border.objects.order_by("organisation__name")] == ["2026", "2025"]


def test_water_is_left_out_and_parts_are_merged(tmp_path):
    island = shapely.box(500_000, 5_730_000, 505_000, 5_735_000)

    run(write(tmp_path / "a.gpkg", [*ROWS, ("05762016", 4, island)]))

    shape = shapely.from_geojson(Border.objects.get(organisation__name="Brakel").geometry)
    assert (shape.geom_type, len(shape.geoms)) == ("MultiPolygon", 2)


@pytest.mark.parametrize(("land", "water"), [(9, 8), (1, 1)])
def test_other_vintages_mark_land_differently(tmp_path, land, water):
    rows = [(ags, land if gf == 4 else water, area) for ags, gf, area in ROWS]

    run(write(tmp_path / "a.gpkg", rows))

    assert stored() == SQUARES


def test_without_a_column_gf_everything_counts(tmp_path):
    run(write(tmp_path / "a.gpkg", gf=None))

    assert stored() == SQUARES


def test_neighbours_still_meet_after_simplifying(tmp_path):
    steps = np.arange(5_730_000, 5_740_001, 20)
    wavy = [(520_000 + 15 * np.sin(y / 50), y) for y in steps]
    left = shapely.Polygon([(510_000, 5_730_000), *wavy, (510_000, 5_740_000)])
    right = shapely.Polygon([(530_000, 5_730_000), *wavy, (530_000, 5_740_000)])

    run(write(tmp_path / "a.gpkg", [("05762016", 4, left), ("05762020", 4, right)]))

    shapes = [shapely.from_geojson(border.geometry) for border in Border.objects.all()]
    assert (
        shapely.coverage_is_valid(shapes),
        max(shapely.get_num_coordinates(shape) for shape in shapes) < 100,
    ) == (True, True)


def test_the_layer_of_municipalities_is_chosen(tmp_path):
    path = tmp_path / "vg250.gpkg"
    write(path, [("05762", 4, shapely.union(BRAKEL, HOEXTER))], layer="vg250_krs")
    write(path, layer="vg250_gem")

    run(path)

    assert stored() == SQUARES


def test_old_spellings_and_numbers_are_understood(tmp_path):
    rows = [(int(ags), gf, area) for ags, gf, area in ROWS]

    told = run(write(tmp_path / "a.gpkg", rows, ags="ags", gf="gf", bkg=False), attribution="©")

    assert (told[1], stored()) == (
        "2 AGS fehlte die führende Null; sie wurden mit ihr gelesen.",
        SQUARES,
    )


def test_a_zip_file_of_the_federal_agency_is_opened(tmp_path):
    write(tmp_path / "VG250_GEM.shp")
    with zipfile.ZipFile(tmp_path / "vg250.zip", "w") as archive:
        for part in tmp_path.glob("VG250_GEM.*"):
            archive.write(part, f"vg250/{part.name}")

    run(tmp_path / "vg250.zip")

    assert stored() == SQUARES


def test_borders_of_others_need_a_name(tmp_path):
    assert refusal(write(tmp_path / "a.gpkg", bkg=False)) == (
        2,
        "Bitte geben Sie mit --attribution an, wer zu diesen Grenzen genannt werden muss.",
        0,
        0,
    )


def test_nobody_known_changes_nothing(tmp_path):
    assert refusal(write(tmp_path / "a.gpkg", [("09162000", 4, BRAKEL)])) == (
        2,
        "Keine der Gemeinden in der Datei ist hier bekannt. Nichts wurde geändert.",
        0,
        0,
    )


def test_a_missing_file(tmp_path):
    assert refusal(tmp_path / "nichts.gpkg") == (
        2,
        f"Es gibt keine Datei {tmp_path / 'nichts.gpkg'}.",
        0,
        0,
    )


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.geojson"])
def test_a_file_that_is_not_what_its_name_says(tmp_path, name):
    (tmp_path / name).write_text("Das ist keine Karte.")

    assert refusal(tmp_path / name)[:2] == (
        2,
        f"{name} kann nicht gelesen werden. Verwenden Sie ein GeoPackage (.gpkg), ein Shapefile "
        "(.shp), GeoJSON (.geojson) oder eine ZIP-Datei damit.",
    )


def test_a_kind_of_file_that_is_never_opened(tmp_path):
    (tmp_path / "a.vrt").write_text("<OGRVRTDataSource/>")

    assert refusal(tmp_path / "a.vrt")[1].startswith("a.vrt ist keine Datei mit Grenzen.")


def test_a_file_without_ags(tmp_path):
    assert refusal(write(tmp_path / "a.gpkg", ags="SCHLUESSEL"))[:2] == (
        2,
        "a.gpkg hat keine Ebene mit Flächen und einer Spalte AGS. "
        "Verwenden Sie eine Datei mit Gemeinden, zum Beispiel VG250_GEM.",
    )


def test_a_file_of_districts_only(tmp_path):
    assert refusal(write(tmp_path / "a.gpkg", [("05762", 4, BRAKEL)]))[:2] == (
        2,
        "Die Spalte AGS von a.gpkg enthält keine Gemeindeschlüssel mit 8 Ziffern.",
    )


def test_a_shapefile_without_its_coordinate_system(tmp_path):
    path = write(tmp_path / "a.shp")
    path.with_suffix(".prj").unlink()

    assert refusal(path)[:2] == (
        2,
        "Die Datei sagt nicht, in welchem Koordinatensystem ihre Grenzen stehen. "
        "Zu einem Shapefile gehört die .prj-Datei im selben Ordner.",
    )


def test_a_wrong_coordinate_system(tmp_path):
    assert refusal(write(tmp_path / "a.gpkg", crs="EPSG:32601"))[:2] == (
        2,
        "Die Grenzen lägen außerhalb Deutschlands: "
        "Das Koordinatensystem der Datei ist falsch angegeben.",
    )


def test_metres_that_pretend_to_be_degrees(tmp_path):
    path = tmp_path / "a.geojson"
    features = [
        {"type": "Feature", "properties": {"AGS": a}, "geometry": json.loads(shapely.to_geojson(g))}
        for a, _gf, g in ROWS
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))

    assert refusal(path, attribution="©")[1].startswith("Die Grenzen lägen außerhalb Deutschlands")


def test_a_file_that_is_too_large(tmp_path):
    path = write(tmp_path / "a.gpkg")
    with path.open("r+b") as file:
        file.truncate(border_files.MOST_BYTES + 1)  # sparse: takes no room on the disk

    assert refusal(path)[:2] == (
        2,
        "a.gpkg ist größer als 2 GB. "
        "Verwenden Sie eine Datei nur mit Gemeinden, zum Beispiel VG250_GEM.",
    )


def test_a_zip_file_that_would_unpack_to_too_much(tmp_path):
    path = tmp_path / "bombe.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.gpkg", "klein")
        archive.filelist[0].file_size = border_files.MOST_BYTES + 1

    assert refusal(path)[1].startswith("bombe.zip ist größer als 2 GB.")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"kein Archiv", "a.zip ist beschädigt: Sie lässt sich nicht als ZIP-Datei öffnen."),
        (None, "a.zip enthält kein GeoPackage, Shapefile oder GeoJSON."),
    ],
)
def test_a_zip_file_without_borders(tmp_path, content, sentence):
    path = tmp_path / "a.zip"
    if content is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("liesmich.txt", "leer")
    else:
        path.write_bytes(content)

    assert refusal(path)[:2] == (2, sentence)
