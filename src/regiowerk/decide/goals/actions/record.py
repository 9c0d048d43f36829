"""How the deeds of this room are told, and what it refuses."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from regiowerk.decide.ballots.models import Round
from regiowerk.decide.goals.models import Goal, Weighing
from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process


class GoalRefusedError(Exception):
    """A change the tree does not allow; the words say why and what can be done instead."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return self.words


def tell(deed: str, goal: Goal, by: Actor, at: datetime) -> None:
    """Write a deed about a goal into the journal, with the goal's page."""
    _record(deed, goal.process, goal.title, reverse_goal(goal), by, at)


def tell_of_tree(deed: str, process: Process, label: str, by: Actor, at: datetime) -> None:
    """Write a deed about the tree, or about a goal that is no longer there."""
    _record(deed, process, label, reverse("goals:goal_tree", args=[process.key]), by, at)


def tell_of_weighing(deed: str, about: Weighing | Round, by: Actor, at: datetime) -> None:
    """Write a deed about weights or about a vote on goals into the journal, with its page."""
    place = [about.process.key, about.key]
    page = "goals:weighing" if isinstance(about, Weighing) else "ballots:round"
    _record(deed, about.process, about.title, reverse(page, args=place), by, at)


def reverse_goal(goal: Goal) -> str:
    return reverse("goals:goal", args=[goal.process.key, goal.key])


def _record(deed: str, process: Process, label: str, address: str, by: Actor, at: datetime) -> None:
    journal.record(
        by=by,
        at=at,
        deed=deed,
        label=label,
        address=address,
        region=process.region.key,
        process=process.key,
    )
