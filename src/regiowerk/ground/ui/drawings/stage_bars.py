"""One bar of a time line: its form says how it stands, so do the words in or beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings.layouts import NOTE
from regiowerk.ground.ui.drawings.measure import width as text_width
from regiowerk.ground.ui.drawings.palette import text_on
from regiowerk.ground.ui.drawings.projection import Ring
from regiowerk.ground.ui.drawings.scene import Anchor, Area, Box, Mark, Tone, Words

type State = Literal["done", "now", "late", "next"]

PADDING = 8.0
LEAST = 4.0  # width of a bar of a single day
SOFT = 0.28  # of a bar's length: the most an uncertain end takes
SOFT_MOST = 26.0
SMALL = 11.5


@dataclass(frozen=True, slots=True)
class Shape:
    """How a state looks."""

    fill: Tone
    stroke: Tone
    hatch: Tone


SHAPES: dict[str, Shape] = {
    "done": Shape(Tone.STEP_3, Tone.STEP_3, Tone.STEP_3),
    "now": Shape(Tone.ACCENT, Tone.ACCENT, Tone.ACCENT),
    "late": Shape(Tone.TODAY, Tone.TODAY, Tone.TODAY),
    "next": Shape(Tone.GROUND, Tone.LINE, Tone.LINE),
}


def state_in_words(state: State) -> str:
    return {
        "done": _("done"),
        "now": _("under way"),
        "late": _("late"),
        "next": _("still ahead"),
    }[state]


def bar_marks(
    *,
    left: float,
    right: float,
    y: float,
    thick: float,
    state: State,
    is_approximate: bool,
    label: str,
    offers: Sequence[str],
    room: tuple[float, float],
    avoid: float | None,
) -> list[Mark]:
    """Return a bar and the first of the offered words that fits into it or beside it.

    `room` is where words may stand, `avoid` a height they should not cross.
    """
    right = max(right, left + LEAST)
    marks = _form(left, right, y, thick, state, label, is_approximate=is_approximate)
    soft = _soft(right - left) if is_approximate else 0.0
    size = NOTE if thick > 18 else SMALL
    base = y + thick / 2 + size * 0.35
    is_late = state == "late"
    for offer in offers:
        across = text_width(offer, size, bold=is_late)
        inside = (left + soft + PADDING, right - soft - PADDING)
        for x, is_inside in _places(across, inside, (left, right), room, avoid):
            tone = text_on(SHAPES[state].fill) if is_inside else Tone.MUTED
            tone = Tone.TODAY if is_late and not is_inside else tone
            words = Words(x, base, offer, size, tone, Anchor.START, is_late, not is_inside)
            return [*marks, words]
    return marks


def _places(
    across: float,
    inside: tuple[float, float],
    bar: tuple[float, float],
    room: tuple[float, float],
    avoid: float | None,
) -> Iterator[tuple[float, bool]]:
    """Yield where words of that width can begin, best first: inside, after, before the bar."""
    after, before = bar[1] + PADDING, bar[0] - PADDING - across
    starts = [(inside[0], True), (inside[1] - across, True), (after, False), (before, False)]
    if avoid is not None:
        starts.insert(1, (avoid + PADDING, True))
        starts.insert(4, (max(avoid + PADDING, after), False))
        starts.append((min(avoid - PADDING - across, before), False))
    fitting = [
        (x, is_inside)
        for x, is_inside in starts
        if _within(x, across, inside if is_inside else room)
    ]
    clear = [
        place
        for place in fitting
        if avoid is None or not place[0] - 3 < avoid < place[0] + across + 3
    ]
    yield from clear or fitting


def _within(x: float, across: float, room: tuple[float, float]) -> bool:
    return x >= room[0] and x + across <= room[1] + 0.01


def _soft(length: float) -> float:
    return min(length * SOFT, SOFT_MOST)


def _form(
    left: float,
    right: float,
    y: float,
    thick: float,
    state: State,
    label: str,
    *,
    is_approximate: bool,
) -> list[Mark]:
    """Return the bar; where its days are only about known its ends are hatched and fade out."""
    shape = SHAPES[state]
    if not is_approximate:
        inset = 0.75 if shape.fill is Tone.GROUND else 0.0
        box = Box(
            left + inset, y + inset, right - left - 2 * inset, thick - 2 * inset,
            shape.fill, shape.stroke if inset else Tone.NONE, 1.5, radius=3, label=label,
        )  # fmt: skip
        return [box]
    soft = _soft(right - left)
    ends = (_end(left + soft, -soft, y, thick), _end(right - soft, soft, y, thick))
    stroke = shape.stroke if shape.fill is Tone.GROUND else Tone.NONE
    hatched = [Area((ring,), shape.hatch, stroke, 1.2, hatched=True, label=label) for ring in ends]
    core = Box(left + soft, y, right - left - 2 * soft, thick, shape.fill, stroke, 1.2, label=label)
    return [*hatched, core]


def _end(x: float, reach: float, y: float, thick: float) -> Ring:
    """Return half an ellipse that reaches from x outwards."""
    angles = [math.pi * (step / 16 - 0.5) for step in range(17)]
    middle = y + thick / 2
    return tuple((x + reach * math.cos(a), middle + thick / 2 * math.sin(a)) for a in angles)
