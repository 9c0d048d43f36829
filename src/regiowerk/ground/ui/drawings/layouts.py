"""What all charts share: the two widths of a page, lines of text, and the refusal of what makes no picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from regiowerk.ground.ui.drawings.measure import ASCENT, DESCENT, LINE_HEIGHT
from regiowerk.ground.ui.drawings.scene import Anchor, Scene, Tone, Words

WIDE, NARROW = 720.0, 340.0
PHONE = 480.0  # below this width words stand above what they name
NAME = 13.0  # sizes of type
NOTE = 12.0
CAPITALS = 0.69  # their height, of the size


class DrawingError(ValueError):
    """The values given do not make a picture; the message says which and why."""


def for_page(scene_of: Callable[[float], Scene], width: float | None) -> Scene:
    """Return the scene of that width; without one the scene of a page with its layout for phones."""
    if width is not None:
        return scene_of(width)
    return replace(scene_of(WIDE), narrow=scene_of(NARROW))


def height(lines: Sequence[str], size: float) -> float:
    """Return the room lines take from the top of the first to the bottom of the last."""
    if not lines:
        return 0.0
    return size * (ASCENT + DESCENT + LINE_HEIGHT * (len(lines) - 1))


def top_of(lines: Sequence[str], size: float, middle: float) -> float:
    """Return where lines begin whose capitals stand evenly around a height."""
    return middle - height(lines, size) / 2 + size * (DESCENT + CAPITALS - ASCENT) / 2


def base(middle: float, size: float) -> float:
    """Return the base line of one line whose capitals stand evenly around a height."""
    return middle + size * CAPITALS / 2


def text(
    lines: Sequence[str],
    x: float,
    top: float,
    size: float,
    *,
    tone: Tone = Tone.INK,
    anchor: Anchor = Anchor.START,
    bold: bool = False,
    halo: bool = False,
) -> tuple[Words, ...]:
    """Return lines of text from height `top` downwards."""
    first = top + ASCENT * size
    return tuple(
        Words(x, first + number * LINE_HEIGHT * size, line, size, tone, anchor, bold, halo)
        for number, line in enumerate(lines)
    )


def sentences(*parts: str) -> str:
    """Join sentences, leaving out empty ones."""
    return " ".join(part for part in parts if part)
