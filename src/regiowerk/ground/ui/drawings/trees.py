"""A forest in order: who stands under whom, checked once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regiowerk.ground.ui.drawings.layouts import DrawingError


@dataclass(frozen=True, slots=True)
class Box:
    """A body: its name, what it does and who belongs to it; `parent` is the key of another one."""

    key: str
    parent: str | None
    name: str
    task: str = ""
    members: str = ""


@dataclass(frozen=True, slots=True)
class Node[Kind: Box = Box]:
    """A box with those below it, in the order they were given."""

    box: Kind
    depth: int
    children: tuple[Node[Kind], ...]

    @property
    def leaves(self) -> int:
        return sum(child.leaves for child in self.children) or 1

    @property
    def widest(self) -> int:
        """Return the greatest number of children of one node."""
        return max(len(self.children), *(child.widest for child in self.children), 0)

    def walk(self) -> Iterator[Node[Kind]]:
        """Yield the node and everything below it, from the top down."""
        yield self
        for child in self.children:
            yield from child.walk()


def forest[Kind: Box](boxes: Sequence[Kind]) -> tuple[Node[Kind], ...]:
    """Return the roots with everything below them; refuse what is no forest."""
    keys = [box.key for box in boxes]
    known = set(keys)
    if len(known) < len(keys):
        twice = sorted({key for key in keys if keys.count(key) > 1})
        message = f"keys of boxes are unique, but there are several {', '.join(twice)}"
        raise DrawingError(message)
    below: dict[str, list[Kind]] = {}
    for box in boxes:
        if box.parent and box.parent not in known:
            message = f"{box.key!r} stands under {box.parent!r}, which is no box"
            raise DrawingError(message)
        below.setdefault(box.parent or "", []).append(box)
    roots = tuple(_node(box, 0, below) for box in below.get("", ()))
    reached = {node.box.key for root in roots for node in root.walk()}
    if reached != known:
        message = f"these boxes stand under themselves: {', '.join(sorted(known - reached))}"
        raise DrawingError(message)
    return roots


def _node[Kind: Box](box: Kind, depth: int, below: dict[str, list[Kind]]) -> Node[Kind]:
    children = tuple(_node(child, depth + 1, below) for child in below.get(box.key, ()))
    return Node(box, depth, children)
