"""An instrument as plain values and back; what is empty or usual is left out.  Pure.

`canonical(plain(instrument))` is the stored definition: the same instrument gives the same bytes on
every machine, and its SHA-256 names the version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from enum import Enum
from typing import Any

from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Item,
    Kind,
    Prefill,
    Question,
    Repeat,
    SignOff,
    Visibility,
)

FORMAT = "regiowerk-instrument/1"
_ENUMS: Mapping[str, type[Enum]] = {
    "kind": Kind,
    "visibility": Visibility,
    "sign_off": SignOff,
    "prefill": Prefill,
}
_KINDS: Mapping[str, type[Group | Repeat]] = {"group": Group, "repeat": Repeat}


class UnknownFormatError(ValueError):
    """A definition that this version of the program cannot read."""


def plain(instrument: Instrument) -> dict[str, Any]:
    """Dictionaries, lists and text that stand for an instrument."""
    lists = {
        name: [_lean(choice) for choice in choices]
        for name, choices in instrument.choice_lists.items()
    }
    return {
        "format": FORMAT,
        **_lean(instrument),
        "items": [_plain_item(item) for item in instrument.items],
        "languages": list(instrument.languages),
        "default_language": instrument.default_language,
        "choice_lists": lists,
    }


def instrument_from(stored: str | Mapping[str, Any]) -> Instrument:
    """The instrument of a stored definition.  Raises UnknownFormatError for any other text."""
    values = json.loads(stored) if isinstance(stored, str) else dict(stored)
    if values.get("format") != FORMAT:
        raise UnknownFormatError(values.get("format"))
    values.pop("format")
    values["items"] = tuple(_item(item) for item in values["items"])
    values["languages"] = tuple(values["languages"])
    values["choice_lists"] = {
        name: tuple(Choice(**choice) for choice in choices)
        for name, choices in values["choice_lists"].items()
    }
    return Instrument(**values)


def _plain_item(item: Item) -> dict[str, Any]:
    if isinstance(item, Question):
        return _lean(item)
    kind = "repeat" if isinstance(item, Repeat) else "group"
    return {"type": kind, **_lean(item), "items": [_plain_item(inner) for inner in item.items]}


def _item(values: Mapping[str, Any]) -> Item:
    if "type" not in values:
        known: dict[str, Any] = {
            key: _ENUMS[key](value) if key in _ENUMS else value for key, value in values.items()
        }
        return Question(**known)
    rest = {key: value for key, value in values.items() if key not in {"type", "items"}}
    return _KINDS[values["type"]](items=tuple(_item(inner) for inner in values["items"]), **rest)


def _lean(thing: Question | Group | Repeat | Choice | Instrument) -> dict[str, Any]:
    """The simple fields of a dataclass without those that say nothing."""
    return {
        name: value.value if isinstance(value, Enum) else value
        for name, usual in _usual(type(thing))
        if name not in {"items", "choice_lists", "languages", "default_language"}
        and (value := getattr(thing, name)) != usual
    }


def _usual(kind: type[Any]) -> list[tuple[str, object]]:
    return [(entry.name, _default(entry)) for entry in fields(kind)]


def _default(entry: Field[Any]) -> object:
    if entry.default_factory is not MISSING:
        return entry.default_factory()
    return entry.default
