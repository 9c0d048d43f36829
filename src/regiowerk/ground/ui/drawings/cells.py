"""A plausible picture of a region of which only the centres of its places are known.

Every centre gets its Voronoi cell (all ground that is nearer to it than to any other centre), the cells
together fill a calm outline around all centres.  Lengths in kilometres; the cost grows like n log n.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from regiowerk.ground.ui.drawings.projection import Points, Shapes

GRID = 0.001  # centres nearer than a metre count as one place
ALONE = 6.0  # radius drawn around a single centre
REACH = 0.62  # how far the region reaches beyond its outer centres, in typical distances
SOFTNESS = 1.6  # how far the outline is smoothed, in the reach
CONCAVITY = 0.6  # 0 follows every bay, 1 is the convex hull


def spread(points: Points) -> Points:
    """Return the points with coinciding ones moved apart a little, so that each can have a cell."""
    moved = np.round(points / GRID) * GRID
    step = max(float(np.ptp(moved, axis=0).max(initial=0.0)) / 200, 0.25)
    for turn in range(1, 50):
        _, first = np.unique(moved, axis=0, return_index=True)
        doubles = np.setdiff1d(np.arange(len(moved)), first)
        if not len(doubles):
            return moved
        angle = (
            np.arange(len(doubles)) * math.radians(137.5077) + turn
        )  # golden angle: no two alike
        reach = step * np.sqrt(np.arange(len(doubles)) + 1.0)
        offset = np.column_stack([np.cos(angle), np.sin(angle)]) * reach[:, None]
        moved[doubles] = np.round((moved[doubles] + offset) / GRID) * GRID
    return moved


def outline(points: Points) -> BaseGeometry:
    """Return a smooth outline that contains all points with some ground around them."""
    reach = typical_distance(points) * REACH
    hull = shapely.concave_hull(shapely.MultiPoint(points), ratio=CONCAVITY)
    wide = hull.buffer(reach * 4, quad_segs=24).buffer(-reach * 2.8, quad_segs=24)
    around = shapely.MultiPoint(points).buffer(reach * 0.6)
    calm = _smooth(wide, reach).union(around)
    calm = calm.buffer(reach * 3, quad_segs=24).buffer(-reach * 3, quad_segs=24)
    return _smooth(calm, reach / 3).union(around.buffer(-reach * 0.3)).simplify(reach / 100)


def _smooth(shape: BaseGeometry, reach: float) -> BaseGeometry:
    """Return a shape whose outline bends like a drawn line: every point is the mean of its stretch."""
    whole = shape if isinstance(shape, shapely.Polygon) else shape.convex_hull
    ring = shapely.get_coordinates(shapely.get_exterior_ring(whole))
    at = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(ring, axis=0).T))])
    count = min(max(int(at[-1] / reach * 8), 64), 4000)
    stops = np.linspace(0, at[-1], count, endpoint=False)
    way = np.column_stack([np.interp(stops, at, ring[:, 0]), np.interp(stops, at, ring[:, 1])])
    away = np.minimum(stops, at[-1] - stops)
    weights = np.exp(-0.5 * (away / (reach * SOFTNESS)) ** 2)
    # the mean of every stretch at once: a circular convolution
    spectrum = np.fft.fft(way, axis=0) * np.fft.fft(weights / weights.sum())[:, None]
    return shapely.Polygon(np.fft.ifft(spectrum, axis=0).real)


def typical_distance(points: Points) -> float:
    """Return the median distance from a point to its nearest neighbour; for a single point a guess."""
    if len(points) < 2:
        return ALONE / REACH
    marks = list(shapely.MultiPoint(points).geoms)
    tree = shapely.STRtree(marks)
    pairs, distances = tree.query_nearest(
        marks, exclusive=True, return_distance=True, all_matches=False
    )
    widest = float(np.ptp(points, axis=0).max())
    return max(float(np.median(distances)), widest / 40) if len(pairs[0]) else ALONE / REACH


def cells(points: Points, region: BaseGeometry) -> Shapes:
    """Return one cell per point, in their order; together they tile the region without overlap."""
    if len(points) == 1:
        return np.array([region], dtype=object)
    raw = shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=region, ordered=True)
    found: Shapes = np.array(shapely.get_parts(raw), dtype=object)
    shapely.prepare(region)
    crossing = ~shapely.contains_properly(region, found)
    found[crossing] = shapely.intersection(found[crossing], region)
    return found


def inner_borders(shapes: Shapes, groups: list[str], region: BaseGeometry) -> Shapes:
    """Return the lines along which cells of different groups meet, without the region's outline."""
    names = sorted(set(groups))
    if len(names) < 2:
        return np.array([], dtype=object)
    member = np.array(groups)
    merged = [shapely.union_all(shapes[member == name]) for name in names]
    lines = shapely.union_all([shape.boundary for shape in merged])
    width = math.sqrt(region.area) / 2000
    inside = shapely.line_merge(lines.difference(region.boundary.buffer(width)))
    parts: Shapes = shapely.get_parts(inside)
    return parts[shapely.length(parts) > width * 4]
