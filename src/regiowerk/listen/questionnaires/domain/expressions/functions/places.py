"""Functions on places, on a sphere of 6,378,100 metres radius."""

from __future__ import annotations

import math
from itertools import pairwise

from regiowerk.listen.questionnaires.domain.expressions.functions.registry import Function
from regiowerk.listen.questionnaires.domain.expressions.nodes import Result
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.expressions.values import NAN, scalars_of, to_text

RADIUS = 6_378_100.0  # metres, as JavaRosa has it
type Point = tuple[float, float]  # latitude and longitude in radians


def _distance(run: Run, *arguments: Result) -> Result:
    points = _points(run, arguments)
    if points is None:
        return NAN
    return math.fsum(_apart(one, other) for one, other in pairwise(points))


def _area(run: Run, *arguments: Result) -> Result:
    points = _points(run, arguments)
    if points is None:
        return NAN
    if len(points) < 3:
        return 0.0
    closed = [*points, points[0]]
    doubled = math.fsum(
        (other[1] - one[1]) * (2 + math.sin(one[0]) + math.sin(other[0]))
        for one, other in pairwise(closed)
    )
    return abs(doubled) * RADIUS * RADIUS / 2


def _apart(one: Point, other: Point) -> float:
    """The way between two points in metres, by the spherical law of cosines or haversine."""
    half_latitude = math.sin((other[0] - one[0]) / 2) ** 2
    half_longitude = math.sin((other[1] - one[1]) / 2) ** 2
    share = half_latitude + math.cos(one[0]) * math.cos(other[0]) * half_longitude
    return 2 * RADIUS * math.asin(math.sqrt(min(1.0, share)))


def _points(run: Run, arguments: tuple[Result, ...]) -> list[Point] | None:
    """The points of all arguments; None when one is unreadable."""
    found: list[Point] = []
    for value in scalars_of(arguments):
        for part in filter(None, map(str.strip, to_text(value).split(";"))):
            run.spend(1)
            point = _point(run, part)
            if point is None:
                return None
            found.append(point)
    return found


def _point(run: Run, text: str) -> Point | None:
    if text in run.surroundings.positions:
        latitude, longitude = run.surroundings.positions[text]
        return math.radians(latitude), math.radians(longitude)
    try:
        latitude, longitude = (float(part) for part in text.split()[:2])
    except ValueError:
        return None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return math.radians(latitude), math.radians(longitude)


FUNCTIONS = {"distance": Function(_distance, 1, None), "area": Function(_area, 1, 1)}
