"""The part of the chain that goals tell: what a goal rests on, and what rests on a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.goals.domain.freezing import tree_from
from regiowerk.decide.goals.domain.stances import Answer, Said, Tally, tallies
from regiowerk.decide.goals.models import Candidate, Goal, GoalEvidence, Predecessor, Stance
from regiowerk.decide.goals.queries.grounds import (
    PARTED,
    Ground,
    Past,
    ground_of,
    life_of,
    seen_evidence,
)
from regiowerk.ground.process.domain.chain import Link
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.queries.basis import changed_basis
from regiowerk.listen.findings.queries.chain import why_of as why_of_finding
from regiowerk.listen.findings.queries.readers import (
    Reader,
    citations_for,
    with_something_to_read,
    with_sources,
)
from regiowerk.listen.findings.queries.sources import sources_from


@dataclass(frozen=True, slots=True)
class Founding:
    """A finding a goal rests on, as it was cited, with the finding's own sources as they are today."""

    evidence: GoalEvidence
    finding: Link
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """That a goal rests on a finding, as it was cited."""

    goal: Goal
    ground: Ground
    finding: Link
    lives_in: int | None  # where the finding is today; None: nowhere any more


@dataclass(frozen=True, slots=True)
class Frozen:
    """A version of the tree, as the chain reads it."""

    key: str
    label: str
    content: str
    frozen_at: datetime


@dataclass(frozen=True, slots=True)
class Resting:
    """Which goals rest on which findings, and which rest on none."""

    on: Mapping[int, list[Goal]]  # by the finding's id; what was merged counts where it lives on
    without_evidence: tuple[Goal, ...]


def with_process_and_evidence(process_key: str) -> QuerySet[Goal]:
    """The goals of a process, each with the process and the number of findings it rests on."""
    evidence = GoalEvidence.objects.filter(goal=OuterRef("pk")).order_by().values("goal")
    cited = Subquery(evidence.annotate(number=Count("pk")).values("number"))
    process = (
        "process__region__network",
        "process__region__regiopole",
        "process__programme__network",
        "process__area",
    )
    goals = Goal.objects.filter(process__key=process_key).select_related(*process)
    return goals.annotate(cited=Coalesce(cited, 0))


def resting_of(process: Process, reader: Reader) -> Resting:
    """The use of findings as far as the reader may know of it, and all goals without; one query."""
    rows: Iterable[Any] = (
        Goal.objects.filter(process=process)
        .annotate(
            cited=F("evidence"),
            lives_in=Coalesce("evidence__finding__merged_into", "evidence__finding"),
            is_seen=Exists(seen_evidence(reader).filter(pk=OuterRef("evidence"))),
        )
        .order_by("position", "pk", "cited")
    )
    on: dict[int, dict[int, Goal]] = {}
    for goal in rows:
        goal.process = process
        if goal.is_seen and goal.lives_in:
            on.setdefault(goal.lives_in, {})[goal.pk] = goal
    return Resting(
        on={finding: list(goals.values()) for finding, goals in on.items()},
        without_evidence=tuple(goal for goal in rows if goal.cited is None),
    )


def uses_in(process: Process, reader: Reader) -> list[Use]:
    """Everything goals rest on, goal by goal, without the sources; two queries."""
    evidence = seen_evidence(reader).filter(goal__process=process).select_related("finding", "goal")
    ordered = evidence.order_by("goal__position", "cited_at", "pk")
    uses = []
    for row in _with_findings(ordered, reader):
        row.goal.process = process
        uses.append(Use(row.goal, ground_of(row), _finding(process, row), row.lives_in))
    return uses


def foundings_of(goal: Goal, reader: Reader) -> list[Founding]:
    """What a goal rests on down to the sources, as far as the reader may know; four queries at most."""
    evidence = list(_with_findings(seen_evidence(reader).filter(goal=goal), reader))
    cited = [one for row in evidence for one in _seen(row)]
    changed = changed_basis(cited, reader)
    return [
        Founding(
            evidence=row,
            finding=_finding(goal.process, row),
            sources=tuple(why_of_finding(sources_from(_seen(row), changed, reader))),
        )
        for row in evidence
    ]


def _with_findings(evidence: QuerySet[GoalEvidence], reader: Reader) -> Iterable[Any]:
    """With all sources of the findings, each saying whether the reader may see it."""
    may_see = Exists(citations_for(reader).filter(pk=OuterRef("pk")))
    citations = with_sources(Citation.objects.annotate(is_seen=may_see))
    readable = Finding.objects.filter(with_something_to_read(reader))
    return (
        evidence.annotate(lives_in=Coalesce("finding__merged_into", "finding"))
        .annotate(is_read=Exists(readable.filter(pk=OuterRef("lives_in"))))
        .prefetch_related(None)
        .prefetch_related(
            Prefetch("finding__citations", citations.order_by("position", "pk")),
            Prefetch("finding__merged_into__citations", citations.order_by("position", "pk")),
        )
    )


