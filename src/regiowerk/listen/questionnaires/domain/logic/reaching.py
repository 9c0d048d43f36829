"""The way from the owner of an expression to another place: up to what both share, then down."""

from __future__ import annotations

from dataclasses import dataclass

from regiowerk.listen.questionnaires.domain.expressions.compiling import Finder
from regiowerk.listen.questionnaires.domain.expressions.nodes import Node, Nodes
from regiowerk.listen.questionnaires.domain.expressions.running import Run
from regiowerk.listen.questionnaires.domain.logic.spots import Spot


@dataclass(frozen=True, slots=True)
class Way:
    """`ups` parents up, then down by name; `shared` row ids stay the same on it."""

    target: Spot
    ups: int
    names: tuple[str, ...]
    shared: int
    is_plural: bool


def way_between(owner: Spot, target: Spot) -> Way:
    """The way a reference takes: within the same rows as far as both stand in the same repeats.

    A repeat itself means all its rows, also from inside: `count(${rows})`.
    """
    mine, theirs = owner.line(), target.line()
    if owner.is_repeat:
        mine = mine[:-1]
    if target.is_repeat:
        theirs = theirs[:-1]
    common = sum(1 for one, other in zip(mine, theirs, strict=False) if one is other)
    return way_through(owner, mine[common - 1], target)


def way_through(owner: Spot, meeting: Spot, target: Spot) -> Way:
    """The way up to a place above the owner and down from there."""
    down = target.line()[meeting.depth + 1 :]
    return Way(
        target=target,
        ups=owner.depth - meeting.depth,
        names=tuple(spot.name for spot in down),
        shared=len(meeting.rows),
        is_plural=any(spot.is_repeat for spot in down),
    )


def find_one(way: Way) -> Finder:
    """The one node of a way that enters no repeat."""
    ups, names = way.ups, way.names

    def find(here: Node, run: Run) -> Nodes:
        node: Node = run.current
        for _ in range(ups):
            node = node.parent  # type: ignore[assignment]  # a way never leads above the root
        for name in names:
            node = node.children[name][0]
        run.steps -= 1
        return [node]

    return find


def find_all(way: Way) -> Finder:
    """All nodes of a way that enters a repeat, without the hidden ones."""
    ups, names = way.ups, way.names

    def find(here: Node, run: Run) -> Nodes:
        node: Node = run.current
        for _ in range(ups):
            node = node.parent  # type: ignore[assignment]  # a way never leads above the root
        nodes = [node]
        for name in names:
            nodes = [child for each in nodes for child in each.children[name]]
            run.spend(len(nodes) + 1)
        return [each for each in nodes if not each.is_hidden]

    return find
