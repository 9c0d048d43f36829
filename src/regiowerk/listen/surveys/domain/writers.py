"""Whoever writes an answer: signed in, or by a personal link without account.  Pure."""

from __future__ import annotations

from dataclasses import dataclass

from regiowerk.ground.journal.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Writer:
    """The actor for the journal, and the words that stand beside an answer."""

    actor: Actor
    label: str  # "Maria Muster"
    unit: str = ""  # "Hauptamt"
    link_id: int | None = None
