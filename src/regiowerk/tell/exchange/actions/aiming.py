"""The goal tree of a process, from a package into the database."""

from __future__ import annotations

from regiowerk.decide.goals.models import Branch
from regiowerk.ground.process.models import Process
from regiowerk.tell.exchange.actions.storing import Store
from regiowerk.tell.exchange.domain.content import Content

_DIRECTLY = ("goals", "goal_candidates", "goal_tree_versions", "goal_consultations")
_FURTHER = (
    "goal_branches",
    "goal_predecessors",
    "goal_contradictions",
    "goal_indicators",
    "goal_measurements",
    "goal_evidence",
    "goal_replies",
    "goal_stances",
)


def empty_goals(process: Process) -> None:
    """Take away the tree and what was said about it, from the leaves to the root."""
    process.consultations.all().delete()
    process.tree_versions.all().delete()
    process.goal_candidates.all().delete()
    Branch.objects.filter(goal__process=process).delete()
    process.goals.all().delete()


def store_goals(content: Content, store: Store, process: Process) -> None:
    """Write the goals, where they hang, what they rest on and what was said about them."""
    for name in _DIRECTLY:
        store.create(name, content.rows(name), process_id=process.pk)
    for name in _FURTHER:
        store.create(name, content.rows(name))
