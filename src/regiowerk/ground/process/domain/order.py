"""Places in a list that people arrange by hand.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


def moved(ids: Sequence[int], item: int, direction: Direction, steps: int = 1) -> list[int]:
    """The list with one item so many places further up or down; at the end it stays where it is."""
    arranged = list(ids)
    here = arranged.index(item)
    there = here - steps if direction is Direction.UP else here + steps
    arranged.pop(here)
    arranged.insert(max(0, there), item)
    return arranged


def positions(ids: Sequence[int], held: Sequence[int]) -> dict[int, int]:
    """The position of each item: those held before, in order; new ones from 1 if some were equal."""
    places = sorted(held)
    if len(set(places)) < len(places):
        places = list(range(1, len(places) + 1))
    return dict(zip(ids, places, strict=True))
