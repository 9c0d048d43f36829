"""Where the cards of key figures stand."""

from __future__ import annotations

from dataclasses import dataclass

from regiowerk.ground.documents.domain.deck import KeyFigure
from regiowerk.ground.documents.domain.layout import LINE, Frame, lines

GAP = 18.0
PADDING = 16.0
LEAST_WIDTH, LEAST_HEIGHT = 190.0, 96.0
VALUES = (72.0, 64.0, 56.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0)
LABELS = (24.0, 22.0, 20.0, 18.0, 17.0, 16.0)
SOURCES = (14.0, 13.0, 12.0, 11.0)
BEFORE_SOURCE = 8.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type on the cards of one slide: the figure, what it counts, where it is from."""

    value: float
    label: float
    source: float


def per_row(count: int, room: float) -> int:
    """How many cards stand side by side: rows as equal as possible."""
    fitting = max(1, min(4, int((room + GAP) // (LEAST_WIDTH + GAP))))
    rows = -(-count // fitting)
    return -(-count // rows)


def capacity(room: Frame) -> int:
    """How many cards have room in a frame without becoming too flat."""
    fitting = max(1, min(4, int((room.width + GAP) // (LEAST_WIDTH + GAP))))
    return fitting * max(1, int((room.height + GAP) // (LEAST_HEIGHT + GAP)))


def cards(figures: tuple[KeyFigure, ...], frame: Frame) -> tuple[Frame, ...]:
    """The frame of every card, in rows from the upper left, all of one size."""
    if not figures:
        return ()
    across = per_row(len(figures), frame.width)
    wide, most = _room(len(figures), frame)
    chosen = sizes(figures, frame)
    high = min(most, max(_height(figure, wide, chosen) for figure in figures))
    return tuple(
        Frame(
            frame.x + at % across * (wide + GAP), frame.y + at // across * (high + GAP), wide, high
        )
        for at in range(len(figures))
    )


def sizes(figures: tuple[KeyFigure, ...], frame: Frame) -> Sizes:
    """The largest type at which every card holds its words, the figure on one line."""
    wide, most = _room(len(figures), frame)
    inner = wide - 2 * PADDING
    on_one_line = [
        size
        for size in VALUES
        if all(lines(figure.value, size, inner, bold=True) == 1 for figure in figures)
    ]
    allowed = on_one_line or [VALUES[-1]]
    steps = [Sizes(allowed[0], label, _beside(label)) for label in LABELS]
    steps += [Sizes(value, LABELS[-1], SOURCES[-1]) for value in allowed[1:]]
    for step in steps:
        if all(_height(figure, wide, step) <= most + 0.1 for figure in figures):
            return step
    return steps[-1]


def _beside(label: float) -> float:
    """The size of a source beside a label: the same step of its own scale."""
    return SOURCES[min(LABELS.index(label), len(SOURCES) - 1)]


def _room(count: int, frame: Frame) -> tuple[float, float]:
    """How wide a card is and how high it may become."""
    across = per_row(count, frame.width)
    rows = -(-count // across)
    return (
        (frame.width - GAP * (across - 1)) / across,
        (frame.height - GAP * (rows - 1)) / rows,
    )


def _height(figure: KeyFigure, width: float, chosen: Sizes) -> float:
    """How high a card has to be for its words."""
    room = width - 2 * PADDING
    height = chosen.value + lines(figure.label, chosen.label, room) * chosen.label
    if figure.source:
        height += lines(figure.source, chosen.source, room) * chosen.source
    return height * LINE + 2 * PADDING + (BEFORE_SOURCE if figure.source else 0)
