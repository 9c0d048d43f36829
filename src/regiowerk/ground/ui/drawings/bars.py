"""Horizontal bars, plain or stacked, each labelled where it is so that nobody has to look things up."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

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

SERIES = (Tone.CLASS_1, Tone.CLASS_2, Tone.CLASS_3, Tone.CLASS_4, Tone.CLASS_5, Tone.CLASS_6)
CALM = Tone.STEP_3
LEAST = 0.4  # of the room: shorter than this the longest bar would lose against its words


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its name and one value per series; none is a value that is not known."""

    label: str
    values: tuple[float | None, ...]
    note: str = ""
    address: str = ""
    unknown: str = ""  # said instead of a value that is not known, e.g. the range it lies in


def bars(
    rows: Sequence[Row],
    *,
    series: tuple[str, ...] = (),
    title: str,
    summary: str,
    source: str = "",
    format_value: Callable[[float], str],
    highlighted: frozenset[str] = frozenset(),
    width: float | None = None,
    name: str = "",
) -> Scene:
    """Return the rows as bars in their order; with several series each bar is stacked.

    `highlighted` holds the labels of the rows the statement is about, `name` heads their column in
    the table.
    """
    for row in rows:
        _check(row, series)
    table = _table(rows, series, title, format_value, name)

    def scene_of(across: float) -> Scene:
        chart = _Chart(rows, series, format_value, highlighted, across)
        marks, height = chart.marks()
        return Scene(title, summary, across, height, marks, table, source)

    return layouts.for_page(scene_of, width)


def _check(row: Row, series: tuple[str, ...]) -> None:
    if len(series) > len(SERIES):
        message = f"stacked bars show at most {len(SERIES)} series, not {len(series)}"
        raise DrawingError(message)
    if row.values and len(row.values) != max(len(series), 1):
        message = f"{row.label!r} has {len(row.values)} values for {max(len(series), 1)} series"
        raise DrawingError(message)
    for value in row.values:
        if value is not None and not (math.isfinite(value) and value >= 0):
            message = f"{row.label!r} has the value {value}; a bar shows amounts from 0 upwards"
            raise DrawingError(message)


