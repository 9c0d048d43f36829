"""The main navigation as a value: portal builds it, the page frame renders it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    label: str
    address: str
    is_current: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Navigation:
    """Where one can go: the acts of the process, the rooms of the act one is in, and as whom."""

    title: str = ""  # name of the process or region one is in
    address: str = ""  # its start page
    accent: str = ""  # key of the region whose accent stylesheet applies
    places: tuple[Place, ...] = ()  # Überblick, Hören, Entscheiden, Umsetzen, Berichten
    rooms: tuple[Place, ...] = ()  # rooms of the current act
    acting_for: str = ""  # "Stadt Brakel"; empty: nobody
    acting_choices: tuple[Place, ...] = ()  # other mandates one may switch to
    story_day: str = ""  # demo only: the day the example stands at
    is_example: bool = False
    can_search: bool = True
