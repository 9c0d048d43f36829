"""A question on the map of the region: what each municipality said, where that may be told by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from django.utils.translation import get_language, gettext as _

from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.ui.drawings.diverging import TONES as SIDES
from regiowerk.ground.ui.drawings.places import Caption, Place
from regiowerk.ground.ui.drawings.region_map import region_map
from regiowerk.ground.ui.drawings.scene import Scene, Tone
from regiowerk.listen.surveys.documents.results.charts import answer_text, summary_of
from regiowerk.listen.surveys.domain.evaluation.scales import steps_of
from regiowerk.listen.surveys.domain.evaluation.shapes import Form
from regiowerk.listen.surveys.domain.evaluation.tables import ResultTable
from regiowerk.listen.surveys.queries.evaluation.places import Said
from regiowerk.listen.surveys.queries.evaluation.words import number_text

MOST = 400  # more areas than this nobody tells apart
MOST_CLASSES = 6


def question_map(
    table: ResultTable,
    said: Sequence[Said],
    source: str,
    address_of: Callable[[Organisation], str] = lambda organisation: "",
) -> Scene | None:
    """The municipalities by what they said; None where there is nothing to see on a map."""
    places = tuple(
        _place(one, table, address_of(one.organisation))
        for one in said
        if one.organisation.kind == Organisation.Kind.MUNICIPALITY
    )
    told = {
        place.klass or place.value for place in places if place.klass or place.value is not None
    }
    if len(told) < 2 or len(places) > MOST or (table.codes and len(told) > MOST_CLASSES):
        return None
    return _drawn(get_language(), places, table, source)


@lru_cache(maxsize=64)
def _drawn(language: str, places: tuple[Place, ...], table: ResultTable, source: str) -> Scene:
    caption = Caption(
        title=table.label,
        value=_("Answer"),
        place=_("Municipality"),
        group=_("District"),
        source=source,
        summary=summary_of(table),
    )
    return region_map(places, caption, format_value=number_text, tones=_tones(table, places))


def _place(said: Said, table: ResultTable, address: str) -> Place:
    organisation = said.organisation
    border = getattr(organisation, "border", None)
    return Place(
        key=organisation.key,
        name=organisation.name,
        latitude=None if organisation.latitude is None else float(organisation.latitude),
        longitude=None if organisation.longitude is None else float(organisation.longitude),
        value=said.number,
        klass="" if said.place is None else answer_text(table.answers[said.place]),
        address=address,
        border=border.geometry if border else "",
        group=organisation.district.name if organisation.district else "",
    )


def _tones(table: ResultTable, places: Sequence[Place]) -> dict[str, Tone] | None:
    """Steps of a scale in the tones of a scale with two sides; other answers in classes."""
    if not table.codes:
        return None
    given = {place.klass for place in places}
    steps = steps_of(table)
    if table.form == Form.SCALE and len(steps) in SIDES:
        named = [answer_text(table.answers[place]) for place in steps]
        tones = dict(zip(named, SIDES[len(steps)], strict=True))
        return {name: tone for name, tone in tones.items() if name in given}
    classes = (Tone.CLASS_1, Tone.CLASS_2, Tone.CLASS_3, Tone.CLASS_4, Tone.CLASS_5, Tone.CLASS_6)
    shown = [one for one in map(answer_text, table.answers) if one in given]
    return dict(zip(shown, classes, strict=False))
