"""What a version asks, its logic and its layout: read once per content, not once per request.

A version's definition is long; whoever only answers does not load it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from regiowerk.listen.questionnaires import queries as questionnaires
from regiowerk.listen.questionnaires.domain.instrument import Instrument, Kind, sections
from regiowerk.listen.questionnaires.domain.logic import Logic
from regiowerk.listen.questionnaires.domain.minutes import minutes_of
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.surveys.domain.borrowing import borrowed
from regiowerk.listen.surveys.domain.progress import Layout, layout_of

REMEMBERED = 64
_known: OrderedDict[str, Known] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Known:
    """What follows from one content alone; the same hash never means another one."""

    instrument: Instrument
    logic: Logic
    layout: Layout
    minutes: Mapping[str, int]  # that a section takes as a whole
    borrowed: Mapping[str, tuple[str, ...]]  # paths of other sections that a section rests on
    asking_for_places: frozenset[str]  # sections in which a municipality is picked


def known(version: Version) -> Known:
    """What is remembered of a version's content, or is from now on."""
    with _lock:
        found = _known.get(version.content_hash)
    if found is not None:
        return found
    instrument = questionnaires.instrument_of(version)
    minutes = {one.name: minutes_of(one, instrument) for one in sections(instrument)}
    logic, layout = questionnaires.logic_of(version), layout_of(instrument)
    rests_on = {name: borrowed(instrument, layout, name) for name in layout.sections}
    found = Known(instrument, logic, layout, minutes, rests_on, _asking_for_places(layout))
    with _lock:
        _known[version.content_hash] = found
        while len(_known) > REMEMBERED:
            _known.popitem(last=False)
    return found


def _asking_for_places(layout: Layout) -> frozenset[str]:
    return frozenset(
        layout.section_of[path]
        for path, question in layout.questions.items()
        if question.kind is Kind.GEOPOINT
    )


def instrument_of(version: Version) -> Instrument:
    """What a version asks."""
    return known(version).instrument
