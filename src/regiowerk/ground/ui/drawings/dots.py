"""Values as dots on one axis, with the range around each; for means, medians and what groups say."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings import layouts
from regiowerk.ground.ui.drawings.layouts import NAME, NOTE, DrawingError
from regiowerk.ground.ui.drawings.measure import width as text_width
from regiowerk.ground.ui.drawings.named_rows import BETWEEN, GAP, THICK, NamedRows
from regiowerk.ground.ui.drawings.scene import (
    Anchor,
    Dot,
    Line,
    Mark,
    Scene,
    TableTwin,
    Tone,
    Words,
)

RADIUS = 6.0
TICKS = 5  # about so many
AXIS = 22.0  # height of the words under the axis


@dataclass(frozen=True, slots=True)
class Point:
    """One row: its value, and from where to where most of what it stands for lies."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""
    address: str = ""
    least: float | None = None  # the ends of everything it stands for, as a thin line
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """What the dots are measured on: what is written at them, and a line all are compared with."""

    format_value: Callable[[float], str]
    value: str = ""  # heads the column of values
    span: str = ""  # heads the column of ranges, "" where there are none
    line: float | None = None
    line_label: str = ""
    lowest: float | None = None  # the axis reaches at least so far
    highest: float | None = None
    reach: str = ""  # heads the column of the ends, "" where there are none


def dots(
    points: Sequence[Point],
    axis: Axis,
    *,
    title: str,
    summary: str,
    source: str = "",
    name: str = "",
    width: float | None = None,
) -> Scene:
    """Return the points in their order, one below the other, on a common axis."""
    for point in points:
        _check(point)
    table = _table(points, axis, title, name)

    def scene_of(across: float) -> Scene:
        marks, height = _Chart(points, axis, across).marks()
        return Scene(title, summary, across, height, marks, table, source)

    return layouts.for_page(scene_of, width)


def ticks(low: float, high: float) -> tuple[float, ...]:
    """Return round values (1, 2 or 5 times a power of ten) that enclose both."""
    if high <= low:
        low, high = low - 1, high + 1
    rough = (high - low) / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough - 1e-12)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(number * step, 10) for number in range(first, last + 1))


def _check(point: Point) -> None:
    for value in _values(point):
        if not math.isfinite(value):
            message = f"{point.label!r} has the value {value}"
            raise DrawingError(message)


