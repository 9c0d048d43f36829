"""The map itself in units of the picture: areas, borders of districts, names."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from regiowerk.ground.ui.drawings import labels, projection
from regiowerk.ground.ui.drawings.layouts import PHONE
from regiowerk.ground.ui.drawings.measure import Block, width
from regiowerk.ground.ui.drawings.palette import text_on
from regiowerk.ground.ui.drawings.place_colours import Colouring
from regiowerk.ground.ui.drawings.place_ground import Ground
from regiowerk.ground.ui.drawings.places import MANY, Place
from regiowerk.ground.ui.drawings.scene import Area, Dot, Line, Mark, Tone

MOST_LABELS = 40  # on a map of many places


class Sheet:
    """The map itself in units of the picture."""

    def __init__(
        self,
        ground: Ground,
        coloured: Colouring,
        fit: projection.Fit,
        across: float,
        down: float,
        centre: str,
    ) -> None:
        self.ground, self.coloured, self.centre = ground, coloured, centre
        self.shapes = fit.shapes(ground.shapes)
        self.centres = fit.points(ground.centres)
        self.inner = fit.shapes(ground.inner)
        self.frame = Block(2, 2, across - 2, down - 2)
        self.is_narrow = across < PHONE

    def marks(self) -> list[Mark]:
        if len(self.ground.places) > MANY:
            areas = self._areas_by_class()
        else:
            areas = [self._area(i) for i in range(len(self.ground.places))]
        borders = [_line(part, Tone.GROUND, 3.2) for part in self.inner]
        borders += [_line(part, Tone.INK, 1.1) for part in self.inner]
        return [*areas, *borders, *self._emphasis(), *self._labels()]

    def _area(self, number: int) -> Mark:
        place = self.ground.places[number]
        fill = self.coloured.fills[place.key]
        label = f"{place.name}: {fill.words}"
        if place.group and place.group != fill.words:
            label = f"{place.name} ({place.group}): {fill.words}"
        if place.key in self.ground.without_area:
            x, y = self.centres[number]
            return Dot(float(x), float(y), 5, fill.tone, Tone.INK, 1, label, place.address)
        return Area(
            rings=projection.rings(self.shapes[number]),
            fill=fill.tone,
            stroke_width=1.2 if self.is_narrow else 1.6,
            hatched=fill.is_missing,
            label=label,
            address=place.address,
        )

    def _areas_by_class(self) -> list[Mark]:
        """Return one area per class: thousands of single ones would only slow the page down."""
        names = np.array([self.coloured.class_of(place) for place in self.ground.places])
        marks: list[Mark] = []
        for key in self.coloured.entries():
            merged = shapely.coverage_union_all(self.shapes[names == key.words])
            label = f"{key.words}: {key.count}"
            shape = shapely.simplify(merged, 0.3)
            tone, outlines = key.tone, projection.rings(shape)
            marks.append(Area(outlines, tone, Tone.NONE, 0, hatched=key.is_hatched, label=label))
        return marks

    def _emphasis(self) -> list[Mark]:
        """Return a strong line around the regiopole."""
        numbers = [i for i, p in enumerate(self.ground.places) if p.key == self.centre]
        if len(self.ground.places) < 2:
            return []
        return [
            Line((*ring, ring[0], ring[1]), Tone.INK, 2.0)
            for number in numbers
            for ring in projection.rings(self.shapes[number])
        ]

    def _labels(self) -> list[Mark]:
        places = list(enumerate(self.ground.places))
        if len(places) > MANY:
            places.sort(key=lambda pair: (-pair[1].weight, pair[1].key))
            del places[MOST_LABELS:]
        wishes = [self._wish(number, place) for number, place in places]
        placed = labels.place(wishes, self.frame)
        return [mark for wish, offer in placed for mark in labels.words(wish, offer)]

    def _wish(self, number: int, place: Place) -> labels.Wish:
        is_centre = place.key == self.centre
        size = (11.5, 13.5)[is_centre] if self.is_narrow else (12.5, 17.0)[is_centre]
        shape = self.shapes[number]
        fill = self.coloured.fills[place.key]
        offers = labels.offers_inside(
            _layouts(place.name, size, is_centre), size, shape, self.centres[number], bold=is_centre
        )
        return labels.Wish(
            weight=float("inf") if is_centre else place.weight,
            key=place.key,
            size=size,
            offers=offers,
            bold=is_centre,
            tone=Tone.INK if fill.is_missing else text_on(fill.tone),
            needs_halo=fill.is_missing,
        )


def _layouts(name: str, size: float, is_bold: bool) -> tuple[tuple[str, ...], ...]:
    """Return the name on one line and, if it can be parted, on two of about the same length."""
    name = " ".join(name.split())
    if not name:
        return ()
    parts = [(name[:at].rstrip(), name[at:]) for at in range(1, len(name)) if name[at - 1] in " -"]
    if not parts:
        return ((name,),)
    two = min(parts, key=lambda lines: max(width(line, size, bold=is_bold) for line in lines))
    return ((name,), two)


def _line(part: BaseGeometry, tone: Tone, stroke_width: float) -> Line:
    points = tuple((float(x), float(y)) for x, y in shapely.get_coordinates(part))
    return Line(points, tone, stroke_width)
