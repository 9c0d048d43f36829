"""The tree of codes: who stands under whom, what was merged into what, and which moves are none.

Pure.  A merged code keeps its place and what was coded with it; whoever reads follows it to the code
it now stands for.  Names are unique among the children of one code only.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

BETWEEN = " › "


class CircleError(Exception):
    """A code would stand above itself, or for itself."""


class NameTakenError(Exception):
    """Another code of this name stands at the same place."""


@dataclass(frozen=True, slots=True)
class Node:
    """A code as the tree sees it."""

    id: int
    parent: int | None
    name: str
    position: int = 0
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """From how many sources a code comes: by itself, and with everything below it."""

    own: int
    with_below: int


@dataclass(frozen=True)
class CodeTree:
    """All codes of a codebook, the merged ones too."""

    nodes: Mapping[int, Node]

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> CodeTree:
        return cls({node.id: node for node in nodes})

    @cached_property
    def _children(self) -> Mapping[int | None, tuple[Node, ...]]:
        found: dict[int | None, list[Node]] = {}
        for node in self.nodes.values():
            if node.merged_into is None:
                found.setdefault(self.parent(node.id), []).append(node)
        key = {parent: sorted(nodes, key=_place) for parent, nodes in found.items()}
        return {parent: tuple(nodes) for parent, nodes in key.items()}

    def standing(self, code: int) -> int:
        """The code that counts for another one: the last it was merged into, else itself."""
        seen = {code}
        while (into := self.nodes[code].merged_into) is not None:
            if into in seen:
                raise CircleError
            seen.add(into)
            code = into
        return code

    def parent(self, code: int) -> int | None:
        """Under which standing code one stands."""
        above = self.nodes[code].parent
        return None if above is None else self.standing(above)

    def children(self, code: int | None) -> tuple[Node, ...]:
        """The standing codes right below one, in their order; None: the roots."""
        return self._children.get(code, ())

    def walk(self, under: int | None = None, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Every standing code with its depth, as one reads: parents before children."""
        for node in self.children(under):
            yield depth, node
            yield from self.walk(node.id, depth + 1)

    def ancestors(self, code: int) -> tuple[int, ...]:
        """The codes above one, the root first."""
        found: list[int] = []
        above = self.parent(code)
        while above is not None:
            if above in found:
                raise CircleError
            found.append(above)
            above = self.parent(above)
        return tuple(reversed(found))

    def names(self, code: int) -> tuple[str, ...]:
        """The names from the root down to a code."""
        return tuple(self.nodes[one].name for one in (*self.ancestors(code), code))

    def path(self, code: int) -> str:
        """Where a code stands, in one line: "Obstacles › Staff"."""
        return BETWEEN.join(self.names(code))

    def by_path(self) -> dict[str, int]:
        """The standing codes by their paths."""
        return {self.path(node.id): node.id for _depth, node in self.walk()}

    def below(self, code: int) -> frozenset[int]:
        """A code and the standing ones below it."""
        return frozenset((code, *(node.id for _depth, node in self.walk(code))))

    def counted_as(self, codes: Iterable[int]) -> frozenset[int]:
        """Some standing codes and all that were merged into them."""
        wanted = frozenset(codes)
        return frozenset(one for one in self.nodes if self.standing(one) in wanted)

    def check_name(self, name: str, under: int | None, *, but: int | None = None) -> None:
        """Raises NameTakenError if a child of this name stands there; its case does not matter."""
        for node in self.children(under):
            if node.id != but and node.name.casefold() == name.casefold():
                raise NameTakenError(name)

    def check_move(self, code: int, under: int | None) -> None:
        """Raises CircleError or NameTakenError for a place where a code cannot stand."""
        if under is not None and under in self.below(code):
            raise CircleError
        self.check_name(self.nodes[code].name, under, but=code)

    def check_merge(self, code: int, into: int) -> None:
        """Raises CircleError or NameTakenError where one code cannot stand for another."""
        if into in self.below(code):
            raise CircleError
        for child in self.children(code):
            self.check_name(child.name, into, but=child.id)

    def check_restore(self, code: int) -> None:
        """Raises NameTakenError if meanwhile another code has its name there."""
        self.check_name(self.nodes[code].name, self.parent(code), but=code)

    def counts[Source: Hashable](self, sources: Mapping[int, Iterable[Source]]) -> dict[int, Count]:
        """From how many different sources each standing code comes, rolled up the tree."""
        own: dict[int, set[Source]] = {}
        for code, found in sources.items():
            own.setdefault(self.standing(code), set()).update(found)
        together: dict[int, set[Source]] = {}
        for _depth, node in reversed(list(self.walk())):
            gathered = set(own.get(node.id, ()))
            for child in self.children(node.id):
                gathered |= together[child.id]
            together[node.id] = gathered
        return {code: Count(len(own.get(code, ())), len(all_)) for code, all_ in together.items()}


def _place(node: Node) -> tuple[int, str, int]:
    return (node.position, node.name.casefold(), node.id)
