"""The doors to goals: whoever may read the process may read the tree, the office keeps it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from regiowerk.decide.ballots.models import Round
from regiowerk.decide.ballots.permissions import may_read_result
from regiowerk.decide.goals.models import (
    Candidate,
    Consultation,
    Contradiction,
    Goal,
    GoalEvidence,
    Measurement,
    Predecessor,
    TreeVersion,
    Weighing,
)
from regiowerk.decide.goals.permissions import (
    may_edit_goals,
    may_propose_goal,
    may_see_weighing,
    may_state_stance,
)
from regiowerk.decide.goals.queries import Standing, measured_of
from regiowerk.decide.goals.queries.chain import with_process_and_evidence
from regiowerk.decide.goals.queries.weighing import NodeStanding, Outcome, standings_of
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.access import process_for_member, process_for_reader
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_read_process
from regiowerk.ground.regions.models import Organisation


def _found[Row: Model](rows: QuerySet[Row]) -> Row:
    row = rows.first()
    if row is None:
        raise Http404
    return row


def _goal(process: Process, key: str) -> Goal:
    goals = Goal.objects.select_related("responsible", "indicator")
    goal = _found(goals.filter(process=process, key=key))
    goal.process = process
    return goal


def standing_for_reader(actor: Actor, process_key: str, key: str) -> tuple[Standing, Goal]:
    """A goal with the tree it stands in, or the goal that took it in: an old address leads on."""
    standing = measured_of(process_for_reader(actor, process_key))
    goal = standing.tree.by_key.get(key)
    if goal is not None:
        return standing, goal
    merged = Predecessor.objects.filter(
        goal__process=standing.tree.process, key=key, way=Predecessor.Way.MERGED
    )
    successor = _found(merged.order_by("pk")).goal_id
    return standing, standing.tree.goals[successor]


def goal_for_reader(actor: Actor, process_key: str, key: str) -> Goal:
    """A goal by its key, or the one that took it in, with its process and how much it rests on."""
    goals = with_process_and_evidence(process_key)
    merged = Predecessor.objects.filter(
        goal__process__key=process_key, key=key, way=Predecessor.Way.MERGED
    ).order_by("pk")
    goal = goals.filter(key=key).first() or _found(goals.filter(pk__in=merged.values("goal")[:1]))
    if not may_read_process(actor, goal.process):
        raise Http404
    return goal


def process_for_office(actor: Actor, process_key: str) -> Process:
    """A process for whoever may change its goals."""
    process = process_for_member(actor, process_key)
    if not may_edit_goals(actor, process):
        raise PermissionDenied
    return process


def process_for_proposer(actor: Actor, process_key: str) -> Process:
    process = process_for_member(actor, process_key)
    if not may_propose_goal(actor, process):
        raise PermissionDenied
    return process


def goal_for_office(actor: Actor, process_key: str, key: str) -> Goal:
    return _goal(process_for_office(actor, process_key), key)


def measurement_for_office(actor: Actor, process_key: str, key: str, number: int) -> Measurement:
    goal = goal_for_office(actor, process_key, key)
    measurement = _found(goal.measurements.filter(pk=number))
    measurement.goal = goal
    return measurement


def evidence_for_office(actor: Actor, process_key: str, key: str, number: int) -> GoalEvidence:
    goal = goal_for_office(actor, process_key, key)
    evidence = _found(goal.evidence.select_related("finding").filter(pk=number))
    evidence.goal = goal
    return evidence


def contradiction_for_office(
    actor: Actor, process_key: str, key: str, number: int
) -> tuple[Goal, Contradiction]:
    goal = goal_for_office(actor, process_key, key)
    rows = goal.contradictions.all() | goal.contradicted_by.all()
    return goal, _found(rows.select_related("first", "second").filter(pk=number))


def candidate_for_office(actor: Actor, process_key: str, key: str) -> Candidate:
    process = process_for_office(actor, process_key)
    candidate = _found(process.goal_candidates.select_related("finding", "goal").filter(key=key))
    candidate.process = process
    return candidate


def version_for_reader(actor: Actor, process_key: str, key: str) -> TreeVersion:
    process = process_for_reader(actor, process_key)
    version = _found(process.tree_versions.filter(key=key))
    version.process = process
    return version


def _weighing(process: Process, key: str) -> Weighing:
    weighing = _found(process.weighings.select_related("version", "frozen_as").filter(key=key))
    weighing.process = process
    return weighing


def weighing_for_member(
    actor: Actor, process_key: str, key: str
) -> tuple[Weighing, list[NodeStanding]]:
    """A weighing with its nodes, once its rule is published; before that for the office alone."""
    weighing = _weighing(process_for_member(actor, process_key), key)
    standings = standings_of(weighing)
    is_published = any(one.row.first.state != Round.State.DRAFT for one in standings)
    if not may_see_weighing(actor, weighing, is_published=is_published):
        raise Http404
    return weighing, standings


def weighing_for_office(actor: Actor, process_key: str, key: str) -> Weighing:
    return _weighing(process_for_office(actor, process_key), key)


def node_for_reader(
    actor: Actor, process_key: str, key: str, node_key: str
) -> tuple[Weighing, NodeStanding, Outcome]:
    """The weights of one node, once counted: of a public process for everybody."""
    weighing = _weighing(process_for_reader(actor, process_key), key)
    standings = standings_of(weighing)
    standing = next((one for one in standings if one.address_key == node_key), None)
    outcome = standing.latest if standing else None
    if standing is None or outcome is None or not may_read_result(actor, outcome.round):
        raise Http404
    return weighing, standing, outcome


def _consultation(process: Process, key: str) -> Consultation:
    consultation = _found(process.consultations.select_related("version").filter(key=key))
    consultation.process = process
    return consultation


def consultation_for_member(actor: Actor, process_key: str, key: str) -> Consultation:
    return _consultation(process_for_member(actor, process_key), key)


def consultation_for_office(actor: Actor, process_key: str, key: str) -> Consultation:
    return _consultation(process_for_office(actor, process_key), key)


def consultation_for_speaker(
    actor: Actor, process_key: str, key: str
) -> tuple[Consultation, Organisation]:
    """An open consultation with the organisation somebody may speak for in it."""
    consultation = consultation_for_member(actor, process_key, key)
    if not may_state_stance(actor, consultation):
        raise PermissionDenied
    return consultation, _found(Organisation.objects.filter(pk=actor.organisation_id or 0))


def said_for_member(
    actor: Actor, process_key: str, key: str, organisation_key: str
) -> tuple[Consultation, Organisation]:
    """What one organisation of the region has said."""
    consultation = consultation_for_member(actor, process_key, key)
    region = consultation.process.region
    near = Organisation.objects.filter(memberships__region=region, key=organisation_key)
    return consultation, _found(near.distinct())
