"""Rows of a chart that are named: the name to the left of its marks, on a phone above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from regiowerk.ground.ui.drawings import layouts
from regiowerk.ground.ui.drawings.layouts import NAME, NOTE, PHONE
from regiowerk.ground.ui.drawings.measure import width as text_width, wrap
from regiowerk.ground.ui.drawings.scene import Box, Mark, Tone

THICK = 22.0
BETWEEN = 12.0  # between two rows
LABELS = 0.36  # most of the width the names may take
GAP = 8.0  # between a bar and its words


class Named(Protocol):
    """What has a name, a note under it, and perhaps somewhere to go."""

    @property
    def label(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def address(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row is: its words, where its bar begins, and where the next row does."""

    words: tuple[Mark, ...]
    bar: float
    end: float  # of the row, without the room to the next one

    @property
    def next(self) -> float:
        return self.end + BETWEEN


class NamedRows:
    """The column of names of a chart, and how high every row is."""

    def __init__(
        self, rows: Sequence[Named], width: float, strong: frozenset[str] = frozenset()
    ) -> None:
        self.rows, self.width, self.strong = rows, width, strong
        self.is_narrow = width < PHONE
        self.left = 0.0 if self.is_narrow else self._room() + GAP * 1.5

    def _room(self) -> float:
        """Return the width of the column of names: as wide as they need, within limits."""
        most = self.width * LABELS
        lines = [
            (line, size, bold)
            for row in self.rows
            for text, size, bold in (
                (row.label, NAME, row.label in self.strong),
                (row.note, NOTE, False),
            )
            for line in wrap(text, size, most, bold=bold)
        ]
        return max((text_width(line, size, bold=bold) for line, size, bold in lines), default=0.0)

    def spot(self, row: Named, y: float) -> Spot:
        """Return the words of a row from height y downwards and where its bar is."""
        is_strong = row.label in self.strong
        room = self.width if self.is_narrow else self.left - GAP * 1.5
        name = wrap(row.label, NAME, room + 0.01, bold=is_strong)
        note = wrap(row.note, NOTE, room + 0.01) if row.note else ()
        down = layouts.height(name, NAME) + (3 + layouts.height(note, NOTE) if note else 0)
        if self.is_narrow:
            top, bar = y, y + down + 4
            end = bar + THICK
        else:
            end = y + max(down, THICK)
            middle = (y + end) / 2
            bar = middle - THICK / 2
            top = middle - down / 2 if note else layouts.top_of(name, NAME, middle)
        under = top + layouts.height(name, NAME) + 3
        words = (
            *layouts.text(name, 0, top, NAME, bold=is_strong),
            *layouts.text(note, 0, under, NOTE, tone=Tone.MUTED),
        )
        return Spot(words, bar, end)

    def link(self, row: Named, told: str, y: float, end: float) -> tuple[Mark, ...]:
        """Return the whole row as a place to click; nothing where it leads nowhere."""
        if not row.address:
            return ()
        return (
            Box(
                0, y - 3, self.width, end - y + 6, Tone.NONE, radius=4, label=told, address=row.address
            ),
        )  # fmt: skip
