"""Where the places of a map are: real borders if most are known, else cells around their centres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from regiowerk.ground.ui.drawings import cells, projection
from regiowerk.ground.ui.drawings.places import Place
from regiowerk.ground.ui.drawings.projection import Shapes

MOST_GROUPS = 40  # more borders between districts than these would cover the map


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of where the places are, in kilometres."""

    places: tuple[Place, ...]
    shapes: Shapes
    centres: projection.Points
    region: BaseGeometry
    inner: Shapes
    is_schematic: bool
    without_area: frozenset[str]  # keys shown as dots


def ground_of(places: Sequence[Place]) -> Ground | None:
    """Return the areas of the places: real borders if most have one, else cells around centres."""
    if not places:
        return None
    borders = [_border(place) for place in places]
    known = [border for border in borders if border is not None]
    with_borders = len(known) * 2 > len(places)
    coordinates = np.array([_centre(p, b) for p, b in zip(places, borders, strict=True)])
    plane = projection.Projection.around([(float(x), float(y)) for x, y in coordinates])
    centres = plane.plane(coordinates)
    if with_borders:
        shapes = shapely.transform(np.array([b or shapely.Polygon() for b in borders]), plane.plane)
        shapes = _simplified(shapes)
        region = shapely.union_all(shapes)
    else:
        centres = cells.spread(centres)
        region = cells.outline(centres)
        shapes = cells.cells(centres, region)
    without = [p.key for p, b in zip(places, borders, strict=True) if with_borders and b is None]
    inner = _inner_borders(places, shapes, region)
    return Ground(
        tuple(places), shapes, centres, region, inner, not with_borders, frozenset(without)
    )


def _inner_borders(places: Sequence[Place], shapes: Shapes, region: BaseGeometry) -> Shapes:
    groups = [place.group for place in places]
    if len(set(groups)) > MOST_GROUPS:
        return np.array([], dtype=object)
    return cells.inner_borders(shapes, groups, region)


def _border(place: Place) -> BaseGeometry | None:
    """Return the border as a valid area, or nothing if it is missing or unreadable."""
    if not place.border:
        return None
    shape = shapely.from_geojson(place.border, on_invalid="ignore")
    if shape is None or shape.is_empty or shape.area == 0:
        return None
    return shapely.make_valid(shape)


def _centre(place: Place, border: BaseGeometry | None) -> tuple[float, float]:
    if place.longitude is not None and place.latitude is not None:
        return place.longitude, place.latitude
    ((x, y),) = shapely.get_coordinates(shapely.point_on_surface(border))
    return float(x), float(y)


def _simplified(shapes: Shapes) -> Shapes:
    """Return the borders with less detail than a page can show, neighbours still meeting."""
    left, top, right, bottom = shapely.total_bounds(shapes)
    simple: Shapes = shapely.coverage_simplify(shapes, max(right - left, bottom - top) / 1500)
    return simple
