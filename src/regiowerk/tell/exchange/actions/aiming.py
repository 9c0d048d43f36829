"""The goal tree of a process, from a package into the database."""

from __future__ import annotations

from regiowerk.decide.ballots.models import Option
from regiowerk.decide.goals.models import Branch, GoalOption
from regiowerk.ground.process.models import Process
from regiowerk.tell.exchange.actions.storing import Store
from regiowerk.tell.exchange.domain.content import Content

_DIRECTLY = (
    "goals",
    "goal_candidates",
    "goal_tree_versions",
    "goal_consultations",
    "goal_weighings",
)
_FURTHER = (
    "goal_branches",
    "goal_predecessors",
    "goal_contradictions",
    "goal_indicators",
    "goal_measurements",
    "goal_evidence",
    "goal_replies",
    "goal_stances",
    "goal_weighed_nodes",
)


def empty_goals(process: Process) -> None:
    """Take away the tree and what was said about it, from the leaves to the root."""
    process.consultations.all().delete()
    process.weighings.all().delete()
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
    _store_options(content, store)
    _find_again(process, store)


def _store_options(content: Content, store: Store) -> None:
    """Which goal each option of a vote stands for; options have no table of their own."""
    rows = content.rows("goal_options")
    options = {
        (round, key): pk
        for pk, round, key in Option.objects.filter(
            round__in=store.ids["rounds"].values()
        ).values_list("pk", "round__key", "key")
    }
    GoalOption.objects.bulk_create(
        GoalOption(
            option_id=options[row.text("round"), row.text("option")],
            goal_id=store.ids["goals"].get(row.text("goal")),
            goal_key=row.text("goal_key"),
        )
        for row in rows
    )
    if rows:
        store.written["goal_options"] += len(rows)


def _find_again(process: Process, store: Store) -> None:
    """Options of votes that stayed here stand for the goals that came anew."""
    stayed = GoalOption.objects.filter(option__round__process=process, goal=None)
    for option in stayed.order_by("pk"):
        option.goal_id = store.ids["goals"].get(option.goal_key)
        option.save(update_fields=["goal"])