def _seen(evidence: GoalEvidence) -> list[Any]:
    """The sources of a finding, or of the one it lives on in: they went there with it."""
    finding = evidence.finding
    lives_in = (finding.merged_into or finding) if finding else None
    sources: Iterable[Any] = lives_in.citations.all() if lives_in else ()
    return [one for one in sources if one.is_seen]


def _finding(process: Process, evidence: Any) -> Link:
    """A finding in the words that were cited, and the way to where it lives on."""
    ground = ground_of(evidence)
    changed = ""
    if ground.is_gone:
        changed = _("The finding is no longer there; it read as above when it was cited.")
    elif ground.is_changed:
        changed = _("The finding reads otherwise today; above are the words that were cited.")
    address = (
        reverse("findings:finding", args=[process.key, evidence.finding.key])
        if evidence.is_read
        else ""
    )
    return Link(ground.cited.statement, address, note=evidence.note, changed=changed)


def life_in_links(goal: Goal, *, is_member: bool) -> tuple[list[Link], list[Link]]:
    """What a goal came from, and the goals that were split off from it."""
    life = life_of(goal)
    return (
        [_past(goal.process, one, is_member=is_member) for one in life if one.way != PARTED],
        [_part(goal.process, one) for one in life if one.way == PARTED],
    )


def _past(process: Process, past: Past, *, is_member: bool) -> Link:
    words = {"title": past.title}
    if past.way == Predecessor.Way.MERGED:
        return Link(_("“%(title)s” was merged into it.") % words)
    if past.way == Predecessor.Way.SPLIT:
        before = reverse("goals:goal", args=[process.key, past.key]) if past.is_there else ""
        return Link(_("It was split off “%(title)s”.") % words, before)
    proposals = reverse("goals:candidates", args=[process.key])
    return Link(
        _("It was proposed as “%(title)s”.") % words,
        proposals if is_member else "",
        note=f"{Candidate.Origin(past.origin).label}: {past.words}",
    )


def _part(process: Process, part: Past) -> Link:
    return Link(
        _("“%(title)s” was split off it.") % {"title": part.title},
        reverse("goals:goal", args=[process.key, part.key]),
    )


def said_about(goal: Goal) -> list[Link]:
    """What organisations said about it, consultation by consultation; for those who take part."""
    rows = goal.stances.select_related("consultation", "organisation").order_by(
        "-consultation__opened_at", "consultation", "organisation__name", "pk"
    )
    found = []
    for consultation, stances in groupby(rows, lambda one: one.consultation):
        said = list(stances)
        number = len({one.organisation_id for one in said})
        place = [goal.process.key, consultation.key]
        text = ngettext(
            "One organisation spoke about it in “%(title)s”.",
            "%(number)d organisations spoke about it in “%(title)s”.",
            number,
        )
        found.append(
            Link(
                text % {"number": number, "title": consultation.title},
                reverse("goals:consultation", args=place),
                note=_counted(said),
            )
        )
        found += [_stance(one, place) for one in said if one.reason or one.contribution]
    return found


def _counted(stances: list[Stance]) -> str:
    said = [Said("", one.organisation_id, Answer(one.answer)) for one in stances]
    tally = tallies(said).get("", Tally())
    counts = ((str(answer.label), getattr(tally, answer.value)) for answer in Stance.Answer)
    return ", ".join(f"{label}: {count}" for label, count in counts if count)


def _stance(stance: Stance, place: list[str]) -> Link:
    bring = f"{_('Would bring in:')} {stance.contribution}" if stance.contribution else ""
    return Link(
        f"{stance.organisation}: {stance.get_answer_display()}",
        reverse("goals:said", args=[*place, stance.organisation.key]),
        words=stance.reason,
        note=bring,
    )


def frozen_in(
    process: Process, goals: Sequence[Goal], versions: Iterable[Frozen]
) -> Mapping[int, list[Link]]:
    """The versions of the tree goals stand in, by the goal's id.

    Where a goal had another title then, that is told as its words.
    """
    found: dict[int, list[Link]] = {goal.pk: [] for goal in goals}
    for version in versions:
        day = date_format(timezone.localdate(version.frozen_at))
        words = {"label": version.label, "day": day}
        sentence = _("It stands in the goal tree as frozen on %(day)s, “%(label)s”.") % words
        address = reverse("goals:version", args=[process.key, version.key])
        titles = {one.key: one.title for one in tree_from(version.content).goals}
        for goal in goals:
            title = titles.get(goal.key)
            if title is not None:
                told = "" if title == goal.title else title
                found[goal.pk].append(Link(sentence, address, words=told))
    return found
