"""Where in Germany: cities as dots on a sketch of the country, one or some of them highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings import germany_outline, labels, layouts, projection
from regiowerk.ground.ui.drawings.layouts import NAME, NOTE, PHONE, DrawingError
from regiowerk.ground.ui.drawings.measure import Block, wrap
from regiowerk.ground.ui.drawings.scene import (
    Anchor,
    Area,
    Dot,
    Mark,
    Scene,
    TableTwin,
    Tone,
)

LONGITUDES, LATITUDES = (5.0, 16.0), (46.5, 56.0)
MIDDLE = (10.4, 51.2)
SMALL, LARGE = 4.5, 7.5  # radius of a dot
GAP = 6.0
NOTE_ROOM = 150.0
TALL = 0.86  # height of the map on a page, of its width


@dataclass(frozen=True, slots=True)
class City:
    """A city by its centre, with a word about it."""

    name: str
    latitude: float
    longitude: float
    note: str = ""
    is_highlighted: bool = False
    address: str = ""


def germany_map(
    cities: Sequence[City],
    *,
    title: str,
    summary: str,
    source: str,
    width: float | None = None,
) -> Scene:
    """Return the cities on a sketch of Germany, each with its name and the note below it."""
    for city in cities:
        _check(city)
    table = _table(cities, title)
    told = layouts.sentences(summary, _("The outline is a sketch for orientation."))

    def scene_of(across: float) -> Scene:
        marks, height = _Map(cities, across).marks()
        return Scene(title, told, across, height, marks, table, source)

    return layouts.for_page(scene_of, width)


def _check(city: City) -> None:
    is_inside = (
        LONGITUDES[0] <= city.longitude <= LONGITUDES[1]
        and LATITUDES[0] <= city.latitude <= LATITUDES[1]
    )
    if not is_inside:
        place = f"{city.latitude} north, {city.longitude} east"
        message = f"{city.name!r} lies at {place}, which is not on a map of Germany"
        raise DrawingError(message)


class _Map:
    """One layout of the sketch with its cities."""

    def __init__(self, cities: Sequence[City], width: float) -> None:
        plane = projection.Projection(*MIDDLE)
        rings = [shapely.Polygon(plane.plane(np.array(r))) for r in germany_outline.RINGS]
        land = shapely.MultiPolygon(rings)
        is_narrow = width < PHONE
        tall = width * (1.36 if is_narrow else TALL)
        fit, self.height = projection.Fit.into(land.bounds, width=width, most_height=tall, margin=2)
        self.land = fit.shapes(np.array([land], dtype=object))[0]
        self.cities = sorted(cities, key=lambda city: (not city.is_highlighted, -city.latitude))
        self.points = fit.points(
            plane.plane(np.array([(c.longitude, c.latitude) for c in self.cities]).reshape(-1, 2))
        )
        self.frame = Block(1, 1, width - 1, self.height - 1)

    def marks(self) -> tuple[tuple[Mark, ...], float]:
        ground = Area(projection.rings(self.land), Tone.SURFACE, Tone.LINE, 1.2)
        dots = [self._dot(i, city) for i, city in enumerate(self.cities)]
        return (ground, *dots, *self._names()), self.height

    def _dot(self, number: int, city: City) -> Mark:
        x, y = (float(value) for value in self.points[number])
        radius, tone = (LARGE, Tone.ACCENT) if city.is_highlighted else (SMALL, Tone.MUTED)
        return Dot(x, y, radius, tone, Tone.GROUND, 1.5, _told(city), city.address)

    def _names(self) -> list[Mark]:
        """Return the names, the highlighted ones first in the choice of their place."""
        taken = [
            Block(x - r, y - r, x + r, y + r)
            for (x, y), city in zip(self.points.tolist(), self.cities, strict=True)
            for r in [LARGE if city.is_highlighted else SMALL]
        ]
        wishes = [self._wish(i, city) for i, city in enumerate(self.cities)]
        marks: list[Mark] = []
        for wish, offer in labels.place(wishes, self.frame, taken):
            name, *notes = labels.words(wish, offer)
            marks.append(name)
            marks += [replace(note, tone=Tone.MUTED, bold=False) for note in notes]
        return marks

    def _wish(self, number: int, city: City) -> labels.Wish:
        x, y = (float(value) for value in self.points[number])
        size = NAME if city.is_highlighted else NOTE
        name = wrap(city.name, size, NOTE_ROOM, bold=True)
        full = (*name, *wrap(city.note, size, NOTE_ROOM)) if city.note else name
        offers = [
            offer
            for lines in dict.fromkeys((full, name))
            for reach in (1.0, 2.2)
            for offer in _around(
                lines, size, x, y, (LARGE if city.is_highlighted else SMALL) + GAP * reach
            )
        ]
        weight = len(self.cities) - number
        return labels.Wish(
            float(weight), city.name, size, tuple(offers), bold=True, needs_halo=True
        )


def _around(
    lines: tuple[str, ...], size: float, x: float, y: float, reach: float
) -> list[labels.Offer]:
    """Return places for a label around a dot: right, left, below, above, then the corners."""
    down = labels.block(lines, size, 0, 0, bold=True).bottom
    first = size * 0.48  # half the height of one line
    return [
        labels.Offer(lines, labels.block(lines, size, at, middle, bold=True, anchor=anchor), anchor)
        for at, middle, anchor in (
            (x + reach, y + down - first, Anchor.START),
            (x - reach, y + down - first, Anchor.END),
            (x + reach, y, Anchor.START),
            (x - reach, y, Anchor.END),
            (x, y + down + reach, Anchor.MIDDLE),
            (x, y - down - reach, Anchor.MIDDLE),
            (x + reach * 0.8, y - down - reach * 0.3, Anchor.START),
            (x - reach * 0.8, y - down - reach * 0.3, Anchor.END),
            (x + reach * 0.8, y + down + reach * 0.3, Anchor.START),
            (x - reach * 0.8, y + down + reach * 0.3, Anchor.END),
        )
    ]


def _told(city: City) -> str:
    return f"{city.name}: {city.note}" if city.note else city.name


def _table(cities: Sequence[City], title: str) -> TableTwin:
    rows = tuple((city.name, city.note) for city in cities)
    return TableTwin(title, (_("City"), _("Note")), rows)
