"""Reads the borders of municipalities: VG250, VG5000 and whatever else has an AGS column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyogrio
import pyproj
import shapely
from django.utils.translation import gettext as _
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
from pyproj.exceptions import CRSError, ProjError

from regiowerk.ground.regions.documents.border_files import BordersFaultError, sources_of
from regiowerk.ground.regions.domain import keys
from regiowerk.ground.regions.domain.keys import Fault, KeyFaultError

METRES = "EPSG:25832"  # flat enough all over Germany to simplify by metres
DEGREES = "EPSG:4326"
TOLERANCE = 50.0  # metres; no page and no slide shows more
DECIMALS = 5  # of a degree: about a metre
LAND = (4, 9)  # "land with structure" in the column GF: 4 in VG250, 9 in VG5000
GERMANY = (3.0, 46.0, 17.0, 57.0)  # west, south, east, north, with room to spare
BKG_COLUMNS = {"GEN", "BEZ"}  # as the Federal Agency for Cartography and Geodesy names them

type Points = npt.NDArray[np.float64]
type Shapes = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Borders:
    """Borders by AGS as GeoJSON in longitude and latitude, simplified to about 50 m."""

    geometries: Mapping[str, str]
    repaired: int  # keys that had lost their leading zero
    is_bkg: bool  # a file of the Federal Agency for Cartography and Geodesy


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer that could hold municipalities, with the columns as it spells them."""

    source: str
    name: str
    ags: str
    gf: str | None
    crs: str | None
    is_bkg: bool


def read_borders(path: Path, *, wanted: Collection[str]) -> Borders:
    """The borders of the municipalities asked for; several parts of one are merged."""
    layer = _layer_of(path)
    transformer = _transformer(layer.crs)
    columns = [layer.ags, *([layer.gf] if layer.gf else [])]
    try:
        _meta, _fids, geometry, values = pyogrio.raw.read(
            layer.source, layer=layer.name, columns=columns, force_2d=True
        )
    except (DataSourceError, DataLayerError, FeatureError) as problem:
        raise BordersFaultError(_unreadable(path)) from problem
    fields = dict(zip(_meta["fields"], values, strict=True))
    is_land = _land(fields[layer.gf]) if layer.gf else np.ones(len(geometry), dtype=bool)
    rows, repaired = _rows_by_ags(fields[layer.ags], is_land)
    found = {ags: rows[ags] for ags in sorted(rows) if ags in set(wanted)}
    shapes = _shapes(found, geometry, transformer)
    return Borders(dict(zip(found, _geojson(shapes), strict=True)), repaired, layer.is_bkg)


def _layer_of(path: Path) -> _Layer:
    """The layer of municipalities: one with AGS of eight digits, a name with "gem" first."""
    layers = [layer for source in sources_of(path) for layer in _layers(source, path)]
    if not layers:
        raise BordersFaultError(
            _(
                "%(name)s has no layer of areas with a column AGS. "
                "Use a file with municipalities, for example VG250_GEM."
            )
            % {"name": path.name}
        )
    layers.sort(key=lambda layer: ("gem" not in layer.name.lower(), layer.source, layer.name))
    chosen = next((layer for layer in layers if _has_municipalities(layer)), None)
    if chosen is None:
        raise BordersFaultError(
            _("The column AGS of %(name)s holds no municipality keys of 8 digits.")
            % {"name": path.name}
        )
    return chosen


def _layers(source: str, path: Path) -> Iterator[_Layer]:
    try:
        names = pyogrio.list_layers(source)
        infos = [(str(name), pyogrio.read_info(source, layer=name)) for name, _kind in names]
    except (DataSourceError, DataLayerError) as problem:
        raise BordersFaultError(_unreadable(path)) from problem
    for name, info in infos:
        fields = {str(field).upper(): str(field) for field in info["fields"]}
        kind = info["geometry_type"] or ""
        if "AGS" in fields and ("Polygon" in kind or kind == "Unknown"):
            yield _Layer(
                source=source,
                name=name,
                ags=fields["AGS"],
                gf=fields.get("GF"),
                crs=info["crs"],
                is_bkg=fields.keys() >= BKG_COLUMNS,
            )