class _Chart:
    """One layout."""

    def __init__(self, points: Sequence[Point], axis: Axis, width: float) -> None:
        self.points, self.axis, self.width = points, axis, width
        self.names = NamedRows(points, width)
        values = [value for point in points for value in _values(point)]
        bounds = (axis.lowest, axis.highest, axis.line)
        values += [value for value in bounds if value is not None]
        self.ticks = ticks(min(values), max(values)) if values else (0.0, 1.0)
        # Half of the outer words of the axis stand outside it, and the value beside the last dot.
        ends = [text_width(axis.format_value(self.ticks[end]), NOTE) / 2 for end in (0, -1)]
        self.start = self.names.left + max(ends[0], RADIUS) + 2
        self.stop = width - max(ends[1], RADIUS) - 2

    def marks(self) -> tuple[tuple[Mark, ...], float]:
        """Return all marks and the height they need."""
        if not self.points:
            return layouts.text([_("No values yet")], 0, 4, NAME, tone=Tone.MUTED), 24
        top = NOTE + GAP if self.axis.line is not None else 2.0
        y = top
        rows, lines = list[Mark](), list[Mark]()
        for point in self.points:
            spot = self.names.spot(point, y)
            link = self.names.link(point, self._told(point), y, spot.end)
            rows += [*spot.words, *self._point(point, spot.bar + THICK / 2), *link]
            if self.names.is_narrow:
                lines += self._line(spot.bar - 1, spot.bar + THICK + 1)
            y = spot.next
        bottom = y - BETWEEN + 4
        if not self.names.is_narrow:
            lines += self._line(top - 2, bottom)
        return (*self._grid(top, bottom), *lines, *self._line_words(), *rows), bottom + AXIS

    def _x(self, value: float) -> float:
        first, last = self.ticks[0], self.ticks[-1]
        return self.start + (value - first) / (last - first) * (self.stop - self.start)

    def _grid(self, top: float, bottom: float) -> list[Mark]:
        marks: list[Mark] = []
        free = -math.inf
        for tick in self.ticks:
            x, words = self._x(tick), self.axis.format_value(tick)
            half = text_width(words, NOTE) / 2
            if not self.names.is_narrow:
                marks.append(Line(((x, top - 2), (x, bottom)), Tone.SURFACE, 1.2))
            if x - half > free:
                marks.append(Words(x, bottom + NOTE + 3, words, NOTE, Tone.MUTED, Anchor.MIDDLE))
                free = x + half + 6
        marks.append(Line(((self.start, bottom), (self.stop, bottom)), Tone.LINE))
        return marks

    def _line(self, top: float, bottom: float) -> list[Mark]:
        """Return what all are compared with; on a phone it is drawn row by row, beside no words."""
        if self.axis.line is None:
            return []
        x = self._x(self.axis.line)
        return [Line(((x, top), (x, bottom)), Tone.INK, 1.2, dashed=True)]

    def _line_words(self) -> list[Mark]:
        if self.axis.line is None:
            return []
        x, words = self._x(self.axis.line), self.axis.line_label
        half = text_width(words, NOTE) / 2
        middle = min(max(x, half), self.width - half)
        return [Words(middle, NOTE - 1, words, NOTE, anchor=Anchor.MIDDLE)]

    def _point(self, point: Point, y: float) -> list[Mark]:
        if point.value is None:
            base = layouts.base(y, NOTE)
            return [Words(self.names.left + 2, base, _("no value"), NOTE, Tone.MUTED, halo=True)]
        x, marks, right = self._x(point.value), list[Mark](), 0.0
        if point.least is not None and point.most is not None:
            right = self._x(point.most)
            marks.append(Line(((self._x(point.least), y), (right, y)), Tone.STEP_3, 1.6))
        if point.low is not None and point.high is not None:
            end = self._x(point.high)
            right = max(right, end)
            marks.append(Line(((self._x(point.low), y), (end, y)), Tone.STEP_3, 6.0))
        marks.append(Dot(x, y, RADIUS, Tone.ACCENT, label=self._told(point)))
        words = self.axis.format_value(point.value)
        across = text_width(words, NAME, bold=True)
        after = max(x + RADIUS, right) + GAP
        if after + across <= self.width:
            anchor, at = Anchor.START, after
        else:
            anchor, at = Anchor.END, min(x - RADIUS, self._x(min(_values(point)))) - GAP
        base = layouts.base(y, NAME)
        return [*marks, Words(at, base, words, NAME, anchor=anchor, bold=True, halo=True)]

    def _told(self, point: Point) -> str:
        value = _written(point.value, self.axis)
        return f"{point.label}: {value}" + (f" ({point.note})" if point.note else "")


def _values(point: Point) -> list[float]:
    """Everything a row reaches, as far as it is known."""
    parts = (point.value, point.low, point.high, point.least, point.most)
    return [value for value in parts if value is not None]


def _written(value: float | None, axis: Axis) -> str:
    return _("no value") if value is None else axis.format_value(value)


def _span(low: float | None, high: float | None, axis: Axis) -> str:
    if low is None or high is None:
        return "–"
    words = {"low": axis.format_value(low), "high": axis.format_value(high)}
    return _("%(low)s to %(high)s") % words


def _table(points: Sequence[Point], axis: Axis, title: str, name: str) -> TableTwin:
    has_notes = any(point.note for point in points)
    has_spans, has_ends = bool(axis.span), bool(axis.reach)
    header = (
        name or _("Name"),
        axis.value or _("Value"),
        *[axis.span] * has_spans,
        *[axis.reach] * has_ends,
        *[_("Note")] * has_notes,
    )
    rows = tuple(
        (
            point.label,
            _written(point.value, axis),
            *[_span(point.low, point.high, axis)] * has_spans,
            *[_span(point.least, point.most, axis)] * has_ends,
            *[point.note] * has_notes,
        )
        for point in points
    )
    return TableTwin(title, header, rows, frozenset(range(1, 2 + has_spans + has_ends)))
