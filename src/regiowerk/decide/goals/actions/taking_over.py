"""Weights that were voted on are written onto the branches, and the tree is frozen with its votes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _, gettext_lazy

from regiowerk.decide.ballots.models import Round
from regiowerk.decide.goals.actions.consulting import freeze_tree
from regiowerk.decide.goals.actions.goals import lock
from regiowerk.decide.goals.actions.record import GoalRefusedError, tell_of_weighing
from regiowerk.decide.goals.domain.weighing import whole_weights
from regiowerk.decide.goals.models import Branch, GoalOption, TreeVersion, Weighing
from regiowerk.decide.goals.queries import GoalTree, tree_of
from regiowerk.decide.goals.queries.weighing import (
    NodeStanding,
    goals_on_paper,
    standings_of,
)
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences

DEEDS: Sentences = {
    "weights.taken_over": gettext_lazy(
        "%(who)s took the weights of “%(what)s” over into the goal tree."
    ),
}


ENDED = {Round.State.CLOSED, Round.State.CANCELLED}


@dataclass(frozen=True, slots=True)
class Taken:
    """Which nodes got their weights, and which not with the reason; and the tree frozen with them."""

    version: TreeVersion
    nodes: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


@transaction.atomic
def take_over_weights(*, weighing: Weighing, label: str, by: Actor, at: datetime) -> Taken:
    """Write the weights of the later turn onto the branches and freeze the tree with its votes.

    A node whose vote has no result, or under which the goals have changed since, keeps what it had.
    """
    process = weighing.process
    lock(process)
    standings = standings_of(weighing)
    if any(one.running.state not in ENDED for one in standings):
        raise GoalRefusedError(_("A turn is still running. Count it first."))
    tree = tree_of(process)
    goals = goals_on_paper(round for one in standings for round in one.rounds)
    left: list[tuple[str, str]] = []
    taken: list[str] = []
    for one in standings:
        reason = _take(one, tree, goals)
        if reason:
            left.append((one.label, reason))
        else:
            taken.append(one.label)
    if not taken:
        raise GoalRefusedError(" ".join(f"{name}: {reason}" for name, reason in left))
    version = freeze_tree(process=process, label=label, by=by, at=at)
    weighing.taken_over_at, weighing.taken_over_by = at, by.label
    weighing.frozen_as = version
    weighing.save(update_fields=["taken_over_at", "taken_over_by", "frozen_as"])
    tell_of_weighing("weights.taken_over", weighing, by, at)
    return Taken(version, tuple(taken), tuple(left))


def _take(one: NodeStanding, tree: GoalTree, goals: Mapping[int, Mapping[str, GoalOption]]) -> str:
    """Write the weights of one node; the words why not, or nothing."""
    outcome = one.latest
    view = outcome.main if outcome else None
    if outcome is None or view is None:
        return _("nobody handed in a paper.")
    if not outcome.is_quorate:
        return _("too few took part, so there is no result.")
    options = goals.get(outcome.round.pk, {})
    asked = {option.goal_id for option in options.values()}
    node = one.row.node
    if one.row.node_key and node is None:
        return _("the goal is no longer there.")
    if asked != {goal.pk for goal in tree.under(node)}:
        return _("the goals under it are others today. Please let them be weighed anew.")
    for key, weight in whole_weights(view.weights).items():
        branches = Branch.objects.filter(goal=options[key].goal_id, parent=node)
        branches.update(weight=weight, weighed_in=outcome.round)
    return ""
