"""The record of a decision: everything that went in and came out, to be counted again.  Pure.

Canonical JSON: UTF-8, keys sorted, no spaces, whole numbers and fractions as strings ("3/7"), sets
and everything without an order of its own sorted.  The same decision is the same bytes, in whatever
order voters and options were handed in.  `digests` are SHA-256 of the canonical parts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

from regiowerk.decide.ballots.domain.elections import Election, ElectionError, Paper
from regiowerk.decide.ballots.domain.limits import Limits
from regiowerk.decide.ballots.domain.outcomes import Selection
from regiowerk.decide.ballots.domain.reading import (
    RULES,
    UnknownRuleError,
    read_election,
    read_limits,
    read_rule,
)
from regiowerk.decide.ballots.domain.selecting import Rule, select
from regiowerk.decide.ballots.domain.ties import UnsettledTieError

FORMAT = "regiowerk-decision/1"
PARTS = ("election", "limits", "rule", "selection")

type Json = str | bool | list[Json] | dict[str, Json] | None


class BrokenRecordError(ValueError):
    """Not a record: no JSON, a part is missing, or a value is not what its place asks for."""


class UnknownFormatError(ValueError):
    """A record in a format this version does not read."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a record and the count made from it differ; None: there is nothing at that place."""

    path: str
    recorded: str | None
    counted: str | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came out when a record was counted again."""

    differences: tuple[Difference, ...]

    @property
    def ok(self) -> bool:
        return not self.differences


def record(
    election: Election, rule: Rule, selection: Selection, limits: Limits | None = None
) -> bytes:
    """The decision as canonical JSON."""
    parts: dict[str, Json] = {
        "election": _election(election),
        "limits": encoded(limits or Limits()),
        "rule": _rule(rule),
        "selection": encoded(selection),
    }
    return canonical({"format": FORMAT, **parts, "digests": _digests(parts)})


def replay(content: bytes) -> Replayed:
    """Count a record again and name every difference; raises where it cannot be read."""
    stored = _stored(content)
    try:
        election, limits = read_election(stored["election"]), read_limits(stored["limits"])
        rule = read_rule(stored["rule"])
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        if isinstance(error, ElectionError | UnknownRuleError):
            raise
        raise BrokenRecordError(str(error)) from error
    try:
        selection = encoded(select(election, rule, limits))
    except UnsettledTieError as error:
        selection = {"unsettled": list(error.options)}
    counted: dict[str, Json] = {
        "election": _election(election),
        "limits": encoded(limits),
        "rule": _rule(rule),
        "selection": selection,
    }
    digests = _digests({part: stored[part] for part in PARTS})
    return Replayed(
        tuple(_differences("", {part: stored[part] for part in PARTS}, counted))
        + tuple(_differences(".digests", stored.get("digests"), digests))
    )


def digest(content: bytes) -> str:
    """SHA-256 of a record, in hexadecimal."""
    return sha256(content).hexdigest()


def canonical(value: Json) -> bytes:
    """The one way to write a value down."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def encoded(value: object) -> Json:
    """A value of this package in words JSON has."""
    match value:
        case None | bool() | str():
            return value
        case int() | Fraction():
            return str(value)
        case Mapping():
            return {str(key): encoded(value[key]) for key in value}
        case AbstractSet():
            return sorted((encoded(item) for item in value), key=canonical)
        case tuple() | list():
            return [encoded(item) for item in value]
    if is_dataclass(value):
        return _fields(value)
    raise TypeError(type(value))


def _fields(value: Any) -> dict[str, Json]:
    return {part.name: encoded(getattr(value, part.name)) for part in fields(value)}


def _election(election: Election) -> Json:
    return {
        "budget": encoded(election.budget),
        "options": sorted(map(encoded, election.options), key=canonical),
        "voters": sorted(map(encoded, election.voters), key=canonical),
        "papers": sorted(map(_paper, election.papers), key=canonical),
    }


def _paper(paper: Paper) -> Json:
    return {"kind": type(paper).__name__.lower(), **_fields(paper)}


def _rule(rule: Rule) -> Json:
    name, version = next((n, v) for (n, v), kind in RULES.items() if isinstance(rule, kind))
    return {"name": name, "version": version, **_fields(rule)}


def _digests(parts: Mapping[str, Json]) -> Json:
    return {name: digest(canonical(part)) for name, part in parts.items()}


def _stored(content: bytes) -> dict[str, Any]:
    try:
        stored = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BrokenRecordError(str(error)) from error
    if not isinstance(stored, dict):
        raise BrokenRecordError
    if stored.get("format") != FORMAT:
        raise UnknownFormatError(str(stored.get("format")))
    missing = [part for part in PARTS if part not in stored]
    if missing:
        raise BrokenRecordError(*missing)
    return stored


def compared(recorded: Json, counted: Json) -> tuple[Difference, ...]:
    """Every place where two values differ."""
    return tuple(_differences("", recorded, counted))


def _differences(path: str, recorded: Json, counted: Json) -> Iterator[Difference]:
    if isinstance(recorded, dict) and isinstance(counted, dict):
        for key in sorted(recorded.keys() | counted.keys()):
            yield from _compared(f"{path}.{key}", recorded, counted, key)
    elif isinstance(recorded, list) and isinstance(counted, list):
        pairs = dict(enumerate(recorded)), dict(enumerate(counted))
        for number in range(max(len(recorded), len(counted))):
            yield from _compared(f"{path}[{number}]", *pairs, number)
    elif recorded != counted:
        yield Difference(path.removeprefix("."), _shown(recorded), _shown(counted))


def _compared(path: str, recorded: Any, counted: Any, key: str | int) -> Iterator[Difference]:
    if key in recorded and key in counted:
        yield from _differences(path, recorded[key], counted[key])
    else:
        shown = [_shown(side[key]) if key in side else None for side in (recorded, counted)]
        yield Difference(path.removeprefix("."), shown[0], shown[1])


def _shown(value: Json) -> str:
    return value if isinstance(value, str) else canonical(value).decode()
