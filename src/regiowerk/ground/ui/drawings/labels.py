"""Labels that never overlap: the weightiest choose first, who finds no room stays without."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from regiowerk.ground.ui.drawings.measure import ASCENT, DESCENT, LINE_HEIGHT, Block, width
from regiowerk.ground.ui.drawings.scene import Anchor, Tone, Words

GAP = 4.0  # between two labels
MARGIN = 3.0  # between a label and the border of its shape
MOSTLY_INSIDE = 0.7  # least share of a label within its own shape
STEPS_AROUND = (  # in sizes of the letters, near ones first
    (0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1), (0, 2), (0, -2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to set a label: its lines, where, and whether it needs a rim to be read there."""

    lines: tuple[str, ...]
    block: Block
    anchor: Anchor = Anchor.MIDDLE
    halo: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """A label with the offers it would take, best first."""

    weight: float
    key: str
    size: float
    offers: tuple[Offer, ...]
    bold: bool = False
    tone: Tone = Tone.INK  # where no rim is needed; with a rim always ink
    needs_halo: bool = False


def block(
    lines: Sequence[str],
    size: float,
    x: float,
    y: float,
    *,
    bold: bool = False,
    anchor: Anchor = Anchor.MIDDLE,
) -> Block:
    """Return the room lines take whose middle is at height y and whose anchor is at x."""
    across = max(width(line, size, bold=bold) for line in lines)
    down = size * (ASCENT + DESCENT + LINE_HEIGHT * (len(lines) - 1))
    left = x - {Anchor.START: 0.0, Anchor.MIDDLE: across / 2, Anchor.END: across}[anchor]
    return Block(left, y - down / 2, left + across, y + down / 2)


def place(
    wishes: Iterable[Wish], frame: Block, taken: Iterable[Block] = ()
) -> list[tuple[Wish, Offer]]:
    """Return for each wish that finds room the offer it takes; heavier wishes choose first."""
    board = _Board()
    for occupied in taken:
        board.add(occupied)
    chosen = []
    for wish in sorted(wishes, key=lambda wish: (-wish.weight, wish.key)):
        for offer in wish.offers:
            if offer.block.within(frame) and board.is_free(offer.block):
                board.add(offer.block)
                chosen.append((wish, offer))
                break
    return chosen


def words(wish: Wish, offer: Offer) -> tuple[Words, ...]:
    """Return the lines of a placed label as marks."""
    room = offer.block
    x = {
        Anchor.START: room.left,
        Anchor.MIDDLE: (room.left + room.right) / 2,
        Anchor.END: room.right,
    }[offer.anchor]
    first = room.top + ASCENT * wish.size
    halo = offer.halo or wish.needs_halo
    return tuple(
        Words(
            x=x,
            y=first + number * LINE_HEIGHT * wish.size,
            text=line,
            size=wish.size,
            tone=Tone.INK if halo else wish.tone,
            anchor=offer.anchor,
            bold=wish.bold,
            halo=halo,
        )
        for number, line in enumerate(offer.lines)
    )


def offers_inside(
    layouts: Sequence[tuple[str, ...]],
    size: float,
    shape: BaseGeometry,
    centre: Sequence[float],
    *,
    bold: bool = False,
) -> tuple[Offer, ...]:
    """Return ways to set a label into a shape, best first: wholly inside, then across its border.

    A label that leaves the shape gets a rim; one that lies mostly outside is not offered.
    """
    rooms = [(lines, block(lines, size, 0, 0, bold=bold)) for lines in layouts]
    blocks = [
        (lines, room.moved(x, y))
        for lines, room in rooms
        if room.area * MOSTLY_INSIDE <= shape.area
        for x, y in (*_roomiest(shape, room), *_around(shape, centre, size))
    ]
    if not blocks:
        return ()
    boxes = shapely.box(*np.array([(b.left, b.top, b.right, b.bottom) for _, b in blocks]).T)
    shapely.prepare(shape)
    inside = shapely.contains(shape, boxes)
    crossing = np.flatnonzero(~inside)
    share = np.ones(len(blocks))
    common = shapely.area(shapely.intersection(boxes[crossing], shape))
    share[crossing] = common / shapely.area(boxes[crossing])
    ranked = sorted(range(len(blocks)), key=lambda i: (-round(float(share[i]), 2), i))
    return tuple(Offer(*blocks[i], halo=not inside[i]) for i in ranked if share[i] >= MOSTLY_INSIDE)


def _roomiest(shape: BaseGeometry, room: Block) -> tuple[tuple[float, float], ...]:
    """Return the middle of all positions at which the label lies inside the shape, if there are any.

    Exact for convex shapes: where all four corners of the block are inside.
    """
    if room.area > shape.area:
        return ()
    across, down = room.right + MARGIN, room.bottom + MARGIN
    corners = np.array([(across, down), (-across, down), (across, -down), (-across, -down)])
    middles = shapely.intersection_all(
        [shapely.transform(shape, corner.__add__) for corner in corners]
    )
    if not middles.area:
        return ()
    middle = middles.centroid
    return ((middle.x, middle.y),)


def _around(
    shape: BaseGeometry, centre: Sequence[float], size: float
) -> Iterable[tuple[float, float]]:
    """Yield middles for a label: the middle of the shape, its centre, then steps around."""
    middle = shape.centroid
    starts = [(middle.x, middle.y)] if shape.area else []
    starts.append((float(centre[0]), float(centre[1])))
    for across, down in STEPS_AROUND:
        for x, y in starts:
            yield x + across * size, y + down * size


class _Board:
    """Remembers occupied blocks by squares, so that looking up does not grow with their number."""

    SQUARE = 48.0

    def __init__(self) -> None:
        self.squares: dict[tuple[int, int], list[Block]] = {}

    def add(self, occupied: Block) -> None:
        for square in self._squares(occupied):
            self.squares.setdefault(square, []).append(occupied)

    def is_free(self, wanted: Block) -> bool:
        return not any(
            wanted.overlaps(other, gap=GAP)
            for square in self._squares(wanted)
            for other in self.squares.get(square, ())
        )

    def _squares(self, room: Block) -> Iterable[tuple[int, int]]:
        columns = range(self._index(room.left - GAP), self._index(room.right + GAP) + 1)
        rows = range(self._index(room.top - GAP), self._index(room.bottom + GAP) + 1)
        return ((column, row) for column in columns for row in rows)

    def _index(self, value: float) -> int:
        return math.floor(value / self.SQUARE)
