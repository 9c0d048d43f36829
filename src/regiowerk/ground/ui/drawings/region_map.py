"""The map of a region: its places coloured by a value or a class, labelled, with legend and table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regiowerk.ground.ui.drawings import cells, labels, legends, projection, scale
from regiowerk.ground.ui.drawings.measure import Block, wrap
from regiowerk.ground.ui.drawings.palette import text_on
from regiowerk.ground.ui.drawings.projection import Shapes
from regiowerk.ground.ui.drawings.scene import Area, Dot, Line, Mark, Scene, TableTwin, Tone

WIDE, NARROW = 720.0, 340.0
MANY = 400  # from here on places are shown and listed by class, no longer one by one
MOST_LABELS = 40  # on such a map
STEPS = (Tone.STEP_1, Tone.STEP_2, Tone.STEP_3, Tone.STEP_4, Tone.STEP_5)
FEW_STEPS = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
CLASSES = (Tone.CLASS_1, Tone.CLASS_2, Tone.CLASS_3, Tone.CLASS_4, Tone.CLASS_5, Tone.CLASS_6)


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality: where its centre is, what the map says about it and where a click leads."""

    key: str
    name: str
    latitude: float | None
    longitude: float | None
    value: float | None = None
    klass: str = ""  # name of a class, already translated; then values are only listed
    address: str = ""
    border: str = ""  # GeoJSON geometry in longitude and latitude
    weight: float = 0.0  # the heavier, the earlier its label finds room
    group: str = ""  # district: its border is drawn stronger
    source: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """What the map is called and how its columns are named."""

    title: str
    value: str  # "Inhabitants on 31.12.2020"
    place: str = ""
    group: str = ""
    source: str = ""
    summary: str = ""  # the statement; what is missing is added


