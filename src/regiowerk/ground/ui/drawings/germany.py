"""Where in Germany: cities as dots on a sketch of the country, one or some of them highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings import germany_outline, labels, layouts, projection
from regiowerk.ground.ui.drawings.layouts import NAME, NOTE, PHONE, DrawingError
from regiowerk.ground.ui.drawings.measure import Block, width as text_width, wrap
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
BELOW = 3.0  # between a name and its note
NOTE_ROOM = 150.0  # of a note on a page; longer ones take several lines
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
        rings = [
            shapely.Polygon(_softened(plane.plane(np.array(ring))))
            for ring in germany_outline.RINGS
        ]
        land = shapely.MultiPolygon(rings)
        self.width, self.is_narrow = width, width < PHONE
        tall = width * (1.36 if self.is_narrow else TALL)
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
        listed, height = self._list() if self.is_narrow else ([], self.height)
        return (ground, *dots, *self._names(), *listed), height

    def _list(self) -> tuple[list[Mark], float]:
        """Return the notes below the map: on a phone they find no room in it."""
        marks: list[Mark] = []
        y = self.height + 10
        for city in sorted(self.cities, key=lambda city: city.name):
            if not city.note:
                continue
            marks += layouts.text([city.name], 0, y, NAME, bold=city.is_highlighted)
            y += NAME + 3
            lines = wrap(city.note, NOTE, self.width)
            marks += layouts.text(lines, 0, y, NOTE, tone=Tone.MUTED)
            y += layouts.height(lines, NOTE) + GAP + 2
        return marks, y

    def _note(self, city: City) -> tuple[str, ...]:
        """Return the lines of a note; a word that is longer than its room makes more room."""
        longest = max((text_width(word, NOTE) for word in city.note.split()), default=0.0)
        return wrap(city.note, NOTE, max(NOTE_ROOM, longest + 1)) if city.note.strip() else ()

    def _dot(self, number: int, city: City) -> Mark:
        x, y = (float(value) for value in self.points[number])
        tone = Tone.ACCENT if city.is_highlighted else Tone.MUTED
        return Dot(x, y, _radius(city), tone, Tone.GROUND, 1.5, _told(city), city.address)

    def _names(self) -> list[Mark]:
        """Return the names, the highlighted ones first in the choice of their place."""
        taken = [
            Block(x - r, y - r, x + r, y + r)
            for (x, y), city in zip(self.points.tolist(), self.cities, strict=True)
            for r in [_radius(city)]
        ]
        wishes = [self._wish(i, city) for i, city in enumerate(self.cities)]
        placed = labels.place(wishes, self.frame, taken)
        return [mark for wish, offer in placed for mark in _words(wish, offer)]

    def _wish(self, number: int, city: City) -> labels.Wish:
        x, y = (float(value) for value in self.points[number])
        is_bold = city.is_highlighted
        size = NAME + 1 if is_bold else NOTE
        note = () if self.is_narrow else self._note(city)
        offers = [
            offer
            for lines in dict.fromkeys(((city.name, *note), (city.name,)))
            for reach in (1.0, 1.7)
            for offer in _around(lines, size, x, y, _radius(city) + GAP * reach, is_bold=is_bold)
        ]
        weight = float(len(self.cities) - number)
        return labels.Wish(weight, city.name, size, tuple(offers), bold=is_bold)


def _words(wish: labels.Wish, offer: labels.Offer) -> list[Mark]:
    """Return a name with the note below it."""
    room, anchor = offer.block, offer.anchor
    x = {
        Anchor.START: room.left,
        Anchor.MIDDLE: (room.left + room.right) / 2,
        Anchor.END: room.right,
    }[anchor]
    name, note = offer.lines[:1], offer.lines[1:]
    below = room.top + layouts.height(name, wish.size) + BELOW
    return [
        *layouts.text(name, x, room.top, wish.size, anchor=anchor, bold=wish.bold, halo=True),
        *layouts.text(note, x, below, NOTE, tone=Tone.MUTED, anchor=anchor, halo=True),
    ]


def _softened(ring: projection.Points) -> projection.Points:
    """Return a ring with its corners cut (Chaikin 1974): a sketch claims no exact corner."""
    following = np.roll(ring, -1, axis=0)
    soft = np.stack([0.75 * ring + 0.25 * following, 0.25 * ring + 0.75 * following], axis=1)
    return soft.reshape(-1, 2)


def _radius(city: City) -> float:
    return LARGE if city.is_highlighted else SMALL


def _around(
    lines: tuple[str, ...], size: float, x: float, y: float, reach: float, *, is_bold: bool
) -> list[labels.Offer]:
    """Return places for a name and its note around a dot, best first: beside it, below, above."""
    name, note = lines[:1], lines[1:]
    one = layouts.height(name, size)
    down = one + (BELOW + layouts.height(note, NOTE) if note else 0)
    across = max(text_width(lines[0], size, bold=is_bold), *(text_width(n, NOTE) for n in note), 0)
    near, far, beside = reach * 0.8, reach * 0.4, y - one / 2
    corners = (
        (x + reach, beside, Anchor.START),
        (x - reach - across, beside, Anchor.END),
        (x + near, y + far, Anchor.START),
        (x - near - across, y + far, Anchor.END),
        (x + near, y - far - down, Anchor.START),
        (x - near - across, y - far - down, Anchor.END),
        (x + reach, y - down / 2, Anchor.START),
        (x - reach - across, y - down / 2, Anchor.END),
        (x - across / 2, y + reach, Anchor.MIDDLE),
        (x - across / 2, y - reach - down, Anchor.MIDDLE),
    )
    return [
        labels.Offer(lines, Block(left, top, left + across, top + down), anchor)
        for left, top, anchor in corners
    ]


def _told(city: City) -> str:
    return f"{city.name}: {city.note}" if city.note else city.name


def _table(cities: Sequence[City], title: str) -> TableTwin:
    rows = tuple((city.name, city.note) for city in cities)
    return TableTwin(title, (_("City"), _("Note")), rows)
