"""Answers on a scale as stacked bars around its middle: what lies to the right is more, to the left less."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings import layouts, legends
from regiowerk.ground.ui.drawings.layouts import NAME, NOTE, DrawingError
from regiowerk.ground.ui.drawings.measure import width as text_width
from regiowerk.ground.ui.drawings.named_rows import BETWEEN, GAP, THICK, NamedRows
from regiowerk.ground.ui.drawings.palette import text_on
from regiowerk.ground.ui.drawings.scene import (
    Anchor,
    Box,
    Line,
    Mark,
    Scene,
    TableTwin,
    Tone,
    Words,
)

MOST = 5  # steps that can be told apart
TONES = {
    2: (Tone.BELOW_2, Tone.ABOVE_2),
    3: (Tone.BELOW_2, Tone.MIDDLE, Tone.ABOVE_2),
    4: (Tone.BELOW_2, Tone.BELOW_1, Tone.ABOVE_1, Tone.ABOVE_2),
    5: (Tone.BELOW_2, Tone.BELOW_1, Tone.MIDDLE, Tone.ABOVE_1, Tone.ABOVE_2),
}
UNKNOWN_ROOM = 0.25  # of the width, where no row has a value


@dataclass(frozen=True, slots=True)
class Scaled:
    """One question: the share of each step, 0 to 1; none where it is not told (`note` says why)."""

    label: str
    shares: tuple[float, ...]
    note: str = ""
    address: str = ""


def diverging(
    rows: Sequence[Scaled],
    *,
    steps: tuple[str, ...],
    title: str,
    summary: str,
    source: str = "",
    name: str = "",
    width: float | None = None,
) -> Scene:
    """Return the rows in their order, all with the middle of the scale at the same place.

    `steps` are two to five names from least to most; a middle one of an odd number lies across the
    middle.  `name` heads the column of names in the table.
    """
    if not 2 <= len(steps) <= MOST:
        message = f"a scale around its middle has 2 to {MOST} steps, not {len(steps)}"
        raise DrawingError(message)
    for row in rows:
        _check(row, steps)
    table = _table(rows, steps, title, name)

    def scene_of(across: float) -> Scene:
        marks, height = _Chart(rows, steps, across).marks()
        return Scene(title, summary, across, height, marks, table, source)

    return layouts.for_page(scene_of, width)


def percent(share: float) -> str:
    """A share as whole percent."""
    return f"{number_format(round(100 * share), decimal_pos=0)} %"


def _check(row: Scaled, steps: tuple[str, ...]) -> None:
    if row.shares and len(row.shares) != len(steps):
        message = f"{row.label!r} has {len(row.shares)} shares for {len(steps)} steps"
        raise DrawingError(message)
    if any(not (math.isfinite(one) and 0 <= one <= 1) for one in row.shares):
        message = f"{row.label!r} has a share outside 0 to 1"
        raise DrawingError(message)


class _Chart:
    """One layout."""

    def __init__(self, rows: Sequence[Scaled], steps: tuple[str, ...], width: float) -> None:
        self.rows, self.steps, self.width = rows, steps, width
        self.names = NamedRows(rows, width)
        self.tones = TONES[len(steps)]
        told = [row for row in rows if row.shares]
        below = max((_below(row.shares) for row in told), default=0.0)
        above = max((sum(row.shares) - _below(row.shares) for row in told), default=0.0)
        room = width - self.names.left
        reach = below + above
        self.unit = room / reach if reach else 0.0
        self.middle = self.names.left + (below * self.unit if reach else room * UNKNOWN_ROOM)

    def marks(self) -> tuple[tuple[Mark, ...], float]:
        """Return all marks and the height they need."""
        if not self.rows:
            return layouts.text([_("No values yet")], 0, 4, NAME, tone=Tone.MUTED), 24
        keys = [legends.Key(tone, name) for tone, name in zip(self.tones, self.steps, strict=True)]
        marks, top = legends.legend("", keys, y=0, width=self.width)
        y = top + GAP
        first = y
        drawn: list[Mark] = []
        for row in self.rows:
            spot = self.names.spot(row, y)
            link = self.names.link(row, _told(row, self.steps), y, spot.end)
            drawn += [*spot.words, *self._bar(row, spot.bar), *link]
            y = spot.next
        bottom = y - BETWEEN
        axis = Line(((self.middle, first - 3), (self.middle, bottom + 3)), Tone.INK, 1.2)
        return (*marks, *drawn, *([] if self.names.is_narrow else [axis])), bottom + 5

    def _bar(self, row: Scaled, y: float) -> list[Mark]:
        if not row.shares:
            base = layouts.base(y + THICK / 2, NOTE)
            return [Words(self.names.left + 2, base, _("not told"), NOTE, Tone.MUTED)]
        x = self.middle - _below(row.shares) * self.unit
        marks: list[Mark] = []
        for number, share in enumerate(row.shares):
            if share:
                marks += self._part(row, number, x, y, share)
            x += share * self.unit
        if self.names.is_narrow:
            marks.append(Line(((self.middle, y - 2), (self.middle, y + THICK + 2)), Tone.INK, 1.2))
        return marks

    def _part(self, row: Scaled, number: int, x: float, y: float, share: float) -> list[Mark]:
        tone, length, written = self.tones[number], share * self.unit, percent(share)
        label = f"{row.label}, {self.steps[number]}: {written}"
        part: Mark = Box(x, y, length, THICK, tone, Tone.GROUND, 1.5, label=label)
        at = self._beside_the_middle(x, x + length, text_width(written, NOTE))
        if at is None:
            return [part]
        base = layouts.base(y + THICK / 2, NOTE)
        return [part, Words(at, base, written, NOTE, text_on(tone), Anchor.MIDDLE)]

    def _beside_the_middle(self, left: float, right: float, across: float) -> float | None:
        """Return where words of that width stand in a part without touching the line, if they can."""
        parts = [(left, right)]
        if left < self.middle < right:
            parts = [(left, self.middle), (self.middle, right)]
        wide = max(parts, key=lambda part: part[1] - part[0])
        return (wide[0] + wide[1]) / 2 if across + GAP <= wide[1] - wide[0] else None


def _below(shares: tuple[float, ...]) -> float:
    """Return what lies left of the middle: the lower half, and half of a middle step."""
    half = len(shares) // 2
    middle = shares[half] / 2 if len(shares) % 2 else 0.0
    return math.fsum(shares[:half]) + middle


def _told(row: Scaled, steps: tuple[str, ...]) -> str:
    parts = zip(steps, row.shares, strict=False)
    told = ", ".join(f"{step} {percent(share)}" for step, share in parts) or _("not told")
    return f"{row.label}: {told}" + (f" ({row.note})" if row.note else "")


def _table(rows: Sequence[Scaled], steps: tuple[str, ...], title: str, name: str) -> TableTwin:
    has_notes = any(row.note for row in rows)
    header = (name or _("Name"), *steps, *[_("Note")] * has_notes)
    found = tuple(
        (
            row.label,
            *([percent(share) for share in row.shares] or [_("not told")] * len(steps)),
            *[row.note] * has_notes,
        )
        for row in rows
    )
    return TableTwin(title, header, found, frozenset(range(1, len(steps) + 1)))
