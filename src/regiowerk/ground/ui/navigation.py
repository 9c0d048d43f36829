"""The main navigation as a value: portal builds it, the page frame renders it."""

from __future__ import annotations

from dataclasses import dataclass

THEMES = ("light", "dark")  # what a reader may choose; without a choice the device decides


@dataclass(frozen=True, slots=True)
class Place:
    label: str
    address: str
    is_current: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Navigation:
    """Where one can go: the acts of the process, the rooms of the act one is in, and as whom."""

    title: str = ""  # name of the process one is in
    address: str = ""  # its start page
    accent: str = ""  # colour of the region, six hexadecimal digits
    places: tuple[Place, ...] = ()  # Überblick, Hören, Entscheiden, Umsetzen, Berichten
    rooms: tuple[Place, ...] = ()  # rooms of the current act
    acting_for: str = ""  # "Stadt Brakel"; empty: nobody
    acting_choices: tuple[
        Place, ...
    ] = ()  # mandates one may act by; the address is the mandate's id
    story_day: str = ""  # demo only: the day the example stands at
    is_example: bool = False
    search_address: str = ""
    sign_in_address: str = ""
    sign_out_address: str = ""
    account_address: str = ""
    account_label: str = ""  # who is signed in; empty: nobody
    act_for_address: str = ""
    notices_address: str = ""
    unread_notices: int = 0
