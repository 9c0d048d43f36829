"""A time line of days: where a day is, and the months or years that are written along it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.formats import date_format

from regiowerk.ground.ui.drawings.measure import width as text_width
from regiowerk.ground.ui.drawings.scene import Box, Line, Mark, Tone, Words

SIZE = 12.0
ROW = 18.0
GAP = 8.0  # between two names
UNITS = (1, 3, 6, 12, 24, 60, 120, 240)  # months from one name to the next

type Names = Sequence[tuple[date, str]]

A_DAY = timedelta(days=1)
WEEKS_UP_TO = 100  # days: longer plans are read by months
SHORT = 45  # days: up to here an axis begins with a week, not with a month


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `first` to `last`, both included, between `left` and `right`."""

    first: date
    last: date
    left: float
    right: float
    coarse: Names = ()  # of the upper row; there are none when years alone are written
    fine: Names = ()

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def begin(self, day: date) -> float:
        """Return where a day begins, within the axis."""
        share = (day - self.first).days / self.days
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def end(self, day: date) -> float:
        """Return where a day ends."""
        return self.begin(day + A_DAY)

    def middle(self, day: date) -> float:
        return (self.begin(day) + self.end(day)) / 2

    def contains(self, day: date) -> bool:
        return self.first <= day <= self.last

    def head(self, top: float) -> tuple[list[Mark], float]:
        """Return the names of months and years from height `top` on, and where they end."""
        below = top + ROW * (2 if self.coarse else 1)
        marks: list[Mark] = [*self.bands(top, below)]
        marks += self._words(self.coarse, top, is_bold=True)
        marks += self._words(self.fine, below - ROW, is_bold=not self.coarse)
        marks += [_upright(self.begin(day), top, below, 0.8) for day, _name in self.coarse]
        marks.append(Line(((self.left, below), (self.right, below)), Tone.LINE, 0.8))
        return marks, below

    def grid(self, top: float, bottom: float) -> list[Mark]:
        """Return the upright lines of months and years."""
        fine = [_upright(self.begin(day), top, bottom, 0.4) for day, _name in self.fine]
        coarse = [_upright(self.begin(day), top, bottom, 0.8) for day, _name in self.coarse]
        return [*fine, *coarse]

    def bands(self, top: float, bottom: float) -> list[Mark]:
        """Return a calm ground under every second year."""
        edges = [*(self.begin(day) for day, _name in self.coarse), self.right]
        return [
            Box(left, top, right - left, bottom - top, Tone.SURFACE)
            for left, right in list(itertools.pairwise(edges))[::2]
        ]

    def _words(self, names: Names, top: float, *, is_bold: bool) -> list[Mark]:
        """Return the names to the right of their lines; one without room is left out."""
        edges = [*(self.begin(day) for day, _name in (*names, *self.coarse)), self.right]
        tone = Tone.INK if is_bold else Tone.MUTED
        marks: list[Mark] = []
        for day, name in names:
            left = self.begin(day)
            right = min(edge for edge in edges if edge > left)
            if left + 4 + text_width(name, SIZE, bold=is_bold) <= right:
                marks.append(Words(left + 4, top + 13, name, SIZE, tone, bold=is_bold))
        return marks

    def names(self) -> tuple[Names, Names]:
        """Return the names that have room: of the upper row and of the finer one below it."""
        if self.days <= WEEKS_UP_TO and self._has_room(7, "28"):
            months = [(day, date_format(day, "F Y")) for day in self._months(1)]
            return months, [(day, str(day.day)) for day in self._mondays()]
        years = [(day, str(day.year)) for day in self._months(12)]
        for months_apart, pattern in ((1, "F"), (1, "M"), (3, "M"), (6, "M")):
            fine = [(day, date_format(day, pattern)) for day in self._months(months_apart)]
            if all(self._has_room(30.4 * months_apart, name) for _day, name in fine):
                return years, fine
        for months_apart in UNITS[3:]:
            names = [(day, str(day.year)) for day in self._months(months_apart)]
            if self._has_room(30.4 * months_apart, "2000"):
                break
        return [], names

    def _has_room(self, days: float, name: str) -> bool:
        room = days * (self.right - self.left) / self.days
        return text_width(name, SIZE) + GAP <= room

    def _mondays(self) -> Iterator[date]:
        day = self.first + timedelta(days=-self.first.weekday() % 7)
        while day <= self.last:
            yield day
            day += timedelta(days=7)

    def _months(self, apart: int) -> Iterator[date]:
        """Yield the first day, then every first of a month that fits the distance."""
        yield self.first
        number = self.first.year * 12 + self.first.month  # of the month after the first one
        while (day := date(number // 12, number % 12 + 1, 1)) <= self.last:
            if number % apart == 0:
                yield day
            number += 1


def axis_for(days: Sequence[date], left: float, right: float) -> Axis:
    """Return the axis of whole months, or of whole weeks when short, that holds all days."""
    first, last = min(days), max(days)
    if (last - first).days <= SHORT:
        first -= timedelta(days=first.weekday())
        last += timedelta(days=6 - last.weekday())
    else:
        first = first.replace(day=1)
        last = (last.replace(day=1) + timedelta(days=32)).replace(day=1) - A_DAY
    axis = Axis(first, last, left, right)
    coarse, fine = axis.names()
    return replace(axis, coarse=coarse, fine=fine)


def _upright(x: float, top: float, bottom: float, stroke_width: float) -> Line:
    return Line(((x, top), (x, bottom)), Tone.LINE, stroke_width)
