"""What organisations say about goals, counted without hiding anybody.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What an organisation says about a goal, from the best to the worst."""

    SUPPORT = "support"
    SUPPORT_WITH_NOTE = "support_with_note"
    NEUTRAL = "neutral"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Said:
    goal: str
    organisation: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Tally:
    """How many organisations said what about a goal; who said nothing is in none of the numbers."""

    support: int = 0
    support_with_note: int = 0
    neutral: int = 0
    object: int = 0

    @property
    def said(self) -> int:
        return self.support + self.support_with_note + self.neutral + self.object

    @property
    def in_favour(self) -> int:
        return self.support + self.support_with_note

    @property
    def is_disputed(self) -> bool:
        """One objection is enough: twenty-nine is a small number, and nobody is outvoted here."""
        return self.object > 0


def tallies(said: Iterable[Said]) -> dict[str, Tally]:
    """The count for each goal somebody has spoken about."""
    counts: dict[str, dict[str, int]] = {}
    for one in said:
        of_goal = counts.setdefault(one.goal, {})
        of_goal[one.answer.value] = of_goal.get(one.answer.value, 0) + 1
    return {goal: Tally(**of_goal) for goal, of_goal in counts.items()}


def most_disputed(counts: Mapping[str, Tally]) -> tuple[str, ...]:
    """Goals somebody objects to, most objections first, then most notes, then by key."""
    disputed = [goal for goal, tally in counts.items() if tally.is_disputed]
    return tuple(
        sorted(disputed, key=lambda g: (-counts[g].object, -counts[g].support_with_note, g))
    )
