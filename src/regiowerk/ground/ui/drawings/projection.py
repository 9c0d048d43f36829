"""From longitude and latitude to the plane, and from the plane into the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

type Points = NDArray[np.float64]  # shape (n, 2): x and y
type Shapes = NDArray[np.object_]  # shapely geometries

KILOMETRES_PER_DEGREE = 111.195  # on a sphere of 6,371 km


@dataclass(frozen=True, slots=True)
class Projection:
    """Local equirectangular projection: kilometres east and south of a middle point."""

    longitude: float
    latitude: float

    @classmethod
    def around(cls, coordinates: Sequence[tuple[float, float]]) -> Projection:
        """Return the projection that fits (longitude, latitude) pairs best: around their mean."""
        count = len(coordinates)
        return cls(
            longitude=math.fsum(longitude for longitude, _ in coordinates) / count,
            latitude=math.fsum(latitude for _, latitude in coordinates) / count,
        )

    def plane(self, coordinates: Points) -> Points:
        """Return x and y in kilometres for rows of longitude and latitude; y grows southwards."""
        shrunk = math.cos(math.radians(self.latitude))
        middle = np.array([self.longitude, self.latitude])
        scale = np.array([shrunk, -1.0]) * KILOMETRES_PER_DEGREE
        moved: Points = (coordinates - middle) * scale
        return moved


@dataclass(frozen=True, slots=True)
class Fit:
    """Scale and shift that bring kilometres into a frame of the picture."""

    factor: float
    x: float
    y: float

    @classmethod
    def into(
        cls,
        bounds: tuple[float, float, float, float],
        *,
        width: float,
        most_height: float,
        margin: float,
    ) -> tuple[Fit, float]:
        """Return the fit that shows the bounds as large as possible, and the height it needs."""
        left, top, right, bottom = bounds
        across, down = max(right - left, 1e-9), max(bottom - top, 1e-9)
        room = width - 2 * margin
        factor = min(room / across, (most_height - 2 * margin) / down)
        height = down * factor + 2 * margin
        shift = margin + (room - across * factor) / 2
        return cls(factor, shift - left * factor, margin - top * factor), height

    def points(self, points: Points) -> Points:
        moved: Points = points * self.factor + np.array([self.x, self.y])
        return moved

    def shapes(self, shapes: Shapes) -> Shapes:
        """Return the shapes in units of the picture."""
        moved: Shapes = shapely.transform(shapes, self.points)
        return moved


type Ring = tuple[tuple[float, float], ...]


def rings(shape: BaseGeometry) -> tuple[Ring, ...]:
    """Return outer and inner rings of a polygon or of many, without the repeated last point."""
    found = []
    for polygon in shapely.get_parts(shape):
        if not isinstance(polygon, shapely.Polygon) or polygon.is_empty:
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            found.append(tuple((float(x), float(y)) for x, y in shapely.get_coordinates(ring)[:-1]))
    return tuple(found)
