"""The map of a region: its places coloured by a value or a class, labelled, with legend and table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.ui.drawings import layouts, legends, projection
from regiowerk.ground.ui.drawings.layouts import NAME
from regiowerk.ground.ui.drawings.map_sheet import Sheet
from regiowerk.ground.ui.drawings.place_colours import Colouring
from regiowerk.ground.ui.drawings.place_ground import Ground, ground_of
from regiowerk.ground.ui.drawings.places import MANY, Caption, Place, is_located
from regiowerk.ground.ui.drawings.scene import Mark, Scene, TableTwin, Tone

__all__ = ["Caption", "Place", "region_map"]


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
    coloured = Colouring(places, format_value, tones)
    ground = ground_of([place for place in places if is_located(place)])

    def scene_of(across: float) -> Scene:
        return _scene(places, ground, coloured, caption, centre, across)

    return layouts.for_page(scene_of, width)


def _scene(
    places: Sequence[Place],
    ground: Ground | None,
    coloured: Colouring,
    caption: Caption,
    centre: str,
    width: float,
) -> Scene:
    """Return one layout: the map, below it the legend."""
    marks: list[Mark] = []
    height = 0.0
    if ground is not None:
        fit, height = projection.Fit.into(
            ground.region.bounds, width=width, most_height=width * 1.15, margin=width / 90
        )
        sheet = Sheet(ground, coloured, fit, width, height, centre)
        marks += sheet.marks()
    if not places:
        marks += layouts.text([_("No places yet")], 0, 4, NAME, tone=Tone.MUTED)
    heading = caption.value if places else ""
    legend, height = legends.legend(heading, coloured.entries(), y=height + 14, width=width)
    if ground is not None and len(ground.inner):
        words = _("strong line: border (%(group)s)") % {"group": caption.group or _("District")}
        marks += legends.line(words, y=height)
        height += legends.ROW
    return Scene(
        title=caption.title,
        summary=_summary(places, ground, coloured, caption),
        width=width,
        height=height,
        marks=(*marks, *legend),
        table=_table(places, coloured, caption),
        source=caption.source,
    )


def _summary(
    places: Sequence[Place], ground: Ground | None, coloured: Colouring, caption: Caption
) -> str:
    """Return the sentences that say what the map shows and what it cannot show."""
    shown = len(ground.places) if ground else 0
    sentences = [caption.summary] if caption.summary else []
    if shown < len(places):
        count = ngettext(
            "The map shows %(shown)s of %(count)s place.",
            "The map shows %(shown)s of %(count)s places.",
            len(places),
        )
        sentences.append(count % {"shown": shown, "count": len(places)})
    if coloured.missing:
        sentences.append(_("No value: %(names)s.") % {"names": _listed(coloured.missing)})
    lost = [place.name for place in places if not is_located(place)]
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


def _table(places: Sequence[Place], coloured: Colouring, caption: Caption) -> TableTwin:
    if len(places) > MANY:
        classes = tuple((key.words, str(key.count)) for key in coloured.entries())
        return TableTwin(caption.title, (caption.value, _("Number")), classes, frozenset({1}))
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


def _told(place: Place, coloured: Colouring) -> str:
    words = coloured.fills[place.key].words
    return words if is_located(place) else _("%(value)s (not on the map)") % {"value": words}
