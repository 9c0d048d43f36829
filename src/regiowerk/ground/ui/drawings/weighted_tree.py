"""What is made up of what, from left to right: weight as thickness, progress as fill, dissent as a mark.

On a phone the same as an indented list.  A tree too long for a screen is folded: the last level that
does not fit is told as a number in the box above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.ui.drawings import layouts, scene, trees
from regiowerk.ground.ui.drawings.layouts import NAME, NARROW, NOTE, PHONE
from regiowerk.ground.ui.drawings.measure import wrap
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
from regiowerk.ground.ui.drawings.trees import Node

WIDE = 960.0
MOST_ROWS = 44  # boxes one below the other
PADDING = 8.0
APART = 8.0  # boxes one below the other
BETWEEN = 56.0  # two columns
INDENT = 18.0  # of the list
THICKEST = 26.0  # the line of what is everything
THINNEST = 1.2
BAR_WIDEST = 14.0  # beside the list
MARK = 8.5  # radius
BAR = 5.0  # height of the progress bar
MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Twig(trees.Box):
    """A box of the tree; `parent` is where it is drawn, `further` where it belongs as well.

    `weight` is its part of the whole, 0 to 1; `part` how much of the way is behind it, None: not measured;
    `note` says the same in words; `marks` counts who objects.
    """

    weight: float = 0.0
    part: float | None = None
    note: str = ""
    marks: int = 0
    address: str = ""
    further: tuple[str, ...] = ()
    folded: int = 0  # how many boxes below it are not drawn


def weighted_tree(
    twigs: Sequence[Twig],
    *,
    title: str,
    summary: str,
    table: TableTwin,
    source: str = "",
    width: float | None = None,
    most_rows: int = MOST_ROWS,
) -> Scene:
    """Return the tree in the order given; `table` is of all twigs, also of those folded away."""
    roots = trees.forest(_folded(twigs, most_rows))

    def scene_of(across: float) -> Scene:
        marks, height = _drawn(roots, across)
        return Scene(title, summary, across, height, tuple(marks), table, source)

    if width is not None:
        return scene_of(width)
    return replace(scene_of(WIDE), narrow=scene_of(NARROW))


def _folded(twigs: Sequence[Twig], most_rows: int) -> Sequence[Twig]:
    """The same without its deepest levels, as long as there are too many rows; one level always stays."""
    shown = list(twigs)
    while len(shown) > 1:
        roots = trees.forest(shown)
        nodes = [node for root in roots for node in root.walk()]
        deepest = max(node.depth for node in nodes)
        if not deepest or sum(root.leaves for root in roots) <= most_rows:
            return shown
        below: dict[str, int] = {}
        for node in nodes:
            if node.depth == deepest and node.box.parent:
                below[node.box.parent] = below.get(node.box.parent, 0) + 1 + node.box.folded
        kept = {node.box.key for node in nodes if node.depth < deepest}
        shown = [
            replace(
                twig,
                folded=twig.folded + below.get(twig.key, 0),
                further=tuple(key for key in twig.further if key in kept),
            )
            for twig in shown
            if twig.key in kept
        ]
    return shown


def _drawn(roots: tuple[Node[Twig], ...], width: float) -> tuple[list[Mark], float]:
    if not roots:
        return list(layouts.text([_("No goals yet")], 0, 4, NAME, tone=Tone.MUTED)), 24
    return _list(roots, width) if width < PHONE else _Columns(roots, width).drawn()


class _Columns:
    """Columns from the trunk on the left to the ends on the right."""

    def __init__(self, roots: tuple[Node[Twig], ...], width: float) -> None:
        self.roots, self.width = roots, width
        nodes = [node for root in roots for node in root.walk()]
        columns = max(node.depth for node in nodes) + 1
        self.box = (width - 2 - BETWEEN * (columns - 1)) / columns
        self.heights = {node.box.key: _height(node.box, self.box) for node in nodes}
        self.middles: dict[str, float] = {}

    def drawn(self) -> tuple[list[Mark], float]:
        top = 1.0
        boxes: list[Mark] = []
        for root in self.roots:
            boxes += self._put(root, top)
            top += self._room(root) + APART * 2
        return [*self._lines(), *boxes], top - APART * 2 + 1

    def _room(self, node: Node[Twig]) -> float:
        below = sum(self._room(child) for child in node.children)
        below += APART * max(len(node.children) - 1, 0)
        return max(self.heights[node.box.key], below)

    def _put(self, node: Node[Twig], top: float) -> list[Mark]:
        """Draw a node and what stands under it into the room that begins at `top`."""
        room, own = self._room(node), self.heights[node.box.key]
        middle = top + room / 2
        self.middles[node.box.key] = middle
        marks = _box(node, self._left(node.depth), middle - own / 2, self.box, own)
        below = sum(self._room(child) for child in node.children)
        below += APART * max(len(node.children) - 1, 0)
        at = top + (room - below) / 2
        for child in node.children:
            marks += self._put(child, at)
            at += self._room(child) + APART
        return marks

    def _left(self, depth: int) -> float:
        return 1.0 + depth * (self.box + BETWEEN)

    def _lines(self) -> list[Mark]:
        """From each box to those it is made up of, as thick as they weigh; to further parents dashed."""
        depths = {node.box.key: node.depth for root in self.roots for node in root.walk()}
        lines: list[Mark] = []
        for root in self.roots:
            for node in root.walk():
                start = self._left(node.depth) + self.box
                for child in node.children:
                    thick = max(child.box.weight * THICKEST, THINNEST)
                    lines.append(self._line(start, node.box.key, child, thick))
                for other in node.box.further:
                    edge = self._left(depths[other]) + self.box
                    lines.append(self._line(edge, other, node, THINNEST, dashed=True))
        return lines

    def _line(
        self, start: float, parent: str, child: Node[Twig], thick: float, *, dashed: bool = False
    ) -> Line:
        above, below = self.middles[parent], self.middles[child.box.key]
        end = self._left(child.depth)
        bend = start + (end - start) * (0.75 if dashed else 0.4)
        points = ((start, above), (bend, above), (bend, below), (end, below))
        return Line(points, Tone.MUTED if dashed else Tone.STEP_3, thick, dashed)


def _list(roots: tuple[Node[Twig], ...], width: float) -> tuple[list[Mark], float]:
    """Boxes one below the other, each level further in; a bar on the left is as thick as they weigh."""
    marks: list[Mark] = []
    y = 1.0
    for node in (node for root in roots for node in root.walk()):
        left = 1.0 + BAR_WIDEST + node.depth * INDENT
        room = width - left - 1
        down = _height(node.box, room)
        thick = max(node.box.weight * BAR_WIDEST, THINNEST)
        marks.append(
            Line(((left - thick / 2, y), (left - thick / 2, y + down)), Tone.STEP_3, thick)
        )
        marks += _box(node, left, y, room, down)
        y += down + APART
    return marks, y - APART + 1


def _box(node: Node[Twig], x: float, y: float, across: float, down: float) -> list[Mark]:
    twig = node.box
    is_root = node.depth == 0
    frame = scene.Box(
        x,
        y,
        across,
        down,
        Tone.ACCENT_SOFT if is_root else Tone.SURFACE,
        Tone.ACCENT if is_root else Tone.LINE,
        1.4 if is_root else 1.0,
        3,
        label=_told(twig),
        address=twig.address,
    )
    return [
        frame,
        *_bar(twig, x, y + down - BAR, across),
        *_words(twig, x, y, across),
        *_objections(twig, x + across, y),
    ]


def _bar(twig: Twig, x: float, y: float, across: float) -> list[Mark]:
    """How far it is, along the bottom; nothing where nothing is measured."""
    if twig.part is None:
        return []
    ground = scene.Box(x, y, across, BAR, Tone.STEP_1, Tone.NONE, radius=2)
    done = scene.Box(x, y, across * twig.part, BAR, Tone.STEP_4, Tone.NONE, radius=2)
    return [ground, done] if twig.part else [ground]


def _objections(twig: Twig, x: float, y: float) -> list[Mark]:
    """A round mark on the corner, with the number of those who object."""
    if not twig.marks:
        return []
    at = x - MARK - 3
    number = Words(
        at,
        layouts.base(y + MARK + 3, NOTE),
        str(twig.marks),
        NOTE,
        Tone.ON_ACCENT,
        Anchor.MIDDLE,
        bold=True,
    )
    return [
        Dot(at, y + MARK + 3, MARK, Tone.TODAY, Tone.GROUND, 1.0, _objecting(twig.marks)),
        number,
    ]


def _words(twig: Twig, x: float, y: float, across: float) -> list[Mark]:
    name, note = _lines_of(twig, across)
    left, top = x + PADDING, y + PADDING
    marks: list[Mark] = [*layouts.text(name, left, top, NOTE, bold=True)]
    if note:
        below = top + layouts.height(name, NOTE) + 3
        marks += layouts.text(note, left, below, NOTE - 1, tone=Tone.MUTED)
    return marks


def _lines_of(twig: Twig, across: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    room = across - 2 * PADDING
    beside = MARK * 2 + 4 if twig.marks else 0.0
    name = wrap(twig.name, NOTE, room - beside, bold=True, most=MOST_LINES)
    hidden = (
        ngettext("and one more below", "and %(count)d more below", twig.folded)
        % {"count": twig.folded}
        if twig.folded
        else ""
    )
    said = " · ".join(part for part in (twig.note, hidden) if part)
    return name, wrap(said, NOTE - 1, room, most=2) if said else ()


def _height(twig: Twig, across: float) -> float:
    name, note = _lines_of(twig, across)
    down = layouts.height(name, NOTE) + 2 * PADDING
    down += layouts.height(note, NOTE - 1) + 3 if note else 0
    return down + (BAR if twig.part is not None else 0)


def _told(twig: Twig) -> str:
    """What the pointer and the screen reader hear."""
    objecting = _objecting(twig.marks) if twig.marks else ""
    return ", ".join(part for part in (twig.name, twig.note, objecting) if part)


def _objecting(count: int) -> str:
    return ngettext("one objection", "%(count)d objections", count) % {"count": count}
