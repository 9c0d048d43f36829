"""Where the cards of key figures stand."""

from __future__ import annotations

from dataclasses import dataclass

from regiowerk.ground.documents.domain.deck import KeyFigure
from regiowerk.ground.documents.domain.face import lines
from regiowerk.ground.documents.domain.layout import LINE, Frame

GAP = 18.0
PADDING = 16.0
LEAST_WIDTH, LEAST_HEIGHT = 190.0, 96.0
VALUES = (56.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0)
LABELS = (24.0, 22.0, 20.0, 18.0, 17.0, 16.0)
SOURCES = (14.0, 13.0, 12.0, 11.0)
BEFORE_SOURCE = 8.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type on the cards of one slide: the figure, what it counts, where it is from."""

    value: float
    label: float
    source: float


@dataclass(frozen=True, slots=True)
class Rows:
    """Cards in rows: how many side by side, how wide each, how high it may become, its type."""

    across: int
    width: float
    most: float
    sizes: Sizes


def capacity(room: Frame) -> int:
    """How many cards have room in a frame without becoming too flat."""
    return _fitting(room) * max(1, int((room.height + GAP) // (LEAST_HEIGHT + GAP)))


def _fitting(room: Frame) -> int:
    return max(1, min(4, int((room.width + GAP) // (LEAST_WIDTH + GAP))))


def rows_of(figures: tuple[KeyFigure, ...], frame: Frame) -> Rows:
    """Full rows where there are any, then those with the largest type, then the fewest."""
    count, fitting = len(figures), _fitting(frame)
    found = [
        _rows(figures, frame, across)
        for across in range(min(2, count, fitting), min(count, fitting) + 1)
    ]
    return max(
        found,
        key=lambda rows: (
            count % rows.across == 0,
            rows.sizes.value + rows.sizes.label,
            rows.across,
        ),
    )


def _rows(figures: tuple[KeyFigure, ...], frame: Frame, across: int) -> Rows:
    rows = -(-len(figures) // across)
    wide = (frame.width - GAP * (across - 1)) / across
    most = (frame.height - GAP * (rows - 1)) / rows
    return Rows(across, wide, most, _sizes(figures, wide, most))


def cards(figures: tuple[KeyFigure, ...], frame: Frame) -> tuple[tuple[Frame, ...], Sizes]:
    """The frame of every card, in rows from the upper left, all of one size, and their type."""
    rows = rows_of(figures, frame)
    high = min(rows.most, max(_height(figure, rows.width, rows.sizes) for figure in figures))
    right, down = rows.width + GAP, high + GAP
    frames = tuple(
        Frame(
            frame.x + at % rows.across * right,
            frame.y + at // rows.across * down,
            rows.width,
            high,
        )
        for at in range(len(figures))
    )
    return frames, rows.sizes


def _sizes(figures: tuple[KeyFigure, ...], wide: float, most: float) -> Sizes:
    """The largest type at which every card holds its words, the figure on one line."""
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


def _height(figure: KeyFigure, width: float, chosen: Sizes) -> float:
    """How high a card has to be for its words."""
    room = width - 2 * PADDING
    height = chosen.value + lines(figure.label, chosen.label, room) * chosen.label
    if figure.source:
        height += lines(figure.source, chosen.source, room) * chosen.source
    return height * LINE + 2 * PADDING + (BEFORE_SOURCE if figure.source else 0)
