"""Finding, replacing, adding, removing and moving what stands at a path."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from regiowerk.ground.process.domain.order import Direction
from regiowerk.listen.questionnaires.domain.editing.references import who_needs
from regiowerk.listen.questionnaires.domain.editing.refusals import (
    NothingThereError,
    UsedElsewhereError,
)
from regiowerk.listen.questionnaires.domain.instrument import (
    Group,
    Instrument,
    Item,
    Question,
    Repeat,
    walk,
)

LONGEST_NAME = 30
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_FILLING = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "das",
        "dem",
        "den",
        "der",
        "die",
        "do",
        "does",
        "ein",
        "eine",
        "einem",
        "einen",
        "for",
        "haben",
        "hat",
        "have",
        "how",
        "ihre",
        "ihrer",
        "ihnen",
        "in",
        "is",
        "ist",
        "many",
        "of",
        "sie",
        "sind",
        "the",
        "to",
        "und",
        "viele",
        "was",
        "welche",
        "welcher",
        "welches",
        "wie",
        "wird",
        "you",
        "your",
        "zu",
    ]
)

type Items = tuple[Item, ...]


def item_at(instrument: Instrument, path: str) -> Item:
    """What stands at a path.  Raises NothingThereError."""
    for placed in walk(instrument):
        if placed.path == path:
            return placed.item
    raise NothingThereError(path)


def question_at(instrument: Instrument, path: str) -> Question:
    """The question at a path.  Raises NothingThereError, also for groups."""
    item = item_at(instrument, path)
    if not isinstance(item, Question):
        raise NothingThereError(path)
    return item


def replaced(instrument: Instrument, path: str, item: Item) -> Instrument:
    """The instrument with another item in the same place."""
    return _among_siblings(
        instrument, path, lambda items: tuple(item if _is(path, one) else one for one in items)
    )


def removed(instrument: Instrument, path: str) -> Instrument:
    """The instrument without a question.  Refused while rules or texts elsewhere name it."""
    question = question_at(instrument, path)
    needed_by = who_needs(instrument, question.name)
    if needed_by:
        raise UsedElsewhereError(needed_by)
    slim = _among_siblings(
        instrument, path, lambda items: tuple(one for one in items if not _is(path, one))
    )
    return _without_lists_nobody_uses(slim, question.choice_list)


def added(instrument: Instrument, parent: str, question: Question) -> Instrument:
    """The instrument with a further question at the end of a group ("" the first level)."""
    return _inside(instrument, parent, lambda items: (*items, question))


def moved(instrument: Instrument, path: str, direction: Direction) -> Instrument:
    """The instrument with one item a place further up or down; at the end it stays."""

    def turned(items: Items) -> Items:
        here = next(number for number, one in enumerate(items) if _is(path, one))
        there = here + (-1 if direction is Direction.UP else 1)
        if not 0 <= there < len(items):
            return items
        arranged = list(items)
        arranged[here], arranged[there] = arranged[there], arranged[here]
        return tuple(arranged)

    return _among_siblings(instrument, path, turned)


def moved_to(instrument: Instrument, path: str, parent: str) -> Instrument:
    """The instrument with a question at the end of another group."""
    question = question_at(instrument, path)
    if path.rpartition("/")[0] == parent:
        return instrument
    slim = _among_siblings(
        instrument, path, lambda items: tuple(one for one in items if not _is(path, one))
    )
    return added(slim, parent, question)


def new_name(instrument: Instrument, words: str) -> str:
    """A name for a new question, made of the first telling words, that nothing else has."""
    plain = words.casefold().translate(_GERMAN)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    telling = [word for word in re.findall(r"[a-z0-9]+", ascii_only) if word not in _FILLING]
    while len(telling) > 1 and len("_".join(telling)) > LONGEST_NAME:
        telling.pop()
    stem = "_".join(telling)[:LONGEST_NAME] or "question"
    stem = stem if stem[0].isalpha() else f"q_{stem}"
    taken = {placed.item.name.casefold() for placed in walk(instrument)}
    taken |= {name.casefold() for name in instrument.choice_lists}
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}_{number}", number + 1
    return name


def _is(path: str, item: Item) -> bool:
    return path.rpartition("/")[2] == item.name


def _among_siblings(
    instrument: Instrument, path: str, change: Callable[[Items], Items]
) -> Instrument:
    item_at(instrument, path)
    return _inside(instrument, path.rpartition("/")[0], change)


def _inside(instrument: Instrument, parent: str, change: Callable[[Items], Items]) -> Instrument:
    names = tuple(parent.strip("/").split("/")) if parent else ()
    return replace(instrument, items=_changed(instrument.items, names, parent, change))


def _changed(
    items: Items, names: tuple[str, ...], parent: str, change: Callable[[Items], Items]
) -> Items:
    if not names:
        return change(items)
    if not any(one.name == names[0] and isinstance(one, Group | Repeat) for one in items):
        raise NothingThereError(parent)
    return tuple(
        replace(one, items=_changed(one.items, names[1:], parent, change))
        if one.name == names[0] and isinstance(one, Group | Repeat)
        else one
        for one in items
    )


def _without_lists_nobody_uses(instrument: Instrument, name: str) -> Instrument:
    used = {p.item.choice_list for p in walk(instrument) if isinstance(p.item, Question)}
    lists = {key: value for key, value in instrument.choice_lists.items() if key != name}
    return instrument if not name or name in used else replace(instrument, choice_lists=lists)
