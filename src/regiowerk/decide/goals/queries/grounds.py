"""What goals rest on: findings as they were cited, and whether they still read so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from regiowerk.decide.goals.domain.freezing import (
    CitedFinding,
    FrozenBranch,
    FrozenGoal,
    FrozenIndicator,
    FrozenTree,
    FrozenVote,
    cited_from,
    is_basis_changed,
    text_of,
)
from regiowerk.decide.goals.models import (
    Branch,
    Candidate,
    Contradiction,
    Goal,
    GoalEvidence,
    Predecessor,
)
from regiowerk.decide.goals.queries.trees import GoalTree, tree_of
from regiowerk.ground.journal.domain.frozen import fingerprint
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.queries.readers import Reader, circles_of, with_something_to_read

PARTED = "parted"  # of a goal that was split off from another one

# What makes a source what it is, whoever may read it.
_SOURCE = (
    "kind",
    "source",
    "place",
    "words",
    "source_on",
    "source_url",
    "base",
    "figures",
    "source_hash",
)


@dataclass(frozen=True, slots=True)
class Ground:
    """A finding a goal rests on: as it was cited, and what has become of it since."""

    evidence: GoalEvidence
    cited: CitedFinding
    is_changed: bool  # reads otherwise today, or is no longer there
    is_gone: bool


def present_wording(finding: Finding) -> CitedFinding:
    """A finding as it reads now; its sources as fingerprints, since not everybody may read them."""
    return CitedFinding(
        key=finding.key,
        kind=finding.kind,
        statement=finding.statement,
        explanation=finding.explanation,
        sources=tuple(sorted(map(_fingerprint, finding.citations.all()))),
    )


def _fingerprint(citation: Citation) -> str:
    return fingerprint([getattr(citation, name) for name in _SOURCE])


def audience_of(finding: Finding) -> str:
    """The widest circle that may read a finding: that of the most open of its sources."""
    circles = {citation.audience for citation in finding.citations.all()}
    ordered = (Citation.Audience.PUBLIC, Citation.Audience.REGION)
    return next((one.value for one in ordered if one.value in circles), Citation.Audience.OFFICE)


def findings_to_cite(process: Process, reader: Reader) -> QuerySet[Finding]:
    """What a goal can rest on: the findings that stand, as far as the reader may know of them."""
    found = process.findings.filter(with_something_to_read(reader))
    return found.order_by("kind", "position", "pk")


def candidates_of(process: Process, reader: Reader) -> list[Candidate]:
    """All proposals in the order of time, each with its finding where the reader may know of it."""
    seen = Finding.objects.filter(with_something_to_read(reader), pk=OuterRef("finding"))
    found: list[Any] = list(
        process.goal_candidates.select_related("goal", "finding")
        .annotate(is_finding_seen=Exists(seen))
        .order_by("proposed_at", "pk")
    )
    for candidate in found:
        if not candidate.is_finding_seen:
            candidate.finding = None
    return found


def grounds_of(goal: Goal, reader: Reader) -> tuple[Ground, ...]:
    """What a goal rests on, in the order of citing, as far as the reader may know; two queries."""
    return tuple(map(ground_of, seen_evidence(reader).filter(goal=goal)))


def seen_evidence(reader: Reader) -> QuerySet[GoalEvidence]:
    """What goals rest on, as far as the reader may know.

    A finding that may be read by few is closed to everybody else here too, also when it is gone.
    """
    is_there = Q(finding__in=Finding.objects.filter(with_something_to_read(reader)))
    is_gone = Q(finding=None) | Q(finding__merged_into__isnull=False)
    return _evidence().filter(is_there | is_gone, audience__in=circles_of(reader))


def _evidence() -> QuerySet[GoalEvidence]:
    return (
        GoalEvidence.objects.select_related("finding")
        .prefetch_related("finding__citations")
        .order_by("cited_at", "pk")
    )


def ground_of(evidence: GoalEvidence) -> Ground:
    finding = evidence.finding
    is_there = finding is not None and finding.merged_into_id is None
    present = present_wording(finding) if finding and is_there else None
    return Ground(
        evidence=evidence,
        cited=cited_from(evidence.content),
        is_changed=is_basis_changed(evidence.content_hash, present),
        is_gone=present is None,
    )


def frozen_text(process: Process) -> str:
    """The tree of a process as it stands, as the one text that is frozen."""
    tree = tree_of(process)
    hashes: dict[int, list[str]] = {}
    cited = GoalEvidence.objects.filter(goal__process=process)
    for goal, content_hash in cited.values_list("goal", "content_hash"):
        hashes.setdefault(goal, []).append(content_hash)
    pairs = Contradiction.objects.filter(first__process=process)
    keys = pairs.values_list("first__key", "second__key")
    return text_of(
        FrozenTree(
            process=process.key,
            goals=tuple(
                _frozen(tree, goal, tuple(sorted(hashes.get(goal.pk, ()))))
                for _place, goal in tree.once()
            ),
            contradictions=tuple(sorted(tuple(sorted(pair)) for pair in keys)),  # type: ignore[misc]
            weighed=_weighed(process),
        )
    )


def _weighed(process: Process) -> tuple[FrozenVote, ...]:
    """The votes the weights come from; one query."""
    branches = Branch.objects.filter(goal__process=process, weighed_in__result__isnull=False)
    rows = branches.values_list(
        Coalesce("parent__key", Value("")), "weighed_in__key", "weighed_in__result__record_hash"
    )
    return tuple(FrozenVote(*row) for row in sorted(set(rows)))


def _frozen(tree: GoalTree, goal: Goal, evidence: tuple[str, ...]) -> FrozenGoal:
    branches = tree.shape.parents[goal.pk]
    return FrozenGoal(
        key=goal.key,
        level=goal.level,
        title=goal.title,
        explanation=goal.explanation,
        horizon=goal.horizon,
        responsible=goal.responsible.key if goal.responsible else "",
        position=goal.position,
        branches=tuple(
            FrozenBranch(
                parent="" if branch.parent is None else tree.goals[branch.parent].key,
                share=branch.share,
                weight=tree.weights.get((branch.goal, branch.parent)),
            )
            for branch in branches
        ),
        indicator=_indicator(goal),
        evidence=evidence,
    )


def _indicator(goal: Goal) -> FrozenIndicator | None:
    if not hasattr(goal, "indicator"):
        return None
    own = goal.indicator
    return FrozenIndicator(
        name=own.name,
        unit=own.unit,
        baseline=f"{own.baseline.normalize():f}",
        baseline_year=own.baseline_year,
        target=f"{own.target.normalize():f}",
        target_year=own.target_year,
        source=own.source,
    )


@dataclass(frozen=True, slots=True)
class Past:
    """Something a goal came from: a goal that was, or a proposal; or a goal that came from it."""

    key: str
    title: str
    words: str
    way: str  # of a goal that was; PARTED: of one that is
    origin: str  # of a proposal
    is_there: bool  # whether a goal of that key still stands


def history_of(goal: Goal) -> list[Past]:
    """The goals that were merged into it or that it was split off from, and its proposals."""
    return [one for one in life_of(goal) if one.way != PARTED]


def life_of(goal: Goal) -> list[Past]:
    """The same with the goals that were split off from it; one query."""
    there = Exists(Goal.objects.filter(process=goal.process_id, key=OuterRef("key")))
    parts = Predecessor.objects.filter(
        goal__process=goal.process_id, key=goal.key, way=Predecessor.Way.SPLIT
    )
    parted = _told(goal.predecessors.all(), at=F("parted_at"), how=F("way"), there=there)
    proposed = _told(
        goal.candidates.all(), at=F("proposed_at"), said=F("origin_words"), source=F("origin")
    )
    split_off = _told(
        parts,
        at=F("parted_at"),
        name=F("goal__key"),
        called=F("goal__title"),
        how=Value(PARTED, output_field=CharField()),
        there=Value(True),
    )
    rows = parted.union(proposed, split_off, all=True).order_by("at")
    return [
        Past(key, title, said, way, origin, bool(is_there))
        for _at, key, title, said, way, origin, is_there in rows
    ]


def _told(rows: QuerySet[Any], **columns: Any) -> QuerySet[Any, Any]:
    """Rows of different tables in the same columns."""
    empty = Value("", output_field=CharField())
    every = {
        "at": None,
        "name": F("key"),
        "called": F("title"),
        "said": empty,
        "how": empty,
        "source": empty,
        "there": Value(False),
    }
    told: QuerySet[Any, Any] = rows.order_by().annotate(**{**every, **columns})
    return told.values_list(*every)
