"""A plan over time: stages with their parts as bars, milestones as signs, today as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings import event_lane, layouts, legends, time_axis
from regiowerk.ground.ui.drawings.event_lane import Event
from regiowerk.ground.ui.drawings.layouts import NAME, NOTE, PHONE, DrawingError
from regiowerk.ground.ui.drawings.measure import width as text_width, wrap
from regiowerk.ground.ui.drawings.scene import (
    Box,
    Line,
    Mark,
    Scene,
    TableTwin,
    Tone,
    Words,
)
from regiowerk.ground.ui.drawings.stage_bars import (
    LEAST,
    SHAPES,
    Form,
    bar_marks,
    bar_words,
    state_in_words,
)

__all__ = ["Bar", "Event", "timeline"]

LABELS = 0.3  # of the width, for the names
INDENT = 14.0  # of a part
STAGE, PART = 24.0, 16.0  # thickness of bars
BETWEEN = 9.0  # between two bars
BEFORE_STAGE = 6.0  # more room before a new stage
NEAR = 0.12  # of the plan's length: today within that distance is still shown on the axis


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage of a plan, or a part of the stage before it, with how it stands today."""

    label: str
    starts_on: date
    ends_on: date
    is_approximate: bool = False
    state: Literal["done", "now", "late", "next"] = "next"
    note: str = ""
    address: str = ""
    is_part: bool = False


def timeline(
    bars: Sequence[Bar],
    events: Sequence[Event] = (),
    *,
    today: date,
    title: str,
    summary: str,
    source: str = "",
    width: float | None = None,
) -> Scene:
    """Return bars in their order and events by day on one axis; what is late says so in words."""
    for bar in bars:
        _check(bar)
    told = layouts.sentences(summary, _standing(bars, today))
    table = _table(bars, events, title, today)

    def scene_of(across: float) -> Scene:
        marks, height = _Chart(bars, events, today, across).marks()
        return Scene(title, told, across, height, tuple(marks), table, source)

    return layouts.for_page(scene_of, width)


def _check(bar: Bar) -> None:
    if bar.ends_on < bar.starts_on:
        message = f"{bar.label!r} ends on {bar.ends_on}, before it starts on {bar.starts_on}"
        raise DrawingError(message)
    if bar.state not in SHAPES:
        message = f"{bar.label!r} has the state {bar.state!r}; known are {', '.join(SHAPES)}"
        raise DrawingError(message)


@dataclass(slots=True)
class _Layers:
    """The marks of all rows, from the ground up."""

    forms: list[Mark] = field(default_factory=list)
    words: list[Mark] = field(default_factory=list)
    links: list[Mark] = field(default_factory=list)


