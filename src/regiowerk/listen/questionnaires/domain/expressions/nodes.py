"""What paths walk on: a tree of named nodes with one typed value each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

type Scalar = str | float | bool | date


class Node:
    """One node.  A hidden node is kept, but every expression reads it as blank."""

    __slots__ = ("attributes", "children", "is_hidden", "name", "parent", "scalar")

    def __init__(
        self, name: str, parent: Node | None = None, scalar: Scalar = "", *, is_hidden: bool = False
    ) -> None:
        self.name = name
        self.parent = parent
        self.scalar = scalar
        self.is_hidden = is_hidden
        self.children: dict[str, list[Node]] = {}
        self.attributes: dict[str, str] = {}

    def add(self, child: Node) -> None:
        """Put a child behind those of its name."""
        self.children.setdefault(child.name, []).append(child)

    def seen(self) -> Scalar:
        """The value expressions read."""
        return "" if self.is_hidden else self.scalar

    def siblings(self) -> list[Node]:
        """All nodes of the same name around this one, itself included."""
        return self.parent.children.get(self.name, [self]) if self.parent else [self]

    def inside(self) -> Iterator[Node]:
        """This node and everything below it, in order."""
        yield self
        for alike in self.children.values():
            for child in alike:
                yield from child.inside()


type Nodes = list[Node]
type Result = Scalar | Nodes
