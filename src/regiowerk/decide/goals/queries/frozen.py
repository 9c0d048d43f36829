"""What a frozen tree says of its weights: how much each goal counts, and by which votes."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from regiowerk.decide.goals.domain.freezing import FrozenGoal, FrozenTree
from regiowerk.decide.goals.queries.asking import numbered
from regiowerk.decide.goals.queries.standing import percent


def numbered_with_weights(tree: FrozenTree) -> list[tuple[str, FrozenGoal, str]]:
    """The goals as they are read, each with its weight among those beside it; "" where not weighed."""
    sums: dict[str, int | None] = {}
    for goal in tree.goals:
        for branch in goal.branches:
            before = sums.get(branch.parent, 0)
            known = before is not None and branch.weight is not None
            sums[branch.parent] = (before or 0) + (branch.weight or 0) if known else None
    return [(number, goal, _weight(goal, sums)) for number, goal in numbered(tree)]


def votes_named(tree: FrozenTree) -> list[tuple[str, str, str]]:
    """The votes the weights come from: whose children were weighed, key and hash of the record."""
    titles = {goal.key: goal.title for goal in tree.goals}
    return [
        (titles.get(one.node, _("The guiding goals")), one.vote, one.record) for one in tree.weighed
    ]


def _weight(goal: FrozenGoal, sums: dict[str, int | None]) -> str:
    """Of a measure under several goals the weight under each."""
    parts = []
    for branch in goal.branches:
        total = sums.get(branch.parent)
        if total and branch.weight is not None:
            parts.append(percent(Fraction(branch.weight, total)))
    return " / ".join(parts)
