"""Legends drawn inside the picture, so that page, print and slide show the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regiowerk.ground.ui.drawings.measure import shorten, width as text_width
from regiowerk.ground.ui.drawings.scene import Box, Line, Mark, Tone, Words

SIZE = 12.5
SMALL = 11.5
ROW = 22.0
SWATCH = 14.0
BETWEEN = 22.0  # between two entries of a row


@dataclass(frozen=True, slots=True)
class Key:
    """One entry: a colour, what it stands for and how often it occurs."""

    tone: Tone
    words: str
    count: int | None = None
    is_hatched: bool = False


def legend(
    heading: str, keys: Sequence[Key], *, y: float, width: float, x: float = 0.0
) -> tuple[tuple[Mark, ...], float]:
    """Return the legend from height y downwards, filling rows from the left, and where it ends."""
    marks: list[Mark] = []
    if heading:
        marks.append(Words(x, y + SIZE, shorten(heading, SIZE, width, bold=True), SIZE, bold=True))
        y += ROW
    column, room = _columns(keys, width)
    for number, key in enumerate(keys):
        left = x + number % column * room
        top = y + number // column * ROW
        marks += _entry(key, left, top, min(room, width) - BETWEEN / 2)
    rows = -(-len(keys) // column) if keys else 0
    return tuple(marks), y + rows * ROW + 2


def line(words: str, *, y: float, x: float = 0.0) -> tuple[Mark, ...]:
    """Return what a strong line stands for."""
    middle = y + SWATCH / 2
    return (
        Line(((x, middle), (x + SWATCH, middle)), Tone.INK, 1.6),
        Words(x + SWATCH + 7, y + SWATCH - 3, words, SIZE),
    )


def _columns(keys: Sequence[Key], width: float) -> tuple[int, float]:
    """Return how many entries stand side by side and how wide each column is."""
    widest = max((_length(key) for key in keys), default=1.0) + BETWEEN
    fitting = max(1, int((width + BETWEEN) // widest))
    rows = -(-len(keys) // fitting) if keys else 1
    column = max(1, -(-len(keys) // rows))
    return column, widest


def _length(key: Key) -> float:
    count = text_width(f"({key.count})", SMALL) + 6 if key.count is not None else 0
    return SWATCH + 7 + text_width(key.words, SIZE) + count


def _entry(key: Key, x: float, y: float, room: float) -> list[Mark]:
    words = (
        shorten(key.words, SIZE, max(room - SWATCH - 40, 40)) if _length(key) > room else key.words
    )
    base = y + SWATCH - 3
    marks: list[Mark] = [
        Box(x, y, SWATCH, SWATCH, key.tone, Tone.LINE, 0.8, radius=3, hatched=key.is_hatched),
        Words(x + SWATCH + 7, base, words, SIZE),
    ]
    if key.count is not None:
        after = x + SWATCH + 7 + text_width(words, SIZE) + 6
        marks.append(Words(after, base, f"({key.count})", SMALL, Tone.MUTED))
    return marks
