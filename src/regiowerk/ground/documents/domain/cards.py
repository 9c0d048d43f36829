"""Where the cards of key figures stand."""

from __future__ import annotations

from regiowerk.ground.documents.domain.deck import KeyFigure
from regiowerk.ground.documents.domain.layout import LINE, Frame, largest, lines

GAP = 18.0
PADDING = 16.0
LEAST_WIDTH, LEAST_HEIGHT = 190.0, 96.0
VALUE_SIZES = (48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0)
LABEL_SIZE = 17.0
SOURCE_SIZE = 11.0
BEFORE_SOURCE = 8.0


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
    rows = -(-len(figures) // across)
    wide = (frame.width - GAP * (across - 1)) / across
    most = (frame.height - GAP * (rows - 1)) / rows
    high = min(most, max(_height(figure, wide, VALUE_SIZES[0]) for figure in figures))
    return tuple(
        Frame(
            frame.x + at % across * (wide + GAP), frame.y + at // across * (high + GAP), wide, high
        )
        for at in range(len(figures))
    )


def value_size(figures: tuple[KeyFigure, ...], card: Frame) -> float:
    """One size for the values of all cards, so that the longest one fits on a line."""
    room = card.width - 2 * PADDING
    line = Frame(0, 0, room, VALUE_SIZES[0] * LINE)
    wanted = min(largest(figure.value, line, VALUE_SIZES, bold=True) for figure in figures)
    for size in (size for size in VALUE_SIZES if size <= wanted):
        if all(_fits(figure, card, size) for figure in figures):
            return size
    return VALUE_SIZES[-1]


def _fits(figure: KeyFigure, card: Frame, size: float) -> bool:
    room = card.width - 2 * PADDING
    if lines(figure.value, size, room, bold=True) > 1:
        return False
    return _height(figure, card.width, size) <= card.height + 0.1


def _height(figure: KeyFigure, width: float, size: float) -> float:
    """How high a card has to be for its words."""
    room = width - 2 * PADDING
    height = size + lines(figure.label, LABEL_SIZE, room) * LABEL_SIZE
    if figure.source:
        height += lines(figure.source, SOURCE_SIZE, room) * SOURCE_SIZE
    return height * LINE + 2 * PADDING + (BEFORE_SOURCE if figure.source else 0)
