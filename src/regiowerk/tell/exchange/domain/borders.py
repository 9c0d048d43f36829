"""Borders as GeoJSON: a collection of features, one per organisation, in longitude and latitude."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from regiowerk.tell.exchange.domain.content import Border
from regiowerk.tell.exchange.domain.faults import Fault, Faults, Kind, fault
from regiowerk.tell.exchange.domain.values import SUGGESTED, suggestion, tidy

_LONGEST = {"attribution": 200, "vintage": 40}


def write_borders(borders: tuple[Border, ...]) -> bytes:
    """The collection with one line per organisation, so that versions can be compared."""
    features = [_line(border) for border in sorted(borders, key=lambda b: b.organisation)]
    inner = ",\n".join(features)
    return f'{{"type":"FeatureCollection","features":[\n{inner}\n]}}\n'.encode()


def canonical(geometry: object) -> str:
    """A geometry as the one text that stands for it."""
    return json.dumps(geometry, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def read_borders(file: str, text: str, known: frozenset[str], faults: Faults) -> tuple[Border, ...]:
    """The borders of known organisations; what is wrong goes to `faults`."""
    try:
        collection = json.loads(text)
    except (ValueError, RecursionError):
        faults.add(fault(file, Kind.NOT_GEOJSON))
        return ()
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        faults.add(fault(file, Kind.NOT_GEOJSON))
        return ()
    found: dict[str, Border] = {}
    for number, feature in enumerate(features, start=1):
        problem = _problem(file, number, feature, known, found)
        if problem:
            faults.add(problem)
        else:
            border = _border(feature)
            found[border.organisation] = border
    return tuple(found.values())


def _line(border: Border) -> str:
    properties = {
        "organisation": border.organisation,
        "attribution": border.attribution,
        "vintage": border.vintage,
    }
    return f'{{"type":"Feature","properties":{canonical(properties)},"geometry":{border.geometry}}}'


def _border(feature: Any) -> Border:
    properties = feature["properties"]
    return Border(
        organisation=properties["organisation"],
        geometry=canonical(feature["geometry"]),
        attribution=tidy(properties["attribution"]),
        vintage=tidy(properties.get("vintage") or ""),
    )


def _problem(
    file: str, number: int, feature: Any, known: frozenset[str], found: dict[str, Border]
) -> Fault | None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not _has_words(properties):
        return fault(file, Kind.NOT_A_BORDER, row=number)
    organisation = properties["organisation"]
    if organisation not in known:
        return fault(
            file,
            Kind.UNKNOWN_REFERENCE,
            row=number,
            column="organisation",
            value=organisation[:80],
            where="organisations.csv",
            meant=suggestion(organisation, tuple(sorted(known))) if number <= SUGGESTED else "",
        )
    if organisation in found:
        return fault(
            file,
            Kind.DUPLICATE,
            row=number,
            column="organisation",
            value=organisation,
            first=str(list(found).index(organisation) + 1),
        )
    if not _is_area(feature.get("geometry")):
        return fault(file, Kind.NOT_A_BORDER, row=number, value=organisation)
    return None


def _has_words(properties: dict[str, Any]) -> bool:
    vintage = properties.get("vintage") or ""
    named = (properties.get("organisation"), properties.get("attribution"))
    return (
        all(isinstance(word, str) and word for word in named)
        and len(properties["attribution"]) <= _LONGEST["attribution"]
        and isinstance(vintage, str)
        and len(vintage) <= _LONGEST["vintage"]
    )


def _is_area(geometry: Any) -> bool:
    """A polygon or several: closed rings of at least four points on the globe."""
    if not isinstance(geometry, dict) or set(geometry) != {"type", "coordinates"}:
        return False
    coordinates = geometry["coordinates"]
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(geometry["type"])
    if not isinstance(polygons, list) or not polygons:
        return False
    return all(_is_ring(ring) for polygon in polygons for ring in _parts(polygon))


def _parts(polygon: Any) -> Iterator[Any]:
    if isinstance(polygon, list) and polygon:
        yield from polygon
    else:
        yield None


def _is_ring(ring: Any) -> bool:
    return (
        isinstance(ring, list)
        and len(ring) >= 4
        and ring[0] == ring[-1]
        and all(_is_point(point) for point in ring)
    )


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and len(point) == 2
        and all(type(number) in {int, float} for number in point)
        and -180 <= point[0] <= 180
        and -90 <= point[1] <= 90
    )
