"""Which answers a reader may have one by one.  Pure.

| class     | may leave one by one for                                            |
|-----------|---------------------------------------------------------------------|
| public    | everybody                                                           |
| region    | members of the region, the project office                           |
| office    | the project office                                                  |
| aggregate | nobody: the office reads them to check and return, and no file says them |
| personal  | nobody                                                              |

What is calculated from an answer, and rows that are counted by one, are as narrow as that answer.
What an organisation was promised when it answered holds: of several versions the narrowest counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Kind,
    Question,
    Repeat,
    Visibility,
    questions,
    walk,
)

_ORDER = tuple(Visibility)  # from the widest to the narrowest circle
_NAMED = re.compile(r"\$\{\s*([^}\s]+)\s*\}|/([\w.-]+)")


class Audience(StrEnum):
    """For whom a file is made."""

    OFFICE = "office"
    REGION = "region"
    PUBLIC = "public"


MAY_HAVE: Mapping[Audience, frozenset[Visibility]] = {
    Audience.PUBLIC: frozenset({Visibility.PUBLIC}),
    Audience.REGION: frozenset({Visibility.PUBLIC, Visibility.REGION}),
    Audience.OFFICE: frozenset({Visibility.PUBLIC, Visibility.REGION, Visibility.OFFICE}),
}


def narrowest(classes: Iterable[Visibility]) -> Visibility:
    """The narrowest of several circles."""
    return max(classes, key=_ORDER.index, default=Visibility.PUBLIC)


def classes_of(instrument: Instrument) -> dict[str, Visibility]:
    """The class of every question, with what it gives away of others."""
    placed = questions(instrument)
    repeats = {one.path: one.item for one in walk(instrument) if isinstance(one.item, Repeat)}
    found = {path: _own(one.item) for path, one in placed.items()}
    by_name: dict[str, list[str]] = {}
    for path, one in placed.items():
        by_name.setdefault(one.item.name, []).append(path)
    sources = {
        path: _paths_in(_making(one.item, [repeats[r] for r in one.repeats]), by_name)
        for path, one in placed.items()
    }
    # A calculation may read another one: as often as there are circles, nothing narrows later.
    for _round in range(len(placed)):
        narrowed = {
            path: narrowest((own, *(found[source] for source in sources[path])))
            for path, own in found.items()
        }
        if narrowed == found:
            break
        found = narrowed
    return found


def told_by_absence(instrument: Instrument, hidden: frozenset[str]) -> frozenset[str]:
    """Questions whose not being asked would say what a hidden answer is."""
    placed = questions(instrument)
    by_name: dict[str, list[str]] = {}
    for path, one in placed.items():
        by_name.setdefault(one.item.name, []).append(path)
    rules = {one.path: one.item.relevant for one in walk(instrument)}
    return frozenset(
        path
        for path, one in placed.items()
        if hidden & _paths_in([rules[around] for around in (*one.groups, path)], by_name)
    )


def _own(item: object) -> Visibility:
    """A question nobody gave a class stays inside; a calculation is as narrow as what it reads."""
    if not isinstance(item, Question):
        return Visibility.PERSONAL
    if item.visibility is not None:
        return item.visibility
    return Visibility.OFFICE if item.kind is Kind.CALCULATE else Visibility.PERSONAL


def _making(item: object, repeats: Sequence[Repeat]) -> list[str]:
    own = [item.calculation, item.default] if isinstance(item, Question) else []
    return [*own, *(repeat.count for repeat in repeats)]


def _paths_in(expressions: Iterable[str], by_name: Mapping[str, list[str]]) -> frozenset[str]:
    names = (
        one or other.rpartition("/")[2]
        for expression in expressions
        for one, other in _NAMED.findall(expression)
    )
    return frozenset(path for name in names for path in by_name.get(name, ()))
