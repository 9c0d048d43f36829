"""A goal is added, changed, moved and removed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regiowerk.decide.goals.actions.record import GoalRefusedError, tell, tell_of_tree
from regiowerk.decide.goals.domain import tree as shapes
from regiowerk.decide.goals.models import Branch, Goal, Predecessor
from regiowerk.decide.goals.queries import tree_of
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.actions import places
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation


@transaction.atomic
def add_goal(
    *,
    process: Process,
    level: str,
    title: str,
    explanation: str = "",
    horizon: str = "",
    responsible: Organisation | None = None,
    parent: Goal | None,
    by: Actor,
    at: datetime,
) -> Goal:
    """Put a goal into the tree, under its parent or at the top, as the last one there."""
    lock(process)
    goal = new_goal(process, level, title, explanation, horizon, responsible, by, at)
    Branch.objects.create(goal=goal, parent=parent)
    check(process)
    tell("goal.added", goal, by, at)
    return goal


@transaction.atomic
def edit_goal(
    *,
    goal: Goal,
    level: str,
    title: str,
    explanation: str,
    horizon: str,
    responsible: Organisation | None,
    by: Actor,
    at: datetime,
) -> None:
    """Say a goal better; its address stays."""
    lock(goal.process)
    goal.level, goal.title, goal.explanation = level, title, explanation
    goal.horizon, goal.responsible = horizon, responsible
    goal.save(update_fields=["level", "title", "explanation", "horizon", "responsible"])
    check(goal.process)
    tell("goal.edited", goal, by, at)


@transaction.atomic
def move_goal(
    *,
    goal: Goal,
    under: Goal | None,
    direction: Direction,
    steps: int = 1,
    by: Actor,
    at: datetime,
) -> None:
    """Put a goal so many places further up or down among those under the same parent."""
    siblings = Goal.objects.filter(
        process=goal.process_id,
        pk__in=Branch.objects.filter(
            goal__process=goal.process_id, parent=under.pk if under else None
        ).values("goal"),
    )
    places.move(items=siblings, item=goal, direction=direction, steps=steps)
    tell("goal.moved", goal, by, at)


@transaction.atomic
def remove_goal(*, goal: Goal, by: Actor, at: datetime) -> None:
    """Take a goal out; what stands under it has to go elsewhere first."""
    lock(goal.process)
    if goal.twigs.exists():
        words = _("Something stands under this goal. Move it, merge it or remove it first.")
        raise GoalRefusedError(words)
    goal.delete()
    tell_of_tree("goal.removed", goal.process, goal.title, by, at)


def new_goal(
    process: Process,
    level: str,
    title: str,
    explanation: str,
    horizon: str,
    responsible: Organisation | None,
    by: Actor,
    at: datetime,
) -> Goal:
    """A goal behind all others, not yet hung anywhere."""
    goals = Goal.objects.filter(process=process)
    return Goal.objects.create(
        process=process,
        key=key_from(title, taken=_taken(process)),
        level=level,
        title=title,
        explanation=explanation,
        horizon=horizon,
        responsible=responsible,
        position=places.last_position(goals),
        recorded_at=at,
        recorded_by=by.label,
    )


def _taken(process: Process) -> set[str]:
    """Keys of goals there are, and of those that were merged: their address leads on to another one."""
    former = Predecessor.objects.filter(goal__process=process).values_list("key", flat=True)
    return {*process.goals.values_list("key", flat=True), *former}


def lock(process: Process) -> None:
    """One change of a tree at a time: two moves that are right alone may make a circle together."""
    Process.objects.select_for_update().get(pk=process.pk)


def check(process: Process) -> None:
    """Refuse, in words, a tree that is none; the transaction takes everything back."""
    try:
        shapes.check(tree_of(process).shape)
    except shapes.CircleError:
        raise GoalRefusedError(_("A goal cannot stand under itself.")) from None
    except shapes.LevelError:
        words = _(
            "Guiding goals stand at the top; goals and measures stand under a guiding goal or a goal."
        )
        raise GoalRefusedError(words) from None
    except shapes.SeveralParentsError:
        words = _("Only a measure can serve several goals. Choose one, or make it a measure.")
        raise GoalRefusedError(words) from None
    except shapes.SharesError as refusal:
        words = _("The shares together are %(total)d %%; they have to be exactly 100 %%.")
        raise GoalRefusedError(words % {"total": refusal.total}) from None
    except shapes.DepthError:
        words = _("That would be more than %(levels)d levels on top of each other.")
        raise GoalRefusedError(words % {"levels": shapes.DEEPEST}) from None
