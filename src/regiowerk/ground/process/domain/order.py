"""Places in a list that people arrange by hand.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


def moved(ids: Sequence[int], item: int, direction: Direction) -> list[int]:
    """The list with one item a place further up or down; at the end it stays where it is."""
    arranged = list(ids)
    here = arranged.index(item)
    there = here - 1 if direction is Direction.UP else here + 1
    if 0 <= there < len(arranged):
        arranged[here], arranged[there] = arranged[there], arranged[here]
    return arranged


def positions(ids: Sequence[int], held: Sequence[int]) -> dict[int, int]:
    """The position of each item: those held before, in order; new ones from 1 if some were equal."""
    places = sorted(held)
    if len(set(places)) < len(places):
        places = list(range(1, len(places) + 1))
    return dict(zip(ids, places, strict=True))
