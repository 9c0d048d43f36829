"""The shape of a goal tree: which goal stands under which, and with what share.  Pure.

Guiding goals stand at the top, goals under guiding goals or goals, measures under either.  A measure may
serve several parents with shares in whole percent that sum to exactly 100; everything else has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

WHOLE = 100  # percent
DEEPEST = 6  # levels on top of each other that a page can still show


class Level(StrEnum):
    """How far down a goal stands: what it is all for, what is to be reached, what is done."""

    GUIDING = "guiding"
    GOAL = "goal"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Node:
    """A goal as the tree sees it; siblings are ordered by position, then id."""

    id: int
    level: Level
    position: int


@dataclass(frozen=True, slots=True)
class Branch:
    """Where a goal hangs: its parent, None at the top; the share of it that serves this parent."""

    goal: int
    parent: int | None
    share: int = WHOLE


@dataclass(frozen=True, slots=True)
class Place:
    """A goal where it is read; a measure of several parents is read under each of them."""

    number: tuple[int, ...]  # 2.1 is the first under the second
    goal: int
    branch: Branch
    is_again: bool  # it was read before, under another parent

    @property
    def depth(self) -> int:
        return len(self.number) - 1


class CircleError(ValueError):
    """A goal would stand above itself."""


class LevelError(ValueError):
    """A goal would stand where one of its level cannot."""


class DepthError(ValueError):
    """More levels on top of each other than DEEPEST."""


class SharesError(ValueError):
    """Shares that do not sum to exactly 100, or of which one is below 1."""

    def __init__(self, total: int) -> None:
        super().__init__(total)
        self.total = total


class SeveralParentsError(ValueError):
    """Something other than a measure with more than one parent."""


@dataclass(frozen=True)
class Tree:
    """Goals and where they hang; nothing is checked before `check`."""

    nodes: Mapping[int, Node]
    branches: tuple[Branch, ...]

    @cached_property
    def children(self) -> Mapping[int | None, tuple[Branch, ...]]:
        """What hangs under each goal, in order; under None the top."""
        below: dict[int | None, list[Branch]] = {}
        for branch in sorted(self.branches, key=lambda branch: self._place(branch.goal)):
            below.setdefault(branch.parent, []).append(branch)
        return {parent: tuple(branches) for parent, branches in below.items()}

    @cached_property
    def parents(self) -> Mapping[int, tuple[Branch, ...]]:
        """The branches on which each goal hangs, in the order of the parents."""
        above: dict[int, list[Branch]] = {}
        for branch in sorted(self.branches, key=lambda branch: self._place(branch.parent)):
            above.setdefault(branch.goal, []).append(branch)
        return {goal: tuple(branches) for goal, branches in above.items()}

    def below(self, goal: int | None) -> tuple[Branch, ...]:
        return self.children.get(goal, ())

    def outline(self) -> Iterator[Place]:
        """The tree as it is read: a goal, then what stands under it."""
        seen: set[int] = set()

        def walk(parent: int | None, above: tuple[int, ...]) -> Iterator[Place]:
            for count, branch in enumerate(self.below(parent), start=1):
                yield Place((*above, count), branch.goal, branch, branch.goal in seen)
                seen.add(branch.goal)
                yield from walk(branch.goal, (*above, count))

        yield from walk(None, ())

    def under(self, goal: int) -> frozenset[int]:
        """Everything below a goal, itself left out."""
        found: set[int] = set()
        waiting = [branch.goal for branch in self.below(goal)]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting += [branch.goal for branch in self.below(here)]
        return frozenset(found)

    def way_up(self, goal: int) -> tuple[int, ...]:
        """The goals above, from the top down; through the first parent where there are several."""
        way: list[int] = []
        branches = self.parents.get(goal, ())
        while branches and (above := branches[0].parent) is not None and above not in way:
            way.insert(0, above)
            branches = self.parents.get(above, ())
        return tuple(way)

    def hung(self, goal: int, shares: Mapping[int | None, int]) -> Tree:
        """The same tree with a goal under these parents; errors as `check`."""
        others = tuple(branch for branch in self.branches if branch.goal != goal)
        own = tuple(Branch(goal, parent, share) for parent, share in shares.items())
        found = Tree(self.nodes, (*others, *own))
        check(found)
        return found

    def _place(self, goal: int | None) -> tuple[int, int]:
        node = self.nodes[goal] if goal is not None else None
        return (node.position, node.id) if node else (-1, -1)


def check(tree: Tree) -> None:
    """Refuse what is no goal tree: SeveralParentsError, SharesError, LevelError, CircleError, DepthError."""
    for goal in tree.nodes:
        _check_parents(tree, goal, tree.parents.get(goal, ()))
    places = list(tree.outline())
    # Only measures have several parents and nothing stands under them: a circle hangs on nothing.
    if {place.goal for place in places} != set(tree.nodes):
        raise CircleError
    if any(place.depth >= DEEPEST for place in places):
        raise DepthError


def may_stand_under(level: Level, parent: Level | None) -> bool:
    """Whether a goal of a level may stand under one of another, or at the top (None)."""
    if level is Level.GUIDING:
        return parent is None
    return parent in {Level.GUIDING, Level.GOAL}


def _check_parents(tree: Tree, goal: int, parents: tuple[Branch, ...]) -> None:
    level = tree.nodes[goal].level
    if len(parents) > 1 and level is not Level.MEASURE:
        raise SeveralParentsError
    total = sum(branch.share for branch in parents)
    if total != WHOLE or any(branch.share < 1 for branch in parents):
        raise SharesError(total)
    for branch in parents:
        above = None if branch.parent is None else tree.nodes[branch.parent].level
        if not may_stand_under(level, above):
            raise LevelError


def even_shares[Key](parents: Iterable[Key]) -> dict[Key, int]:
    """Whole percents as equal as can be; the first get what does not divide."""
    keys = list(parents)
    if not keys:
        return {}
    each, rest = divmod(WHOLE, len(keys))
    return {key: each + (1 if place < rest else 0) for place, key in enumerate(keys)}


def merged_shares(kept: Iterable[Branch], given_up: Iterable[Branch]) -> dict[int | None, int]:
    """Where a goal hangs that takes in another one: under the parents of both, in proportion.

    The parts are halved and rounded by the largest remainder, so that they sum to exactly 100.
    """
    doubled: dict[int | None, int] = {}
    for branch in (*kept, *given_up):
        doubled[branch.parent] = doubled.get(branch.parent, 0) + branch.share
    return largest_remainder(doubled, WHOLE)


def largest_remainder[Key](parts: Mapping[Key, int], total: int) -> dict[Key, int]:
    """Whole numbers in proportion to the parts that sum to exactly `total`.

    Equal remainders go to whoever comes first; no part that was there gets lost.
    """
    whole = sum(parts.values())
    if not whole:
        return dict.fromkeys(parts, 0)
    found = {key: part * total // whole for key, part in parts.items()}
    by_rest = sorted(parts, key=lambda key: -(parts[key] * total % whole))
    for key in by_rest[: total - sum(found.values())]:
        found[key] += 1
    return _none_lost(found, parts)


def _none_lost[Key](found: dict[Key, int], parts: Mapping[Key, int]) -> dict[Key, int]:
    """What would be rounded away gets one from the largest."""
    for key in parts:
        if parts[key] and not found[key]:
            largest = max(found, key=lambda other: found[other])
            if found[largest] > 1:
                found[largest] -= 1
                found[key] += 1
    return found
