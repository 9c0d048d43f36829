"""Sections: a further one at the end, or an empty one fewer."""

from __future__ import annotations

from dataclasses import replace

from regiowerk.listen.questionnaires.domain.editing.refusals import (
    NotEmptyError,
    NothingThereError,
)
from regiowerk.listen.questionnaires.domain.editing.tree import item_at
from regiowerk.listen.questionnaires.domain.instrument import (
    Group,
    Instrument,
    Question,
    Words,
    walk,
)


def with_new_section(instrument: Instrument, label: Words) -> Instrument:
    """The instrument with an empty section behind the others."""
    taken = {placed.item.name for placed in walk(instrument)}
    number = len(instrument.items) + 1
    while f"section_{number}" in taken:
        number += 1
    section = Group(f"section_{number}", (), label=dict(label))
    return replace(instrument, items=(*instrument.items, section))


def without_section(instrument: Instrument, name: str) -> Instrument:
    """The instrument without a section.  Refused while questions stand in it."""
    item = item_at(instrument, f"/{name}")
    if isinstance(item, Question):
        raise NothingThereError(name)
    if item.items:
        raise NotEmptyError(name)
    left = tuple(one for one in instrument.items if one.name != name)
    return replace(instrument, items=left)