def _has_municipalities(layer: _Layer) -> bool:
    _meta, _fids, _geometry, values = pyogrio.raw.read(
        layer.source, layer=layer.name, columns=[layer.ags], read_geometry=False
    )
    return any(_ags(value) for value in values[0])


def _transformer(crs: str | None) -> pyproj.Transformer:
    if not crs:
        raise BordersFaultError(
            _(
                "The file does not say in which coordinate system its borders are. "
                "A Shapefile needs its .prj file beside it."
            )
        )
    try:
        return pyproj.Transformer.from_crs(crs, METRES, always_xy=True)
    except (CRSError, ProjError) as problem:
        raise BordersFaultError(
            _("The coordinate system of the file is not known: %(crs)s.") % {"crs": crs[:80]}
        ) from problem


def _land(values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Which rows are land; water areas carry the same AGS a second time."""
    numbers = np.array([str(value).removesuffix(".0") for value in values])
    for land in LAND:
        is_land = numbers == str(land)
        if is_land.any():
            return np.asarray(is_land)
    return np.ones(len(values), dtype=bool)


def _rows_by_ags(
    values: npt.NDArray[Any], is_land: npt.NDArray[np.bool_]
) -> tuple[dict[str, list[int]], int]:
    """The rows of each municipality, and how many keys had to get their zero back."""
    rows: dict[str, list[int]] = defaultdict(list)
    repaired: set[str] = set()
    for number, value in enumerate(values):
        if not is_land[number] or (key := _ags(value)) is None:
            continue
        ags, is_repaired = key
        rows[ags].append(number)
        if is_repaired:
            repaired.add(ags)
    return rows, len(repaired)


def _ags(value: object) -> tuple[str, bool] | None:
    """The AGS in a cell, and whether it had lost its zero; nothing for other keys."""
    text = "" if value is None else str(value).removesuffix(".0")
    try:
        return keys.parse_ags(text), False
    except KeyFaultError as fault:
        return (fault.meant, True) if fault.fault is Fault.ZERO_LOST else None


def _shapes(
    rows: Mapping[str, list[int]], geometry: Shapes, transformer: pyproj.Transformer
) -> Shapes:
    """One area per municipality, simplified so that neighbours still meet."""
    whole = np.array([_merged(geometry[numbers], transformer) for numbers in rows.values()])
    if not len(whole):
        return np.array([], dtype=object)
    simple: Shapes = shapely.coverage_simplify(whole, TOLERANCE)
    to_degrees = pyproj.Transformer.from_crs(METRES, DEGREES, always_xy=True)
    degrees: Shapes = shapely.transform(simple, _moved(to_degrees, DECIMALS))
    _refuse_abroad(degrees)
    return degrees


def _merged(parts: Shapes, transformer: pyproj.Transformer) -> shapely.Geometry:
    flat = shapely.transform(shapely.from_wkb(parts), _moved(transformer))
    if not np.isfinite(shapely.total_bounds(flat)).all():
        raise BordersFaultError(_abroad())
    whole = shapely.union_all(shapely.make_valid(flat))
    polygons = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _moved(
    transformer: pyproj.Transformer, decimals: int | None = None
) -> Callable[[Points], Points]:
    """Points in another coordinate system, rounded when asked."""

    def move(points: Points) -> Points:
        moved = np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
        return moved if decimals is None else np.round(moved, decimals)

    return move


def _refuse_abroad(shapes: Shapes) -> None:
    west, south, east, north = shapely.total_bounds(shapes)
    is_inside = (
        west >= GERMANY[0] and south >= GERMANY[1] and east <= GERMANY[2] and north <= GERMANY[3]
    )
    if not is_inside:
        raise BordersFaultError(_abroad())


def _abroad() -> str:
    return _("The borders would lie outside Germany: the coordinate system of the file is wrong.")


def _geojson(shapes: Shapes) -> list[str]:
    return [str(text) for text in shapely.to_geojson(shapes)] if len(shapes) else []


def _unreadable(path: Path) -> str:
    return _(
        "%(name)s cannot be read. Use a GeoPackage (.gpkg), a Shapefile (.shp), "
        "GeoJSON (.geojson) or a ZIP file with one of them."
    ) % {"name": path.name}
