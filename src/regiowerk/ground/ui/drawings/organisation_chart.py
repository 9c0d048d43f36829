"""Who works with whom: bodies as boxes from the top down, on a phone as an indented list."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings import layouts, scene, trees
from regiowerk.ground.ui.drawings.layouts import NAME, NOTE, PHONE
from regiowerk.ground.ui.drawings.measure import wrap
from regiowerk.ground.ui.drawings.scene import Line, Mark, Scene, TableTwin, Tone
from regiowerk.ground.ui.drawings.trees import Box, Node

__all__ = ["Box", "organisation_chart"]

MOST_CHILDREN = 4  # more side by side become a list
LEAST_WIDTH = 138.0  # of a box: in a narrower one every word would break
MOST_WIDTH = 250.0
PADDING = 11.0
BETWEEN = 16.0  # boxes side by side
DOWN = 34.0  # between two levels
INDENT = 24.0  # of the list
BELOW = 10.0  # between two boxes of the list
SIDE_BY_SIDE = 420.0  # in a box wider than this the task stands beside the name
MOST_INDENT = 4  # levels; deeper ones stand as far in as these


def organisation_chart(
    boxes: Sequence[Box],
    *,
    title: str,
    summary: str,
    source: str = "",
    width: float | None = None,
) -> Scene:
    """Return the bodies in their order, each below its parent; there may be several at the top."""
    roots = trees.forest(boxes)
    table = _table(boxes, title)

    def scene_of(across: float) -> Scene:
        marks, height = _drawn(roots, across)
        return Scene(title, summary, across, height, tuple(marks), table, source)

    return layouts.for_page(scene_of, width)


def _drawn(roots: tuple[Node, ...], width: float) -> tuple[list[Mark], float]:
    if not roots:
        return list(layouts.text([_("No bodies yet")], 0, 4, NAME, tone=Tone.MUTED)), 24
    leaves = sum(root.leaves for root in roots)
    box = min((width - 2 - BETWEEN * (leaves - 1)) / leaves, MOST_WIDTH)
    widest = max(len(roots), *(root.widest for root in roots))
    if width < PHONE or widest > MOST_CHILDREN or box < LEAST_WIDTH:
        return _list(roots, width)
    return _tree(roots, width, box)


def _tree(roots: tuple[Node, ...], width: float, box: float) -> tuple[list[Mark], float]:
    """Return boxes top-down: each parent over the middle of its children, levels on one line."""
    heights = _level_heights(roots, box)
    tops = [1.0 + sum(heights[:level]) + DOWN * level for level in range(len(heights))]
    leaves = sum(root.leaves for root in roots)
    left = (width - leaves * box - (leaves - 1) * BETWEEN) / 2
    lines: list[Mark] = []
    marks: list[Mark] = []

    def put(node: Node, first: float) -> float:
        """Draw a node whose leaves begin at `first`; return the middle of its box."""
        top, below = tops[node.depth], heights[node.depth]
        at, middles = first, []
        for child in node.children:
            middles.append(put(child, at))
            at += child.leaves * (box + BETWEEN)
        middle = (middles[0] + middles[-1]) / 2 if middles else first + box / 2
        marks.extend(_box(node, middle - box / 2, top, box, below))
        lines.extend(_connectors(middle, top + below, middles))
        return middle

    for root in roots:
        put(root, left)
        left += root.leaves * (box + BETWEEN)
    return [*lines, *marks], tops[-1] + heights[-1] + 1


def _level_heights(roots: tuple[Node, ...], box: float) -> list[float]:
    nodes = [node for root in roots for node in root.walk()]
    depth = max(node.depth for node in nodes)
    return [
        max(_height(node.box, 0, box) for node in nodes if node.depth == level)
        for level in range(depth + 1)
    ]


def _connectors(x: float, bottom: float, middles: Sequence[float]) -> list[Mark]:
    """Return the lines from a box down to its children, with right angles only."""
    if not middles:
        return []
    bus, end = bottom + DOWN / 2, bottom + DOWN
    lines = [Line(((x, bottom), (x, bus)), Tone.MUTED, 1.4)]
    if len(middles) > 1:
        lines.append(Line(((middles[0], bus), (middles[-1], bus)), Tone.MUTED, 1.4))
    lines += [Line(((middle, bus), (middle, end)), Tone.MUTED, 1.4) for middle in middles]
    return list(lines)


def _list(roots: tuple[Node, ...], width: float) -> tuple[list[Mark], float]:
    """Return boxes one below the other, each level further in, joined by a line on the left."""
    marks: list[Mark] = []
    lines: list[Mark] = []
    y = 1.0
    spines: dict[int, float] = {}  # by level: where the line to its children has come to
    for node in (node for root in roots for node in root.walk()):
        left = 1.0 + min(node.depth, MOST_INDENT) * INDENT
        room = width - left - 1
        down = _height(node.box, left, room)
        if node.depth:
            spine = 1.0 + (min(node.depth, MOST_INDENT) - 1) * INDENT + INDENT / 2
            bend = y + min(down / 2, 24)
            start = spines[node.depth]
            lines.append(Line(((spine, start), (spine, bend), (left, bend)), Tone.MUTED, 1.4))
            spines[node.depth] = bend
        elif y > 1:
            y += BELOW
        marks += _box(node, left, y, room, down)
        spines[node.depth + 1] = y + down
        y += down + BELOW
    return [*lines, *marks], y - BELOW + 1


def _box(node: Node, x: float, y: float, across: float, down: float) -> list[Mark]:
    is_root = node.depth == 0
    fill = Tone.ACCENT_SOFT if is_root else Tone.SURFACE
    stroke = Tone.ACCENT if is_root else Tone.LINE
    weight = 1.4 if is_root else 1.0
    form = scene.Box(x, y, across, down, fill, stroke, weight, 4, label=_told(node.box))
    words, _down = _words(node.box, x, y, across)
    return [form, *words]


def _height(box: Box, x: float, across: float) -> float:
    _marks, down = _words(box, x, 0, across)
    return down


def _words(box: Box, x: float, y: float, across: float) -> tuple[list[Mark], float]:
    """Return name, task and members within a box, and how high it has to be.

    A wide box has its name on the left and the rest on the right.
    """
    left, top = x + PADDING, y + PADDING
    right, is_wide = x + across - PADDING, across > SIDE_BY_SIDE
    middle = (x + across) / 2  # the same for all boxes of a list, which all end on the right
    room = middle - PADDING - left if is_wide else right - left
    name = wrap(box.name, NAME, room, bold=True)
    marks: list[Mark] = [*layouts.text(name, left, top, NAME, bold=True)]
    bottom = top + layouts.height(name, NAME)
    rest, end = (middle, top) if is_wide else (left, bottom + 5)
    for text, tone in ((box.task, Tone.INK), (box.members, Tone.MUTED)):
        if text:
            lines = wrap(text, NOTE, right - rest)
            marks += layouts.text(lines, rest, end, NOTE, tone=tone)
            bottom = max(bottom, end + layouts.height(lines, NOTE))
            end += layouts.height(lines, NOTE) + 5
    return marks, bottom + PADDING - y


def _told(box: Box) -> str:
    return f"{box.name}: {box.task}" if box.task else box.name


def _table(boxes: Sequence[Box], title: str) -> TableTwin:
    names = {box.key: box.name for box in boxes}
    rows = tuple(
        (box.name, box.task, box.members, names.get(box.parent or "", "")) for box in boxes
    )
    return TableTwin(title, (_("Body"), _("Task"), _("Members"), _("Stands under")), rows)
