"""One bar of a time line: its form says how it stands, so do the words in or beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings import layouts
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
    stroke: Tone  # also of the hatching


SHAPES: dict[str, Shape] = {
    "done": Shape(Tone.STEP_3, Tone.STEP_3),
    "now": Shape(Tone.ACCENT, Tone.ACCENT),
    "late": Shape(Tone.TODAY, Tone.TODAY),
    "next": Shape(Tone.GROUND, Tone.LINE),
}


def state_in_words(state: State) -> str:
    return {
        "done": _("completed"),
        "now": _("under way"),
        "late": _("late"),
        "next": _("still ahead"),
    }[state]


@dataclass(frozen=True, slots=True)
class Form:
    """Where a bar is and how it stands."""

    left: float
    right: float
    y: float
    thick: float
    state: State
    is_approximate: bool

    @property
    def soft(self) -> float:
        """Return how much of each end is uncertain."""
        return min((self.right - self.left) * SOFT, SOFT_MOST) if self.is_approximate else 0.0


def bar_marks(form: Form, label: str) -> list[Mark]:
    """Return a bar; where its days are only about known its ends are hatched and round."""
    shape, left, right, y, thick = SHAPES[form.state], form.left, form.right, form.y, form.thick
    stroke = shape.stroke if shape.fill is Tone.GROUND else Tone.NONE
    if not form.is_approximate:
        inset = 0.0 if stroke is Tone.NONE else 0.75
        across, down = right - left - 2 * inset, thick - 2 * inset
        return [Box(left + inset, y + inset, across, down, shape.fill, stroke, 1.5, 3, label=label)]
    core_left, core_right = left + form.soft, right - form.soft
    core = Box(core_left, y, core_right - core_left, thick, shape.fill, stroke, 1.2, label=label)
    ends = (_end(core_left, -form.soft, y, thick), _end(core_right, form.soft, y, thick))
    hatched = [Area((ring,), shape.stroke, stroke, 1.2, hatched=True, label=label) for ring in ends]
    return [*hatched, core]


def bar_words(
    form: Form, offers: Sequence[str], *, room: tuple[float, float], avoid: float | None
) -> list[Mark]:
    """Return the first of the offered words that fits into the bar or right beside it.

    `room` is where words may stand, `avoid` where a line runs that they would rather not cross.
    """
    size = NOTE if form.thick > 18 else SMALL
    is_late = form.state == "late"
    base = layouts.base(form.y + form.thick / 2, size)
    for offer in offers:
        across = text_width(offer, size, bold=is_late)
        for x, is_inside in _places(form, across, room, avoid):
            tone = text_on(SHAPES[form.state].fill) if is_inside else Tone.MUTED
            tone = Tone.TODAY if is_late and not is_inside else tone
            return [Words(x, base, offer, size, tone, Anchor.START, is_late, not is_inside)]
    return []


def _places(
    form: Form, across: float, room: tuple[float, float], avoid: float | None
) -> list[tuple[float, bool]]:
    """Return where words of that width can begin, best first: inside, after, before the bar."""
    inside = (form.left + form.soft + PADDING, form.right - form.soft - PADDING)
    after, before = form.right + PADDING, form.left - PADDING - across
    starts = [(inside[0], True), (after, False), (before, False)]
    if avoid is not None:
        starts.insert(1, (avoid + PADDING, True))
        starts.insert(2, (avoid - PADDING - across, True))
    fitting = [
        (x, is_inside)
        for x, is_inside in starts
        if _within(x, across, inside if is_inside else room)
    ]
    clear = [
        (x, is_inside)
        for x, is_inside in fitting
        if avoid is None or not x - 3 < avoid < x + across + 3
    ]
    return clear or [place for place in fitting if not place[1]] or fitting


def _within(x: float, across: float, room: tuple[float, float]) -> bool:
    return x >= room[0] and x + across <= room[1] + 0.01


def _end(x: float, reach: float, y: float, thick: float) -> Ring:
    """Return half an ellipse that reaches from x outwards."""
    angles = [math.pi * (step / 16 - 0.5) for step in range(17)]
    middle = y + thick / 2
    return tuple((x + reach * math.cos(a), middle + thick / 2 * math.sin(a)) for a in angles)
