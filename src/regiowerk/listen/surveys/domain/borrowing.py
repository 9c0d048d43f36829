"""Which answers of other sections a section rests on.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Item,
    Placed,
    Question,
    Repeat,
    walk,
)
from regiowerk.listen.surveys.domain.progress import Layout

_REFERENCE = re.compile(r"\$\{\s*([\w.-]+)\s*\}")


def borrowed(instrument: Instrument, layout: Layout, section: str) -> tuple[str, ...]:
    """Paths of questions outside a section that its rules and texts name, in the author's order.

    A calculation that is named brings what it is reckoned from.
    """
    placed = {one.path: one for one in walk(instrument)}
    by_name = {one.item.name: one for one in placed.values()}
    wanted = [one for one in placed.values() if layout.section_of[one.path] == section]
    found: set[str] = set()
    while wanted:
        for name in _named_by(wanted.pop().item):
            one = by_name.get(name)
            if one and one.path not in found and layout.section_of[one.path] != section:
                found.add(one.path)
                wanted.append(one)
    return tuple(path for path in placed if path in found and _is_answered(placed, path))


def _is_answered(placed: Mapping[str, Placed], path: str) -> bool:
    item = placed[path].item
    return isinstance(item, Question) and item.is_answerable and not placed[path].repeats


def _named_by(item: Item) -> Iterator[str]:
    for text in _texts(item):
        yield from _REFERENCE.findall(text)


def _texts(item: Item) -> Iterator[str]:
    yield from (item.relevant, *item.label.values(), *item.hint.values())
    if isinstance(item, Repeat):
        yield item.count
    if isinstance(item, Question):
        yield from (item.required, item.constraint, item.calculation, item.default)
        yield from (item.choice_filter, *item.constraint_message.values())
