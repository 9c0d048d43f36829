"""What the goal tree says in a package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Case, CharField, F, Model, QuerySet, Value, When

from regiowerk.decide.ballots.models import Round
from regiowerk.decide.goals.models import (
    Branch,
    Candidate,
    Consultation,
    Contradiction,
    Goal,
    GoalEvidence,
    GoalOption,
    Indicator,
    Measurement,
    Predecessor,
    Reply,
    Stance,
    TreeVersion,
    WeighedNode,
    Weighing,
)
from regiowerk.ground.process.models import Process
from regiowerk.tell.exchange.domain import goal_tables as tables
from regiowerk.tell.exchange.domain.columns import Row, Table

type Rows = QuerySet[Any]


def _by(model: type[Model], path: str) -> Callable[[Process], Rows]:
    return lambda process: model._default_manager.filter(**{path: process})


def _weighed_nodes(process: Process) -> Rows:
    """Those whose first turn was counted; a second one is named once it was counted too."""
    counted = Case(
        When(second__state=Round.State.CLOSED, then=F("second__key")),
        default=Value(None),
        output_field=CharField(null=True),
    )
    return WeighedNode.objects.filter(
        weighing__process=process, first__state=Round.State.CLOSED
    ).annotate(counted_second=counted)


def _weighings(process: Process) -> Rows:
    return Weighing.objects.filter(pk__in=_weighed_nodes(process).values("weighing"))


def _goal_options(process: Process) -> Rows:
    return GoalOption.objects.filter(
        option__round__process=process, option__round__state=Round.State.CLOSED
    )


# Columns that are not called like fields.
PATHS = {
    tables.WEIGHED_NODES.name: {"second": "counted_second"},
    tables.GOAL_OPTIONS.name: {"round": "option__round__key", "option": "option__key"},
}
# Each table with its model and the rows of it that belong to a process.
SOURCES: tuple[tuple[Table, type[Model], Callable[[Process], Rows]], ...] = (
    (tables.GOALS, Goal, _by(Goal, "process")),
    (tables.BRANCHES, Branch, _by(Branch, "goal__process")),
    (tables.PREDECESSORS, Predecessor, _by(Predecessor, "goal__process")),
    (tables.CONTRADICTIONS, Contradiction, _by(Contradiction, "first__process")),
    (tables.INDICATORS, Indicator, _by(Indicator, "goal__process")),
    (tables.MEASUREMENTS, Measurement, _by(Measurement, "goal__process")),
    (tables.EVIDENCE, GoalEvidence, _by(GoalEvidence, "goal__process")),
    (tables.CANDIDATES, Candidate, _by(Candidate, "process")),
    (tables.TREE_VERSIONS, TreeVersion, _by(TreeVersion, "process")),
    (tables.CONSULTATIONS, Consultation, _by(Consultation, "process")),
    (tables.REPLIES, Reply, _by(Reply, "consultation__process")),
    (tables.STANCES, Stance, _by(Stance, "consultation__process")),
    (tables.WEIGHINGS, Weighing, _weighings),
    (tables.WEIGHED_NODES, WeighedNode, _weighed_nodes),
    (tables.GOAL_OPTIONS, GoalOption, _goal_options),
)


def without_closed_findings(
    rows: Mapping[str, tuple[Row, ...]], findings: tuple[Row, ...]
) -> dict[str, tuple[Row, ...]]:
    """The same without findings that do not travel: neither their words nor that they were cited."""
    known = {row.text("key") for row in findings} | {""}
    evidence = rows[tables.EVIDENCE.name]
    return {
        tables.EVIDENCE.name: tuple(
            row
            for row in evidence
            if row.text("audience") != "office" and row.text("finding") in known
        ),
        tables.CANDIDATES.name: tuple(
            row
            if row.text("finding") in known
            else replace(row, values={**row.values, "finding": ""})
            for row in rows[tables.CANDIDATES.name]
        ),
    }
