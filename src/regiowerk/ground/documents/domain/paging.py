"""A slide whose list or table has no room becomes several, told apart by "(1/2)"."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise

from regiowerk.ground.documents.domain import cards, layout, tables
from regiowerk.ground.documents.domain.deck import (
    Block,
    Bullets,
    Columns,
    Deck,
    KeyFigures,
    Section,
    Slide,
    Table,
)
from regiowerk.ground.documents.domain.layout import Frame


def paged(deck: Deck) -> Deck:
    """The same deck, on which everything has room."""
    slides: list[Slide | Section] = []
    for slide in deck.slides:
        slides += [slide] if isinstance(slide, Section) else _parts(slide)
    return replace(deck, slides=tuple(slides))


def _parts(slide: Slide) -> list[Slide]:
    bodies = _bodies(slide.body, layout.body(slide.title))
    if len(bodies) > 1:  # the number makes the title longer
        bodies = _bodies(slide.body, layout.body(f"{slide.title} (9/9)"))
    if len(bodies) == 1:
        return [replace(slide, body=bodies[0])]
    return [
        replace(slide, title=f"{slide.title} ({number}/{len(bodies)})", body=body)
        for number, body in enumerate(bodies, 1)
    ]


def _bodies(body: Block | Columns, frame: Frame) -> list[Block] | list[Columns]:
    """What each slide shows; beside a block that goes on, the other one is shown again."""
    if not isinstance(body, Columns):
        return _split(body, frame)
    left, right = layout.columns(body.share, frame)
    lefts, rights = _split(body.left, left), _split(body.right, right)
    count = max(len(lefts), len(rights))
    return [
        replace(body, left=lefts[min(at, len(lefts) - 1)], right=rights[min(at, len(rights) - 1)])
        for at in range(count)
    ]


def _split(block: Block, frame: Frame) -> list[Block]:
    match block:
        case Bullets():
            return list(_lists(block, frame))
        case Table():
            return list(_tables(block, frame))
        case KeyFigures():
            return list(_figures(block, frame))
        case _:
            return [block]


def _lists(block: Bullets, frame: Frame) -> list[Bullets]:
    size = layout.LIST_SIZES[-1]
    for count in range(1, len(block.items) + 1):
        parts = _numbered(block, _shares(block.items, count))
        if all(layout.list_height(part, size, frame.width) <= frame.height for part in parts):
            return parts
    return _numbered(block, [(item,) for item in block.items]) or [block]


def _numbered(block: Bullets, shares: list[tuple[str, ...]]) -> list[Bullets]:
    """Parts of a list; numbers go on where the part before ended."""
    firsts = accumulate((len(items) for items in shares), initial=block.first)
    return [
        replace(block, items=items, first=first)
        for items, first in zip(shares, firsts, strict=False)
    ]


def _tables(block: Table, frame: Frame) -> list[Table]:
    size = tables.SIZES[-1]
    twin = block.twin
    for count in range(1, len(twin.rows) + 1):
        parts = [Table(replace(twin, rows=rows)) for rows in _shares(twin.rows, count)]
        heights = [tables.measure(part.twin, size, frame.width).height for part in parts]
        if max(heights) <= frame.height:
            return parts
    return [Table(replace(twin, rows=(row,))) for row in twin.rows] or [block]


def _figures(block: KeyFigures, frame: Frame) -> list[KeyFigures]:
    count = -(-len(block.figures) // cards.capacity(frame))
    return [KeyFigures(figures) for figures in _shares(block.figures, count)] or [block]


def _shares[T](items: tuple[T, ...], count: int) -> list[tuple[T, ...]]:
    """The items in so many parts as equal as possible, in order."""
    if not items:
        return [items]
    bounds = [len(items) * at // count for at in range(count + 1)]
    return [items[low:high] for low, high in pairwise(bounds)]
