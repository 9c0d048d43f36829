"""The goal tree of a process, read in one query whatever its size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F

from regiowerk.decide.goals.domain.tree import Branch, Level, Node, Place, Tree
from regiowerk.decide.goals.models import Goal
from regiowerk.ground.process.models import Process


@dataclass(frozen=True)
class GoalTree:
    """The goals of a process with their shape and their weights."""

    process: Process
    goals: Mapping[int, Goal]
    shape: Tree
    weights: Mapping[tuple[int, int | None], int]
    weighed_in: Mapping[tuple[int, int | None], int]  # the round a weight was taken over from

    @cached_property
    def by_key(self) -> Mapping[str, Goal]:
        return {goal.key: goal for goal in self.goals.values()}

    def outline(self) -> Iterator[tuple[Place, Goal]]:
        """Every place of the tree with the goal that is read there."""
        for place in self.shape.outline():
            yield place, self.goals[place.goal]

    def once(self) -> Iterator[tuple[Place, Goal]]:
        """Every goal once, where it is read first."""
        return ((place, goal) for place, goal in self.outline() if not place.is_again)

    def under(self, goal: Goal | None) -> tuple[Goal, ...]:
        """What stands directly under a goal; under None the top."""
        number = goal.pk if goal else None
        return tuple(self.goals[branch.goal] for branch in self.shape.below(number))

    def above(self, goal: Goal) -> tuple[tuple[Goal, int], ...]:
        """The parents of a goal, each with the share that serves it."""
        return tuple(
            (self.goals[branch.parent], branch.share)
            for branch in self.shape.parents.get(goal.pk, ())
            if branch.parent is not None
        )

    def way_up(self, goal: Goal) -> tuple[Goal, ...]:
        return tuple(self.goals[number] for number in self.shape.way_up(goal.pk))


def tree_of(process: Process, on: date | None = None) -> GoalTree:
    """The goals with responsible organisation, indicator and branches, in one query.

    With a day: without what was taken in later; the others hang and weigh as they do today.
    """
    goals = Goal.objects.filter(process=process)
    rows = (
        (goals.filter(recorded_at__date__lte=on) if on else goals)
        .select_related("responsible", "indicator")
        .annotate(
            branch=F("branches__pk"),
            above=F("branches__parent"),
            share=F("branches__share"),
            weight=F("branches__weight"),
            vote=F("branches__weighed_in"),
        )
        .order_by("position", "pk", "branch")
    )
    return _built(process, _rooted(list(rows)) if on else list(rows))


def _rooted(rows: list[Any]) -> list[Any]:
    """Without the branches under a goal that was not there yet."""
    there = {row.pk for row in rows}
    kept = [row for row in rows if row.above is None or row.above in there]
    return kept if len(kept) == len(rows) else _rooted(kept)


def _built(process: Process, rows: list[Any]) -> GoalTree:
    """One row for each branch; a goal that hangs nowhere has one without, so that nothing is lost."""
    goals: dict[int, Goal] = {}
    for row in rows:
        row.process = process
        goals.setdefault(row.pk, row)
    hanging = [row for row in rows if row.branch is not None]
    return GoalTree(
        process=process,
        goals=goals,
        shape=Tree(
            nodes={
                number: Node(number, Level(goal.level), goal.position)
                for number, goal in goals.items()
            },
            branches=tuple(Branch(row.pk, row.above, row.share) for row in hanging),
        ),
        weights={(row.pk, row.above): row.weight for row in hanging if row.weight is not None},
        weighed_in={(row.pk, row.above): row.vote for row in hanging if row.vote is not None},
    )