class _Chart:
    """One layout: names to the left of the bars, on a phone above them."""

    def __init__(
        self, bars: Sequence[Bar], events: Sequence[Event], today: date, width: float
    ) -> None:
        self.bars, self.events, self.today, self.width = bars, events, today, width
        self.is_narrow = width < PHONE
        self.names = self._name_room()
        left = 0.0 if self.is_narrow else self.names + 16
        self.axis = time_axis.axis_for(_days(bars, events, today), left, width)
        self.line = self.axis.middle(today) if self.axis.contains(today) else None

    def marks(self) -> tuple[list[Mark], float]:
        """Return all marks from the ground up, and the height they need."""
        label, top = self._today_label()
        head, below = self.axis.head(top)
        rows, y = self._rows(below + BETWEEN)
        lane, bottom = self._lane(y)
        if self.is_narrow:
            ground = self._lane_ground(y, bottom) if self.events else []
        else:
            bands, grid = self.axis.bands(below, bottom), self.axis.grid(below, bottom)
            ground = [*bands, *grid]
            rows.forms += self._today_line(below, bottom)
        keys, end = self._keys(bottom)
        drawn = [*ground, *head, *label, *rows.forms, *rows.words, *lane, *keys, *rows.links]
        return drawn, end

    def _name_room(self) -> float:
        """Return the width of the column of names: as wide as they need, within limits."""
        most = self.width * LABELS
        lines = [
            self._indent(bar) + text_width(line, NAME, bold=not bar.is_part)
            for bar in self.bars
            for line in self._name(bar, most)
        ]
        if self.events:
            lines.append(text_width(_("Milestones"), NAME, bold=True))
        return max(lines, default=0.0)

    def _name(self, bar: Bar, room: float) -> tuple[str, ...]:
        return wrap(bar.label, NAME, room - self._indent(bar) + 0.01, bold=not bar.is_part)

    def _indent(self, bar: Bar) -> float:
        return INDENT if bar.is_part else 0.0

    def _today_label(self) -> tuple[list[Mark], float]:
        """Return the words above the axis that name today, and where the axis begins."""
        text = _("Today, %(day)s") % {"day": date_format(self.today, "SHORT_DATE_FORMAT")}
        if self.line is None:
            text = f"← {text}" if self.today < self.axis.first else f"{text} →"
        across = text_width(text, NOTE, bold=True)
        x = min(max(self.axis.middle(self.today) - across / 2, self.axis.left), self.width - across)
        words = Words(x, 12, text, NOTE, Tone.TODAY, bold=True)
        return [words, *self._today_line(16, 22)], 22

    def _today_line(self, top: float, bottom: float) -> list[Mark]:
        if self.line is None:
            return []
        return [Line(((self.line, top), (self.line, bottom)), Tone.TODAY, 2)]

    def _rows(self, y: float) -> tuple[_Layers, float]:
        rows = _Layers()
        for number, bar in enumerate(self.bars):
            if number and not bar.is_part:
                y += BEFORE_STAGE
            end = self._row_narrow(bar, y, rows) if self.is_narrow else self._row(bar, y, rows)
            if bar.address:
                rows.links.append(
                    Box(
                        0, y - 3, self.width, end - y + 6, Tone.NONE, radius=4,
                        label=_told(bar), address=bar.address,
                    )
                )  # fmt: skip
            y = end + BETWEEN
        return rows, y

    def _row(self, bar: Bar, y: float, rows: _Layers) -> float:
        """Add a row with its name beside its bar; return where it ends."""
        name = self._name(bar, self.names)
        thick = PART if bar.is_part else STAGE
        down = max(layouts.height(name, NAME), thick)
        top = layouts.top_of(name, NAME, y + down / 2)
        rows.words += layouts.text(name, self._indent(bar), top, NAME, bold=not bar.is_part)
        form = self._form(bar, y + (down - thick) / 2, thick)
        rows.forms += bar_marks(form, _told(bar))
        room = (self.axis.left, self.axis.right)
        rows.words += bar_words(form, (_noted(bar), _state(bar)), room=room, avoid=self.line)
        return y + down

    def _row_narrow(self, bar: Bar, y: float, rows: _Layers) -> float:
        """Add a row with name and state above its bar; return where it ends."""
        indent, is_late = self._indent(bar), bar.state == "late"
        name = self._name(bar, self.width)
        said = wrap(_noted(bar), NOTE, self.width - indent, bold=is_late)
        under = y + layouts.height(name, NAME) + 3
        rows.words += layouts.text(name, indent, y, NAME, bold=not bar.is_part)
        tone = Tone.TODAY if is_late else Tone.MUTED
        rows.words += layouts.text(said, indent, under, NOTE, tone=tone, bold=is_late)
        at = under + layouts.height(said, NOTE) + 5
        thick = PART if bar.is_part else STAGE
        rows.forms.append(Box(0, at, self.width, thick, Tone.SURFACE))
        rows.forms += self.axis.grid(at, at + thick)
        rows.forms += bar_marks(self._form(bar, at, thick), _told(bar))
        rows.forms += self._today_line(at - 2, at + thick + 2)
        return at + thick + BETWEEN / 2

    def _form(self, bar: Bar, y: float, thick: float) -> Form:
        """Return the room of a bar; even a single day can be seen."""
        left, right = self.axis.begin(bar.starts_on), self.axis.end(bar.ends_on)
        left = min(left, self.axis.right - LEAST)
        right = max(right, left + LEAST)
        return Form(left, right, y, thick, bar.state, bar.is_approximate)

    def _lane(self, y: float) -> tuple[list[Mark], float]:
        """Return the events with their heading, and where they end."""
        if not self.events:
            return [], y + 2
        y += BETWEEN
        heading = layouts.text([_("Milestones")], 0, y, NAME, bold=True)
        top = y + NAME + 2 * BETWEEN if self.is_narrow else y
        lane, y = event_lane.lane(self.events, self.axis, today=self.today, top=top)
        return [*heading, *lane], y + 2

    def _lane_ground(self, y: float, bottom: float) -> list[Mark]:
        """Return the grid of a phone's events below their heading."""
        top = y + NAME + 2 * BETWEEN
        bands, grid = self.axis.bands(top, bottom), self.axis.grid(top, bottom)
        return [*bands, *grid, *self._today_line(top, bottom)]

    def _keys(self, y: float) -> tuple[list[Mark], float]:
        """Return what explains the soft ends, where there are any."""
        if not any(bar.is_approximate for bar in self.bars):
            return [], y + 2
        words = _("hatched ends: the exact day is not known")
        key = legends.Key(Tone.ACCENT, words, is_hatched=True)
        marks, end = legends.legend("", [key], y=y + 12, x=0, width=self.width)
        return list(marks), end


