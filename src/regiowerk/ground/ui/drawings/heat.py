"""A table whose cells are shaded by share: many questions or groups beside many answers at one glance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings import layouts, legends
from regiowerk.ground.ui.drawings.layouts import NAME, NOTE, DrawingError
from regiowerk.ground.ui.drawings.measure import width as text_width, wrap
from regiowerk.ground.ui.drawings.named_rows import GAP, THICK, NamedRows
from regiowerk.ground.ui.drawings.palette import text_on
from regiowerk.ground.ui.drawings.scene import Anchor, Box, Mark, Scene, TableTwin, Tone, Words

STEPS = (Tone.STEP_1, Tone.STEP_2, Tone.STEP_3, Tone.STEP_4, Tone.STEP_5)
CELL = 30.0  # height
BETWEEN = 7.0
LEAST = 34.0  # width of a column
HEAD_LINES = 4


@dataclass(frozen=True, slots=True)
class Square:
    """One cell: a share from 0 to 1, none where it is not told, and what is written in it."""

    share: float | None
    words: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row of cells."""

    label: str
    squares: tuple[Square, ...]
    note: str = ""
    address: str = ""


def heat(
    rows: Sequence[HeatRow],
    *,
    columns: tuple[str, ...],
    title: str,
    summary: str,
    source: str = "",
    name: str = "",
    width: float | None = None,
) -> Scene:
    """Return the rows as cells in five steps of a fifth each; a cell that is not told is hatched."""
    for row in rows:
        _check(row, columns)
    table = _table(rows, columns, title, name)

    def scene_of(across: float) -> Scene:
        marks, height = _Chart(rows, columns, across).marks()
        return Scene(title, summary, across, height, marks, table, source)

    return layouts.for_page(scene_of, width)


def _check(row: HeatRow, columns: tuple[str, ...]) -> None:
    if len(row.squares) != len(columns):
        message = f"{row.label!r} has {len(row.squares)} cells for {len(columns)} columns"
        raise DrawingError(message)
    for square in row.squares:
        if square.share is not None and not (
            math.isfinite(square.share) and 0 <= square.share <= 1
        ):
            message = f"{row.label!r} has the share {square.share}"
            raise DrawingError(message)