class _Chart:
    """One layout: names to the left of the bars, on a phone above them."""

    def __init__(
        self,
        rows: Sequence[Row],
        series: tuple[str, ...],
        format_value: Callable[[float], str],
        highlighted: frozenset[str],
        width: float,
    ) -> None:
        self.rows, self.series, self.format = rows, series, format_value
        self.highlighted, self.width = highlighted, width
        self.is_stacked = len(series) > 1
        self.names = NamedRows(rows, width, highlighted)
        self.is_narrow, self.left = self.names.is_narrow, self.names.left
        totals = [total for row in rows if (total := _total(row)) is not None]
        self.shows_totals = not self.is_stacked or len({round(t, 6) for t in totals}) > 1
        self.unit = self._unit()

    def marks(self) -> tuple[tuple[Mark, ...], float]:
        """Return all marks and the height they need."""
        if not self.rows:
            return layouts.text([_("No values yet")], 0, 4, NAME, tone=Tone.MUTED), 24
        head, top = self._head() if self.is_stacked else ((), 2.0)
        marks: list[Mark] = []
        y = top
        for row in self.rows:
            drawn, y = self._row(row, y)
            marks += drawn
        bottom = y - BETWEEN
        axis = Line(((self.left, top - 2), (self.left, bottom + 2)), Tone.LINE)
        return (*head, *marks, *([] if self.is_narrow else [axis])), bottom + 4

    def _unit(self) -> float:
        """Return the length of 1: bars as long as leaves room for the words at their ends."""
        room = self.width - self.left
        known = [(total, self._end_words(row)) for row in self.rows if (total := _total(row))]
        if not known:
            return 0.0
        most = max(total for total, _words in known)
        free = min(
            (room - (text_width(words, NAME, bold=True) + GAP if words else 0)) / total
            for total, words in known
        )
        return max(free, room * LEAST / most)

    def _end_words(self, row: Row) -> str:
        """Return what stands at the end of a bar: its value, of a stacked one the sum."""
        total = _total(row)
        if total is None:
            return row.unknown or _("no value")
        return self.format(total) if self.shows_totals else ""

    def _row(self, row: Row, y: float) -> tuple[list[Mark], float]:
        """Return the marks of a row from height y downwards and where the next one begins."""
        spot = self.names.spot(row, y)
        link = self.names.link(row, self._told(row), y, spot.end)
        return [*spot.words, *self._bar(row, spot.bar), *link], spot.next

    def _told(self, row: Row) -> str:
        """Return a row as a sentence for pointer and screen reader."""
        values = _values(row, self.series)
        if not self.is_stacked:
            told = f"{row.label}: {_written(values[0], self.format, row.unknown)}"
        else:
            parts = zip(self.series, values, strict=True)
            told = f"{row.label}: " + ", ".join(f"{n} {_written(v, self.format)}" for n, v in parts)
        return f"{told} ({row.note})" if row.note else told

    def _bar(self, row: Row, y: float) -> list[Mark]:
        x = self.left
        marks: list[Mark] = []
        for number, value in enumerate(row.values):
            if value is None:
                continue
            marks += self._part(row, number, x, y, value)
            x += value * self.unit
        words = self._end_words(row)
        return [*marks, *self._words_at_end(row, words, x, y)] if words else marks

    def _part(self, row: Row, number: int, x: float, y: float, value: float) -> list[Mark]:
        length = value * self.unit
        told = self._told(row)
        if not self.is_stacked:
            return [Box(x, y, max(length, 1.5), THICK, self._tone(row), label=told)]
        written = self.format(value)
        if value == 0:
            return []
        label = f"{row.label}, {self.series[number]}: {written}"
        tone = SERIES[number]
        part: Mark = Box(x, y, length, THICK, tone, Tone.GROUND, 1.5, label=label)
        if text_width(written, NOTE) + GAP > length:
            return [part]
        return [part, self._words(written, x + length / 2, y, NOTE, text_on(tone), Anchor.MIDDLE)]

    def _tone(self, row: Row) -> Tone:
        is_calm = self.highlighted and row.label not in self.highlighted
        return CALM if is_calm else Tone.ACCENT

    def _words_at_end(self, row: Row, words: str, end: float, y: float) -> list[Mark]:
        """Return the value after the bar, or inside it where the bar leaves no room."""
        is_known = _total(row) is not None
        across = text_width(words, NAME, bold=is_known)
        if end + GAP + across > self.width + 0.01 and not self.is_stacked:
            tone = text_on(self._tone(row))
            return [self._words(words, end - GAP, y, NAME, tone, Anchor.END, bold=True)]
        tone = Tone.INK if is_known else Tone.MUTED
        return [self._words(words, end + GAP, y, NAME, tone, bold=is_known)]

    def _words(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        tone: Tone,
        anchor: Anchor = Anchor.START,
        *,
        bold: bool = False,
    ) -> Words:
        """Return words in the middle of the height of a bar."""
        return Words(x, layouts.base(y + THICK / 2, size), text, size, tone, anchor, bold)

    def _head(self) -> tuple[tuple[Mark, ...], float]:
        """Return the names of the series above the first bar; where one does not fit, a legend."""
        values = _values(self.rows[0], self.series)
        x, marks = self.left, list[Mark]()
        for name, value in zip(self.series, values, strict=True):
            length = (value or 0) * self.unit
            if text_width(name, NOTE) + GAP > length or self.is_narrow:
                return self._legend()
            marks.append(Words(x + length / 2, NOTE + 1, name, NOTE, anchor=Anchor.MIDDLE))
            x += length
        return tuple(marks), NOTE + GAP

    def _legend(self) -> tuple[tuple[Mark, ...], float]:
        keys = [legends.Key(tone, name) for tone, name in zip(SERIES, self.series, strict=False)]
        marks, y = legends.legend("", keys, y=0, x=self.left, width=self.width - self.left)
        return marks, y + GAP


def _total(row: Row) -> float | None:
    known = [value for value in row.values if value is not None]
    return math.fsum(known) if known else None


def _values(row: Row, series: tuple[str, ...]) -> tuple[float | None, ...]:
    """Return one value per series, also of a row without any."""
    return row.values or (None,) * max(len(series), 1)


def _written(value: float | None, format_value: Callable[[float], str], unknown: str = "") -> str:
    return unknown or _("no value") if value is None else format_value(value)


def _table(
    rows: Sequence[Row],
    series: tuple[str, ...],
    title: str,
    format_value: Callable[[float], str],
    name: str,
) -> TableTwin:
    has_notes = any(row.note for row in rows)
    has_totals = len(series) > 1
    header = [name or _("Name"), *(series or (_("Value"),)), *[_("Total")] * has_totals]
    found = tuple(
        (
            row.label,
            *(_written(value, format_value, row.unknown) for value in _values(row, series)),
            *[_written(_total(row), format_value)] * has_totals,
            *[row.note] * has_notes,
        )
        for row in rows
    )
    numeric = frozenset(range(1, len(header)))
    return TableTwin(title, (*header, *[_("Note")] * has_notes), found, numeric)