def _days(bars: Sequence[Bar], events: Sequence[Event], today: date) -> list[date]:
    """Return the days an axis has to hold; today only if it is in or near the plan."""
    days = [day for bar in bars for day in (bar.starts_on, bar.ends_on)]
    days += [event.on for event in events]
    if not days:
        return [today]
    near = max((max(days) - min(days)) * NEAR, time_axis.A_DAY * 7)
    is_near = min(days) - near <= today <= max(days) + near
    return [*days, today] if is_near else days


def _state(bar: Bar) -> str:
    return state_in_words(bar.state)


def _noted(bar: Bar) -> str:
    """Return how a bar stands and what is said about that."""
    return f"{_state(bar)} · {bar.note}" if bar.note else _state(bar)


def _window(bar: Bar) -> str:
    days = {
        "start": date_format(bar.starts_on, "SHORT_DATE_FORMAT"),
        "end": date_format(bar.ends_on, "SHORT_DATE_FORMAT"),
    }
    if bar.is_approximate:
        return _("about %(start)s to %(end)s") % days
    return _("%(start)s to %(end)s") % days


def _told(bar: Bar) -> str:
    """Return a bar as a sentence for pointer and screen reader."""
    return f"{bar.label}: {_window(bar)}, {_noted(bar)}"


def _standing(bars: Sequence[Bar], today: date) -> str:
    """Return how the stages stand today, in words."""
    day = _("Today is %(day)s.") % {"day": date_format(today, "DATE_FORMAT")}
    stages = [bar for bar in bars if not bar.is_part]
    found = [day]
    for state, sentence in (
        ("late", _("Late: %(names)s.")),
        ("now", _("Under way: %(names)s.")),
        ("done", _("Completed: %(names)s.")),
        ("next", _("Still ahead: %(names)s.")),
    ):
        names = [bar.label for bar in stages if bar.state == state]
        if names:
            found.append(sentence % {"names": ", ".join(names)})
    return " ".join(found)


def _table(bars: Sequence[Bar], events: Sequence[Event], title: str, today: date) -> TableTwin:
    rows = [(bar.label, _kind(bar), _window(bar), _state(bar), bar.note) for bar in bars]
    rows += [
        (
            event.label,
            _("Milestone"),
            event_lane.day_in_words(event),
            event_lane.state_in_words(event, today),
            "",
        )
        for event in sorted(events, key=lambda event: (event.on, event.label))
    ]
    header = (_("Name"), _("Kind"), _("When"), _("State"), _("Note"))
    return TableTwin(title, header, tuple(rows))


def _kind(bar: Bar) -> str:
    return _("Part of a stage") if bar.is_part else _("Stage")