class _Chart:
    """One layout: heads above the columns; where they do not fit, numbers with a key below."""

    def __init__(self, rows: Sequence[HeatRow], columns: tuple[str, ...], width: float) -> None:
        self.rows, self.columns, self.width = rows, columns, width
        self.names = NamedRows(rows, width)
        self.room = (width - self.names.left) / max(len(columns), 1)
        wrapped = [wrap(column, NOTE, self.room - 6) for column in columns]
        self.is_numbered = self.names.is_narrow or any(
            len(lines) > HEAD_LINES or _is_parted(column, lines)
            for column, lines in zip(columns, wrapped, strict=True)
        )
        numbers = [(str(number),) for number in range(1, len(columns) + 1)]
        self.heads = numbers if self.is_numbered else wrapped

    def marks(self) -> tuple[tuple[Mark, ...], float]:
        """Return all marks and the height they need."""
        if not self.rows or not self.columns:
            return layouts.text([_("No values yet")], 0, 4, NAME, tone=Tone.MUTED), 24
        marks, y = self._heads()
        for row in self.rows:
            drawn, y = self._row(row, y)
            marks += drawn
        keys, y = self._keys(y + GAP)
        return (*marks, *keys), y

    def _heads(self) -> tuple[list[Mark], float]:
        down = max(layouts.height(head, NOTE) for head in self.heads)
        marks: list[Mark] = []
        for number, head in enumerate(self.heads):
            top = down - layouts.height(head, NOTE)
            middle = self.names.left + (number + 0.5) * self.room
            marks += layouts.text(head, middle, top, NOTE, tone=Tone.MUTED, anchor=Anchor.MIDDLE)
        return marks, down + GAP

    def _row(self, row: HeatRow, y: float) -> tuple[list[Mark], float]:
        spot = self.names.spot(row, y)
        top = spot.bar + THICK / 2 - CELL / 2 if not self.names.is_narrow else spot.bar
        shift = max(0.0, y - top)
        marks: list[Mark] = [_lower(mark, shift) for mark in spot.words]
        end = max(spot.end + shift, top + shift + CELL)
        for number, square in enumerate(row.squares):
            marks += self._square(row, number, square, top + shift)
        link = self.names.link(row, self._told(row), y, end)
        return [*marks, *link], end + BETWEEN

    def _square(self, row: HeatRow, number: int, square: Square, y: float) -> list[Mark]:
        x = self.names.left + number * self.room
        tone = tone_of(square.share)
        label = f"{row.label}, {self.columns[number]}: {square.words}"
        box = Box(
            x + 1, y, self.room - 2, CELL, tone, Tone.LINE if tone is Tone.GROUND else Tone.NONE, 0.6, 3,
            hatched=square.share is None, label=label,
        )  # fmt: skip
        if text_width(square.words, NOTE) > self.room - 6 or square.share is None:
            return [box]
        base = layouts.base(y + CELL / 2, NOTE)
        return [
            box,
            Words(x + self.room / 2, base, square.words, NOTE, text_on(tone), Anchor.MIDDLE),
        ]

    def _keys(self, y: float) -> tuple[list[Mark], float]:
        marks: list[Mark] = []
        if self.is_numbered:
            for number, column in enumerate(self.columns, start=1):
                lines = wrap(f"{number}  {column}", NOTE, self.width)
                marks += layouts.text(lines, 0, y, NOTE, tone=Tone.MUTED)
                y += layouts.height(lines, NOTE) + 4
            y += GAP
        keys = [legends.Key(tone, words) for tone, words in _steps()]
        if any(square.share is None for row in self.rows for square in row.squares):
            keys.append(legends.Key(Tone.MISSING, _("not told"), is_hatched=True))
        legend, y = legends.legend("", keys, y=y, width=self.width)
        return [*marks, *legend], y

    def _told(self, row: HeatRow) -> str:
        cells = zip(self.columns, row.squares, strict=True)
        return f"{row.label}: " + ", ".join(f"{name} {one.words}" for name, one in cells)


def tone_of(share: float | None) -> Tone:
    """The step a share falls into; nothing at all stays paper."""
    if share is None:
        return Tone.MISSING
    return STEPS[min(int(share * 5 + 1e-9), 4)] if share else Tone.GROUND


def _steps() -> list[tuple[Tone, str]]:
    limits = [(20 * number, 20 * (number + 1)) for number in range(5)]
    words = [_("%(low)d to under %(high)d %%") % {"low": a, "high": b} for a, b in limits]
    words[0], words[-1] = _("under 20 %"), _("80 % and more")
    return [(Tone.GROUND, "0 %"), *zip(STEPS, words, strict=True)]


def _is_parted(text: str, lines: Sequence[str]) -> bool:
    """Whether a word was broken to fit."""
    return " ".join(lines).replace("- ", "-").split() != text.replace("- ", "-").split()


def _lower(mark: Mark, shift: float) -> Mark:
    if not shift or not isinstance(mark, Words):
        return mark
    return Words(
        mark.x, mark.y + shift, mark.text, mark.size, mark.tone, mark.anchor, mark.bold, mark.halo
    )


def _table(rows: Sequence[HeatRow], columns: tuple[str, ...], title: str, name: str) -> TableTwin:
    has_notes = any(row.note for row in rows)
    header = (name or _("Name"), *columns, *[_("Note")] * has_notes)
    found = tuple(
        (row.label, *(square.words for square in row.squares), *[row.note] * has_notes)
        for row in rows
    )
    return TableTwin(title, header, found, frozenset(range(1, len(columns) + 1)))
