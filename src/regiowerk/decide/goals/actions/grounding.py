"""What goals rest on, what gets in their way, and how they are proposed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regiowerk.decide.goals.actions.goals import add_goal
from regiowerk.decide.goals.actions.record import GoalRefusedError, tell, tell_of_tree
from regiowerk.decide.goals.domain.freezing import copy_of, hash_of
from regiowerk.decide.goals.models import Candidate, Contradiction, Goal, GoalEvidence
from regiowerk.decide.goals.queries import audience_of, present_wording
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Finding


@transaction.atomic
def cite_finding(
    *, goal: Goal, finding: Finding, note: str = "", by: Actor, at: datetime
) -> GoalEvidence:
    """Let a goal rest on a finding, as it reads now."""
    evidence, is_new = _cite(goal, finding, note, by, at)
    if not is_new:
        raise GoalRefusedError(_("The goal already rests on this finding as it reads now."))
    tell("goal.grounded", goal, by, at)
    return evidence


@transaction.atomic
def renew_evidence(*, evidence: GoalEvidence, by: Actor, at: datetime) -> None:
    """Cite a finding as it reads today; whoever does that has looked whether the goal still holds."""
    if evidence.finding is None:
        raise GoalRefusedError(_("This finding is no longer there. Cite another one instead."))
    goal, note = evidence.goal, evidence.note
    evidence.delete()
    _cite(goal, evidence.finding.merged_into or evidence.finding, note, by, at)
    tell("goal.checked", goal, by, at)


def _cite(
    goal: Goal, finding: Finding, note: str, by: Actor, at: datetime
) -> tuple[GoalEvidence, bool]:
    content = copy_of(present_wording(finding))
    return GoalEvidence.objects.get_or_create(
        goal=goal,
        content_hash=hash_of(content),
        defaults={
            "finding": finding,
            "content": content,
            "audience": audience_of(finding),
            "note": note,
            "cited_at": at,
            "cited_by": by.label,
        },
    )


@transaction.atomic
def remove_evidence(*, evidence: GoalEvidence, by: Actor, at: datetime) -> None:
    """Let a goal no longer rest on a finding."""
    evidence.delete()
    tell("goal.ungrounded", evidence.goal, by, at)


@transaction.atomic
def mark_contradiction(
    *, goal: Goal, other: Goal, reason: str, by: Actor, at: datetime
) -> Contradiction:
    """Mark that two goals get in each other's way, and why; marked again, the reason is replaced."""
    if goal.pk == other.pk:
        raise GoalRefusedError(_("Please choose another goal than this one."))
    first, second = sorted((goal, other), key=lambda one: one.key)
    contradiction, _new = Contradiction.objects.update_or_create(
        first=first,
        second=second,
        defaults={"reason": reason, "marked_at": at, "marked_by": by.label},
    )
    tell("contradiction.marked", goal, by, at)
    return contradiction


@transaction.atomic
def settle_contradiction(
    *, contradiction: Contradiction, goal: Goal, by: Actor, at: datetime
) -> None:
    """Say that two goals no longer get in each other's way."""
    contradiction.delete()
    tell("contradiction.settled", goal, by, at)


@transaction.atomic
def propose_goal(
    *,
    process: Process,
    title: str,
    reason: str,
    origin: str,
    origin_words: str,
    finding: Finding | None = None,
    by: Actor,
    at: datetime,
) -> Candidate:
    """Propose a goal, with where it comes from; the office settles what becomes of it."""
    Process.objects.select_for_update().get(pk=process.pk)
    taken = set(process.goal_candidates.values_list("key", flat=True))
    candidate = Candidate.objects.create(
        process=process,
        key=key_from(title, taken=taken),
        title=title,
        reason=reason,
        origin=origin,
        origin_words=origin_words,
        finding=finding,
        proposed_at=at,
        proposed_by=by.label,
    )
    tell_of_tree("candidate.proposed", process, title, by, at)
    return candidate


@transaction.atomic
def take_up_candidate(
    *, candidate: Candidate, level: str, parent: Goal | None, by: Actor, at: datetime
) -> Goal:
    """Make a proposal a goal; where it came from a finding, the goal rests on it."""
    _refuse_settled(candidate)
    goal = add_goal(
        process=candidate.process,
        level=level,
        title=candidate.title,
        explanation=candidate.reason,
        parent=parent,
        by=by,
        at=at,
    )
    if candidate.finding:
        cite_finding(goal=goal, finding=candidate.finding, by=by, at=at)
    _settle(candidate, by, at, goal=goal)
    tell("candidate.taken_up", goal, by, at)
    return goal


@transaction.atomic
def count_candidate(*, candidate: Candidate, goal: Goal, by: Actor, at: datetime) -> None:
    """Say that a proposal is already met by a goal of the tree."""
    _refuse_settled(candidate)
    if candidate.finding and not goal.evidence.filter(finding=candidate.finding).exists():
        cite_finding(goal=goal, finding=candidate.finding, by=by, at=at)
    _settle(candidate, by, at, goal=goal)
    tell("candidate.counted", goal, by, at)


@transaction.atomic
def set_aside_candidate(*, candidate: Candidate, because: str, by: Actor, at: datetime) -> None:
    """Say why a proposal does not become a goal; it stays readable with the reason."""
    _refuse_settled(candidate)
    _settle(candidate, by, at, because=because)
    tell_of_tree("candidate.set_aside", candidate.process, candidate.title, by, at)


@transaction.atomic
def reopen_candidate(*, candidate: Candidate, by: Actor, at: datetime) -> None:
    """Look at a proposal anew; a goal it became stays in the tree."""
    candidate.settled_at, candidate.settled_by = None, ""
    candidate.goal, candidate.set_aside_because = None, ""
    candidate.save(update_fields=["settled_at", "settled_by", "goal", "set_aside_because"])
    tell_of_tree("candidate.reopened", candidate.process, candidate.title, by, at)


def _refuse_settled(candidate: Candidate) -> None:
    if candidate.settled_at is not None:
        raise GoalRefusedError(_("This proposal is settled already."))


def _settle(
    candidate: Candidate, by: Actor, at: datetime, *, goal: Goal | None = None, because: str = ""
) -> None:
    candidate.settled_at, candidate.settled_by = at, by.label
    candidate.goal, candidate.set_aside_because = goal, because
    candidate.save(update_fields=["settled_at", "settled_by", "goal", "set_aside_because"])
