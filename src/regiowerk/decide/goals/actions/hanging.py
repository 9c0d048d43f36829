"""A goal is hung elsewhere, merged with another one, or split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from regiowerk.decide.goals.actions.goals import check, lock, new_goal
from regiowerk.decide.goals.actions.record import GoalRefusedError, tell
from regiowerk.decide.goals.domain.tree import merged_shares
from regiowerk.decide.goals.models import Branch, Contradiction, Goal, GoalEvidence, Predecessor
from regiowerk.decide.goals.queries import tree_of
from regiowerk.ground.journal.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Part:
    """What a goal is split into: one of the new goals."""

    title: str
    explanation: str = ""


@transaction.atomic
def hang_goal(*, goal: Goal, shares: Mapping[Goal | None, int], by: Actor, at: datetime) -> None:
    """Hang a goal, with all below it, under other parents; a measure may serve several by shares."""
    lock(goal.process)
    wanted = {parent.pk if parent else None: share for parent, share in shares.items()}
    if not wanted:
        raise GoalRefusedError(_("Please choose at least one goal it stands under."))
    _hang(goal, wanted)
    check(goal.process)
    tell("goal.hung", goal, by, at)


@transaction.atomic
def merge_goal(*, goal: Goal, into: Goal, by: Actor, at: datetime) -> None:
    """Take a goal into another one: what stands under it and every source it rests on go along.

    Its words, and its address, stay with the goal that goes on.  What organisations said about it stays
    said about it.  The indicator goes along only where the other goal has none: two cannot be added up.
    """
    lock(goal.process)
    if goal.pk == into.pk:
        raise GoalRefusedError(_("Please choose another goal than this one."))
    shape = tree_of(goal.process).shape
    if goal.level == into.level == Goal.Level.MEASURE:
        _hang(into, merged_shares(shape.parents[into.pk], shape.parents[goal.pk]))
    _take_over(goal, into)
    goal.branches.all().delete()
    _keep_words(goal, of=into, way=Predecessor.Way.MERGED, by=by, at=at)
    _pass_on_predecessors(goal, into)
    goal.delete()
    check(into.process)
    tell("goal.merged", into, by, at)


@transaction.atomic
def split_goal(*, goal: Goal, parts: Sequence[Part], by: Actor, at: datetime) -> tuple[Goal, ...]:
    """Part off new goals beside this one; each rests on the same sources, and the words stay findable."""
    lock(goal.process)
    if not parts:
        raise GoalRefusedError(_("Please name at least one goal that is to be split off."))
    made = tuple(_split_off(goal, part, by, at) for part in parts)
    check(goal.process)
    tell("goal.split", goal, by, at)
    return made


def _split_off(goal: Goal, part: Part, by: Actor, at: datetime) -> Goal:
    new = new_goal(
        goal.process,
        goal.level,
        part.title,
        part.explanation,
        goal.horizon,
        goal.responsible,
        by,
        at,
    )
    for branch in goal.branches.order_by("pk"):
        Branch.objects.create(goal=new, parent_id=branch.parent_id, share=branch.share)
    _copy_evidence(goal, new)
    _keep_words(goal, of=new, way=Predecessor.Way.SPLIT, by=by, at=at)
    return new


def _hang(goal: Goal, shares: Mapping[int | None, int]) -> None:
    """Branches that stay keep their weight; under a new parent a goal is not weighed yet."""
    goal.branches.exclude(
        pk__in=[b.pk for b in goal.branches.all() if b.parent_id in shares]
    ).delete()
    kept = {branch.parent_id: branch for branch in goal.branches.all()}
    for parent, share in shares.items():
        if branch := kept.get(parent):
            branch.share = share
            branch.save(update_fields=["share"])
        else:
            Branch.objects.create(goal=goal, parent_id=parent, share=share)


def _take_over(goal: Goal, into: Goal) -> None:
    """Everything that hangs on a goal goes over to the one that goes on."""
    for branch in Branch.objects.filter(parent=goal).select_related("goal").order_by("pk"):
        _rehang(branch, into)
    _copy_evidence(goal, into)
    goal.candidates.update(goal=into)
    if not hasattr(into, "indicator") and hasattr(goal, "indicator"):
        goal.measurements.update(goal=into)
        type(goal.indicator).objects.filter(pk=goal.indicator.pk).update(goal=into)
    about = Contradiction.objects.filter(Q(first=goal) | Q(second=goal))
    for one in about.select_related("first", "second").order_by("pk"):
        _contradict(into, one.second if one.first_id == goal.pk else one.first, one)


def _rehang(branch: Branch, into: Goal) -> None:
    """A twig that hangs under both already hangs under the one with both shares."""
    if branch.goal_id == into.pk:
        raise GoalRefusedError(_("A goal cannot be merged into one that stands under it."))
    twin = Branch.objects.filter(goal=branch.goal_id, parent=into).first()
    if twin is None:
        Branch.objects.filter(pk=branch.pk).update(parent=into, weight=None, weighed_in=None)
        return
    twin.share += branch.share
    branch.delete()
    twin.save(update_fields=["share"])


def _contradict(one: Goal, other: Goal, before: Contradiction) -> None:
    first, second = sorted((one, other), key=lambda goal: goal.key)
    if first.pk != second.pk:
        Contradiction.objects.get_or_create(
            first=first,
            second=second,
            defaults={
                "reason": before.reason,
                "marked_at": before.marked_at,
                "marked_by": before.marked_by,
            },
        )


def _copy_evidence(goal: Goal, to: Goal) -> None:
    """The same sources, as they were cited and by whom."""
    held = set(to.evidence.values_list("content_hash", flat=True))
    GoalEvidence.objects.bulk_create(
        GoalEvidence(
            goal=to,
            finding_id=one.finding_id,
            content=one.content,
            content_hash=one.content_hash,
            audience=one.audience,
            note=one.note,
            cited_at=one.cited_at,
            cited_by=one.cited_by,
        )
        for one in goal.evidence.order_by("pk")
        if one.content_hash not in held
    )


def _pass_on_predecessors(goal: Goal, into: Goal) -> None:
    known = list(into.predecessors.values_list("key", flat=True))
    goal.predecessors.exclude(key__in=known).update(goal=into)


def _keep_words(goal: Goal, *, of: Goal, way: str, by: Actor, at: datetime) -> None:
    Predecessor.objects.create(
        goal=of,
        key=goal.key,
        title=goal.title,
        explanation=goal.explanation,
        way=way,
        parted_at=at,
        parted_by=by.label,
    )
