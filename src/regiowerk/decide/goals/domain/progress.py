"""How far a goal has come, from measured values only, and how much each goal weighs.  Pure.

docs/algorithms/goal-progress.md says what is guaranteed.  Everything is an exact fraction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from regiowerk.decide.goals.domain.tree import WHOLE, Branch, Tree


@dataclass(frozen=True, slots=True)
class Scale:
    """Where an indicator started, where it is to arrive, and the latest measured value, if any."""

    baseline: Decimal
    target: Decimal
    latest: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far: the part of the way that is measured, and of how many goals it is known.

    `part` is None where nothing is measured; it is never 0 for want of a value.
    """

    part: Fraction | None
    measured: int  # goals with a value
    wanted: int  # goals that should have one

    @property
    def is_complete(self) -> bool:
        return self.measured == self.wanted


def part_of_the_way(scale: Scale) -> Fraction | None:
    """From 0 at the baseline to 1 at the target, in either direction; what lies beyond counts as its end."""
    if scale.latest is None:
        return None
    way = Fraction(scale.target) - Fraction(scale.baseline)
    come = Fraction(scale.latest) - Fraction(scale.baseline)
    return min(max(come / way, Fraction(0)), Fraction(1))


def progress_of(
    tree: Tree, scales: Mapping[int, Scale], weights: Mapping[tuple[int, int | None], int]
) -> dict[int, Progress]:
    """The progress of every goal.

    A goal's own indicator speaks for it; without one it is spoken for by what stands under it, weighed and
    as far as it is measured.  A goal with neither is one that should have a value and has none.
    """
    found: dict[int, Progress] = {}
    spoken: dict[int, frozenset[int]] = {}

    def visit(goal: int) -> None:
        if goal in found:
            return
        branches = tree.below(goal)
        for branch in branches:
            visit(branch.goal)
        if goal in scales or not branches:
            part = part_of_the_way(scales[goal]) if goal in scales else None
            spoken[goal] = frozenset({goal})
            found[goal] = Progress(part, measured=int(part is not None), wanted=1)
            return
        # A measure that serves two goals of one guiding goal is one measure.
        spoken[goal] = frozenset().union(*(spoken[branch.goal] for branch in branches))
        measured = sum(1 for one in spoken[goal] if found[one].part is not None)
        found[goal] = Progress(
            _mean(branches, found, weights), measured=measured, wanted=len(spoken[goal])
        )

    for goal in tree.nodes:
        visit(goal)
    return found


def _mean(
    branches: Sequence[Branch],
    found: Mapping[int, Progress],
    weights: Mapping[tuple[int, int | None], int],
) -> Fraction | None:
    """The mean of those that are measured, by their normalised weights; None where none is."""
    shares = shares_among(branches, weights)
    parts = [(shares[b.goal], found[b.goal].part) for b in branches]
    known = [(share, part) for share, part in parts if part is not None]
    total = sum((share for share, _part in known), Fraction())
    if not known:
        return None
    if not total:  # only what weighs nothing is measured: then it counts alike
        return sum((part for _share, part in known), Fraction()) / len(known)
    return sum((share * part for share, part in known), Fraction()) / total


def shares_among(
    siblings: Sequence[Branch], weights: Mapping[tuple[int, int | None], int]
) -> dict[int, Fraction]:
    """Each sibling's part of their parent: weight times share, normalised; they sum to exactly 1.

    Weights count where every sibling has one and one is above 0; otherwise all count alike.
    """
    given = [weights.get((branch.goal, branch.parent)) for branch in siblings]
    is_weighed = bool(siblings) and all(weight is not None for weight in given) and any(given)
    points = {
        branch.goal: Fraction(branch.share, WHOLE)
        * (weight if is_weighed and weight else int(not is_weighed))
        for branch, weight in zip(siblings, given, strict=True)
    }
    total = sum(points.values(), Fraction())
    return {goal: point / total for goal, point in points.items()} if total else {}


def weight_in_the_whole(
    tree: Tree, weights: Mapping[tuple[int, int | None], int]
) -> dict[int, Fraction]:
    """What each goal is of the whole tree: its parts on all ways from the top; those at the ends sum to 1."""
    found: dict[int, Fraction] = dict.fromkeys(tree.nodes, Fraction())

    def flow(parent: int | None, whole: Fraction) -> None:
        for goal, share in shares_among(tree.below(parent), weights).items():
            found[goal] += whole * share
            flow(goal, whole * share)

    flow(None, Fraction(1))
    return found
