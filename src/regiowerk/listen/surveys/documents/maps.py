"""The wave as a picture: the region by how far its organisations are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext as _

from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.ui.drawings.places import Caption, Place
from regiowerk.ground.ui.drawings.region_map import region_map
from regiowerk.ground.ui.drawings.scene import Scene, Tone
from regiowerk.listen.surveys.queries.turnout import GROUPS, Line

MOST = 400  # more areas than this nobody tells apart
_TONES = (Tone.MISSING, Tone.STEP_1, Tone.STEP_3, Tone.STEP_4, Tone.STEP_5, Tone.CLASS_2)


def stage_map(
    title: str, summary: str, lines: Sequence[Line], address_of: Callable[[Line], str]
) -> Scene | None:
    """The municipalities coloured by stage; None where no area is known, or too many are."""
    towns = [line for line in lines if _is_town(line)]
    if not towns or len(towns) > MOST:
        return None
    labels = {key: str(label) for key, label, _states in GROUPS}
    places = tuple(_place(line, labels[line.group], address_of(line)) for line in towns)
    return _drawn(get_language(), places, title, summary)


@lru_cache(maxsize=32)
def _drawn(language: str, places: tuple[Place, ...], title: str, summary: str) -> Scene:
    caption = Caption(
        title=title,
        value=_("Standing"),
        place=_("Municipality"),
        group=_("District"),
        summary=summary,
    )
    tones = {str(label): tone for (_key, label, _states), tone in zip(GROUPS, _TONES, strict=True)}
    shown = {place.klass for place in places}
    return region_map(
        places,
        caption,
        format_value=lambda value: number_format(value, decimal_pos=0),
        tones={label: tone for label, tone in tones.items() if label in shown},
    )


def _is_town(line: Line) -> bool:
    return line.participation.organisation.kind == Organisation.Kind.MUNICIPALITY


def _place(line: Line, standing: str, address: str) -> Place:
    organisation = line.participation.organisation
    border = getattr(organisation, "border", None)
    return Place(
        key=organisation.key,
        name=organisation.name,
        latitude=None if organisation.latitude is None else float(organisation.latitude),
        longitude=None if organisation.longitude is None else float(organisation.longitude),
        klass=standing,
        address=address,
        border=border.geometry if border else "",
        weight=float(line.inhabitants or 0),
        group=line.district,
        source=organisation.source,
    )
