"""Who names a question or a choice, in rules and in texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Item,
    Question,
    Repeat,
    Words,
    walk,
)

_NAMED = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


def who_needs(instrument: Instrument, name: str) -> tuple[str, ...]:
    """The paths whose rules or texts name a question, in the author's order."""
    return tuple(
        placed.path
        for placed in walk(instrument)
        if placed.item.name != name
        and any(name in _NAMED.findall(text) for text in _all(placed.item))
    )


def who_needs_choice(instrument: Instrument, choice_list: str, code: str) -> tuple[str, ...]:
    """The paths whose rules name a code together with a question of its list."""
    lists = {
        p.item.name
        for p in walk(instrument)
        if isinstance(p.item, Question) and p.item.choice_list == choice_list
    }
    quoted = (f"'{code}'", f'"{code}"')
    found = []
    for placed in walk(instrument):
        own = isinstance(placed.item, Question) and placed.item.choice_list == choice_list
        for rule in _rules(placed.item):
            is_about_it = own or lists & set(_NAMED.findall(rule))
            if is_about_it and any(text in rule for text in quoted):
                found.append(placed.path)
                break
    return tuple(found)


def _all(item: Item) -> Iterator[str]:
    yield from _rules(item)
    for words in _words(item):
        yield from words.values()


def _rules(item: Item) -> Iterator[str]:
    yield item.relevant
    if isinstance(item, Question):
        yield from (item.required, item.constraint, item.calculation, item.default)
        yield item.choice_filter
        yield from item.parameters.values()
    elif isinstance(item, Repeat):
        yield item.count


def _words(item: Item) -> Iterator[Words]:
    yield from (item.label, item.hint)
    if isinstance(item, Question):
        yield from (item.guidance, item.required_message, item.constraint_message)
