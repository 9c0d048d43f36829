"""Milestones along a time line: a sign on its day, its name beside it, nothing above anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings import layouts
from regiowerk.ground.ui.drawings.layouts import NAME, NOTE
from regiowerk.ground.ui.drawings.measure import Block, width as text_width, wrap
from regiowerk.ground.ui.drawings.scene import Anchor, Area, Mark, Tone
from regiowerk.ground.ui.drawings.time_axis import Axis

RADIUS = 6.5
GAP = 5.0
ROOM = 210.0  # a name wider than this takes a second line


@dataclass(frozen=True, slots=True)
class Event:
    """A milestone on its day."""

    label: str
    on: date
    is_approximate: bool = False
    is_reached: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    """An event with its words to the right or to the left of its sign; heights within its row."""

    event: Event
    x: float
    name: tuple[str, ...]
    when: tuple[str, ...]
    anchor: Anchor
    words: Block
    tone: Tone

    @property
    def sign(self) -> Block:
        return Block(self.x - RADIUS, 0, self.x + RADIUS, 2 * RADIUS)

    def collides(self, other: _Placed) -> bool:
        mine, others = (self.sign, self.words), (other.sign, other.words)
        return any(one.overlaps(two, gap=GAP) for one in mine for two in others)


def lane(
    events: Sequence[Event], axis: Axis, *, today: date, top: float
) -> tuple[list[Mark], float]:
    """Return the events from height `top` downwards in as few rows as they need, and the end."""
    marks: list[Mark] = []
    for row in _rows(events, axis, today):
        for placed in row:
            marks += _marks(placed, top)
        top += max(placed.words.bottom for placed in row) + 2 * GAP
    return marks, top


def state_in_words(event: Event, today: date) -> str:
    """Return what has become of an event."""
    if event.is_reached:
        return _("reached")
    return _("not yet reached") if event.on < today else _("planned")


def day_in_words(event: Event) -> str:
    """Return the day of an event, or its month where only that is known."""
    if event.is_approximate:
        return _("about %(month)s") % {"month": date_format(event.on, "F Y")}
    return date_format(event.on, "SHORT_DATE_FORMAT")


def _rows(events: Sequence[Event], axis: Axis, today: date) -> list[list[_Placed]]:
    """Return the events by rows: each in the first row where it meets no other."""
    rows: list[list[_Placed]] = []
    for event in sorted(events, key=lambda event: (event.on, event.label)):
        offers = _offers(event, axis, today)
        for row in rows:
            free = (o for o in offers if not any(o.collides(other) for other in row))
            if found := next(free, None):
                row.append(found)
                break
        else:
            rows.append([offers[0]])
    return rows


def _offers(event: Event, axis: Axis, today: date) -> list[_Placed]:
    """Return the event with its words on the right and on the left, as far as there is room.

    Words that the line of today would cross are offered only if there are no others.
    """
    x = min(max(axis.middle(event.on), axis.left + RADIUS + 1), axis.right - RADIUS - 1)
    right, left = x + RADIUS + GAP, x - RADIUS - GAP
    when = day_in_words(event)
    is_late = not event.is_reached and event.on < today
    if is_late:
        when = f"{when}, {state_in_words(event, today)}"
    tone = Tone.TODAY if is_late else Tone.MUTED
    offers = []
    for room, anchor in ((axis.right - right, Anchor.START), (left - axis.left, Anchor.END)):
        name, note = wrap(event.label, NAME, min(room, ROOM)), wrap(when, NOTE, min(room, ROOM))
        across = max(
            *(text_width(line, NAME) for line in name), *(text_width(line, NOTE) for line in note)
        )
        down = layouts.height(name, NAME) + 3 + layouts.height(note, NOTE)
        block = (
            Block(right, 0, right + across, down)
            if anchor is Anchor.START
            else Block(left - across, 0, left, down)
        )
        offers.append((room, _Placed(event, x, name, note, anchor, block, tone)))
    roomy = [placed for room, placed in offers if room >= ROOM / 2]
    line = axis.middle(today) if axis.contains(today) else -1.0
    clear = [o for o in roomy if not o.words.left - 3 < line < o.words.right + 3]
    return clear or roomy or [max(offers, key=lambda offer: offer[0])[1]]


def _marks(placed: _Placed, top: float) -> list[Mark]:
    x = placed.words.left if placed.anchor is Anchor.START else placed.words.right
    under = top + layouts.height(placed.name, NAME) + 3
    return [
        _diamond(placed, top),
        *layouts.text(placed.name, x, top, NAME, anchor=placed.anchor, halo=True),
        *layouts.text(
            placed.when, x, under, NOTE, tone=placed.tone, anchor=placed.anchor, halo=True
        ),
    ]


def _diamond(placed: _Placed, top: float) -> Area:
    """Return the sign: filled once the event is reached, hatched while its day is only about."""
    event, x, y = placed.event, placed.x, top + RADIUS
    ring = ((x, y - RADIUS), (x + RADIUS, y), (x, y + RADIUS), (x - RADIUS, y))
    tone = Tone.TODAY if placed.tone is Tone.TODAY else Tone.INK
    fill = tone if event.is_reached else Tone.GROUND
    label = f"{event.label}: {', '.join((*placed.when,))}"
    return Area((ring,), fill, tone, 1.8, label=label)