@dataclass(frozen=True, slots=True)
class _Fill:
    """How one place is painted and what is said about it."""

    tone: Tone
    words: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is known of where the places are, in kilometres."""

    places: tuple[Place, ...]
    shapes: Shapes
    centres: projection.Points
    region: shapely.Geometry
    inner: Shapes
    is_schematic: bool
    without_area: frozenset[str]  # keys shown as dots


def region_map(
    places: Sequence[Place],
    caption: Caption,
    *,
    format_value: Callable[[float], str],
    centre: str = "",
    tones: Mapping[str, Tone] | None = None,
    width: float | None = None,
) -> Scene:
    """Return the map of the places; `centre` is the key of the regiopole.

    With `tones` the classes have given colours and order.  Without `width` the scene is made for a page
    and carries a second layout for phones.
    """
    places = sorted(places, key=lambda place: (place.name, place.key))
    coloured = _Colouring(places, format_value, tones)
    ground = _ground([place for place in places if _is_located(place)])
    if width is not None:
        return _scene(places, ground, coloured, caption, centre, width)
    scene = _scene(places, ground, coloured, caption, centre, WIDE)
    if len(places) > MANY:
        return scene
    return replace(scene, narrow=_scene(places, ground, coloured, caption, centre, NARROW))


def _is_located(place: Place) -> bool:
    return bool(place.border) or (place.latitude is not None and place.longitude is not None)


class _Colouring:
    """Which tone each place has, and the legend that explains it."""

    def __init__(
        self,
        places: Sequence[Place],
        format_value: Callable[[float], str],
        tones: Mapping[str, Tone] | None,
    ) -> None:
        self.format_value = format_value
        self.by_class = any(place.klass for place in places)
        if self.by_class:
            self._choose_classes(places, tones)
        else:
            self._choose_steps(places)
        self.fills = {place.key: self._fill(place) for place in places}
        self.missing = [place.name for place in places if self.fills[place.key].is_missing]

    def _choose_classes(self, places: Sequence[Place], tones: Mapping[str, Tone] | None) -> None:
        self.counts = Counter(place.klass for place in places if place.klass)
        names = sorted(self.counts, key=lambda name: (-self.counts[name], name))
        if tones is None:
            chosen = dict(zip(names, CLASSES, strict=False))
            tones = {name: chosen.get(name, Tone.SURFACE) for name in names}
        self.names = [*(name for name in tones if name in self.counts)]
        self.names += [name for name in names if name not in tones]
        self.tones = {name: tones.get(name, Tone.SURFACE) for name in self.names}

    def _choose_steps(self, places: Sequence[Place]) -> None:
        values = [place.value for place in places if place.value is not None]
        self.scale = scale.scale(values) if values else scale.Scale(())
        chosen = [STEPS[i] for i in FEW_STEPS[self.scale.size]]
        self.names = self._class_names(values)
        self.tones = dict(zip(self.names, chosen, strict=False))
        self.counts = Counter(self.names[self.scale.index(value)] for value in values)

    def _class_names(self, values: Sequence[float]) -> list[str]:
        limits = [self.format_value(limit) for limit in self.scale.limits]
        if not limits:
            return [self.format_value(values[0])] if values else []
        middle = [
            _("%(low)s to under %(high)s") % {"low": low, "high": high}
            for low, high in zip(limits, limits[1:], strict=False)
        ]
        first = _("under %(high)s") % {"high": limits[0]}
        last = _("%(low)s and more") % {"low": limits[-1]}
        return [first, *middle, last]

    def _fill(self, place: Place) -> _Fill:
        if self.by_class and place.klass:
            return _Fill(self.tones[place.klass], place.klass)
        if not self.by_class and place.value is not None:
            name = self.class_of(place)
            return _Fill(self.tones[name], self.format_value(place.value))
        return _Fill(Tone.MISSING, _("no value"), is_missing=True)

    def class_of(self, place: Place) -> str:
        """Return the name of the class a place belongs to."""
        if self.by_class:
            return place.klass or _("no value")
        return (
            self.names[self.scale.index(place.value)] if place.value is not None else _("no value")
        )

    def keys(self) -> list[legends.Key]:
        """Return the entries of the legend, in the order of the classes."""
        entries = [legends.Key(self.tones[name], name, self.counts[name]) for name in self.names]
        if self.missing:
            entries.append(
                legends.Key(Tone.MISSING, _("no value"), len(self.missing), is_hatched=True)
            )
        return entries


def _ground(places: Sequence[Place]) -> _Ground | None:
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
    return _Ground(
        tuple(places), shapes, centres, region, inner, not with_borders, frozenset(without)
    )


def _inner_borders(places: Sequence[Place], shapes: Shapes, region: shapely.Geometry) -> Shapes:
    groups = [place.group for place in places]
    if len(set(groups)) > MOST_LABELS:
        return np.array([], dtype=object)
    return cells.inner_borders(shapes, groups, region)


def _border(place: Place) -> shapely.Geometry | None:
    """Return the border as a valid area, or nothing if it is missing or unreadable."""
    if not place.border:
        return None
    shape = shapely.from_geojson(place.border, on_invalid="ignore")
    if shape is None or shape.is_empty or shape.area == 0:
        return None
    return shapely.make_valid(shape)


def _centre(place: Place, border: shapely.Geometry | None) -> tuple[float, float]:
    if place.longitude is not None and place.latitude is not None:
        return place.longitude, place.latitude
    inside = shapely.point_on_surface(border)
    return float(inside.x), float(inside.y)


def _simplified(shapes: Shapes) -> Shapes:
    """Return the borders with less detail than a page can show, neighbours still meeting."""
    left, top, right, bottom = shapely.total_bounds(shapes)
    simple: Shapes = shapely.coverage_simplify(shapes, max(right - left, bottom - top) / 1500)
    return simple


def _scene(
    places: Sequence[Place],
    ground: _Ground | None,
    coloured: _Colouring,
    caption: Caption,
    centre: str,
    width: float,
) -> Scene:
    """Return one layout: the map, below it the legend."""
    marks: list[Mark] = []
    height = 0.0
    if ground is not None:
        bounds = tuple(float(edge) for edge in shapely.bounds(ground.region))
        fit, height = projection.Fit.into(
            bounds, width=width, most_height=width * 1.15, margin=width / 90
        )
        sheet = _Sheet(ground, coloured, fit, width, height, centre)
        marks += sheet.marks()
    legend, height = legends.legend(caption.value, coloured.keys(), y=height + 14, width=width)
    return Scene(
        title=caption.title,
        summary=_summary(places, ground, coloured, caption),
        width=width,
        height=height,
        marks=(*marks, *legend),
        table=_table(places, coloured, caption),
        source=caption.source,
    )


class _Sheet:
    """The map itself in units of the picture."""

    def __init__(
        self,
        ground: _Ground,
        coloured: _Colouring,
        fit: projection.Fit,
        width: float,
        height: float,
        centre: str,
    ) -> None:
        self.ground, self.coloured, self.centre = ground, coloured, centre
        self.shapes = fit.shapes(ground.shapes)
        self.centres = fit.points(ground.centres)
        self.inner = fit.shapes(ground.inner)
        self.frame = Block(2, 2, width - 2, height - 2)
        self.is_narrow = width < 480

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
        for key in self.coloured.keys():
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
        places = enumerate(self.ground.places)
        if len(self.ground.places) > MANY:
            heaviest = sorted(places, key=lambda pair: (-pair[1].weight, pair[1].key))
            places = iter(sorted(heaviest[:MOST_LABELS]))
        wishes = [self._wish(number, place) for number, place in places]
        placed = labels.place(wishes, self.frame)
        return [mark for wish, offer in placed for mark in labels.words(wish, offer)]

    def _wish(self, number: int, place: Place) -> labels.Wish:
        is_centre = place.key == self.centre
        size = (10.5, 13.0)[is_centre] if self.is_narrow else (12.5, 17.0)[is_centre]
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
    """Return the name on one line and, if it can be parted, on two."""
    one = wrap(name, size, 1e9, bold=is_bold)
    halves = [wrap(name, size, room, bold=is_bold) for room in range(30, 200, 6)]
    two = next((lines for lines in halves if len(lines) == 2 and _is_whole(name, lines)), None)
    return (one, two) if two else (one,)


def _is_whole(name: str, lines: tuple[str, ...]) -> bool:
    """True if no word was cut: the name was parted at a space or after a hyphen."""
    return lines[0].endswith("-") or f"{lines[0]} {lines[1]}" == " ".join(name.split())


def _line(part: shapely.Geometry, tone: Tone, stroke_width: float) -> Line:
    points = tuple((float(x), float(y)) for x, y in shapely.get_coordinates(part))
    return Line(points, tone, stroke_width)


def _summary(
    places: Sequence[Place], ground: _Ground | None, coloured: _Colouring, caption: Caption
) -> str:
    """Return the sentences that say what the map shows and what it cannot show."""
    shown = len(ground.places) if ground else 0
    sentences = [caption.summary] if caption.summary else []
    sentences.append(
        ngettext(
            "The map shows %(shown)s of %(count)s place.",
            "The map shows %(shown)s of %(count)s places.",
            len(places),
        )
        % {"shown": shown, "count": len(places)}
    )
    if coloured.missing:
        sentences.append(_("No value: %(names)s.") % {"names": _listed(coloured.missing)})
    lost = [place.name for place in places if not _is_located(place)]
    if lost:
        sentences.append(
            _("Not on the map because coordinates are missing: %(names)s.")
            % {"names": _listed(lost)}
        )
    if ground and ground.is_schematic:
        sentences.append(
            _("The areas are schematic: what is nearest to each centre, not the real borders.")
        )
    if ground and ground.without_area:
        names = [place.name for place in ground.places if place.key in ground.without_area]
        sentences.append(
            _("Shown as a dot because the border is missing: %(names)s.")
            % {"names": _listed(names)}
        )
    return " ".join(sentences)


def _listed(names: Sequence[str]) -> str:
    """Return up to twelve names, and how many there are beyond."""
    if len(names) <= 12:
        return ", ".join(names)
    rest = len(names) - 12
    return _("%(names)s and %(count)s more") % {"names": ", ".join(names[:12]), "count": rest}


def _table(places: Sequence[Place], coloured: _Colouring, caption: Caption) -> TableTwin:
    if len(places) > MANY:
        rows = tuple((key.words, str(key.count)) for key in coloured.keys())
        return TableTwin(caption.title, (caption.value, _("Number")), rows, frozenset({1}))
    has_groups, has_sources = any(p.group for p in places), any(p.source for p in places)
    header = [caption.place or _("Place")]
    header += [caption.group or _("District")] * has_groups
    header += [caption.value, *[_("Source")] * has_sources]
    rows = tuple(
        (
            place.name,
            *[place.group] * has_groups,
            _told(place, coloured),
            *[place.source] * has_sources,
        )
        for place in places
    )
    numeric = frozenset() if coloured.by_class else frozenset({1 + has_groups})
    return TableTwin(caption.title, tuple(header), rows, numeric)


def _told(place: Place, coloured: _Colouring) -> str:
    words = coloured.fills[place.key].words
    return words if _is_located(place) else _("%(value)s (not on the map)") % {"value": words}
