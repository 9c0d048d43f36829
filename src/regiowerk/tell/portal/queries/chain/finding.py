"""Why a finding is one, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regiowerk.decide.goals.models import Goal
from regiowerk.ground.process.domain.chain import Link
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries import findings_of
from regiowerk.listen.findings.queries.basis import changed_basis
from regiowerk.listen.findings.queries.chain import rests_on, why_of
from regiowerk.listen.findings.queries.readers import Reader
from regiowerk.listen.findings.queries.sources import (
    Source,
    sources_from,
    sources_of,
    unseen_told,
)
from regiowerk.tell.reports.documents.wording import listed
from regiowerk.tell.reports.models import Report
from regiowerk.tell.reports.queries import reports_showing


@dataclass(frozen=True, slots=True)
class Chain:
    """A finding with what it rests on and what became of it, as one circle may read it."""

    finding: Finding
    sources: Sequence[Source]
    sentence: str
    why: Sequence[Link]
    unseen: str
    became: Sequence[Link]

    @property
    def is_changed(self) -> bool:
        return any(one.changed for one in self.why)


def chain_of(
    process: Process, finding: Any, reader: Reader, goals: Mapping[int, list[Goal]]
) -> Chain:
    """Upstream from the findings' room, downstream from all rooms above it.

    With the goals that rest on each finding, by its id, as far as the reader may know; the finding
    comes as `findings_of` reads it.
    """
    sources = sources_of(finding, reader)
    reports = reports_showing(process, [finding], reader)
    unseen = unseen_told(finding.cited - len(sources))
    return _chain(finding, sources, unseen, _became(finding, goals, reports))


def chains_of(process: Process, reader: Reader, goals: Mapping[int, list[Goal]]) -> list[Chain]:
    """The whole chain of a process, finding by finding, in a fixed number of queries."""
    findings: list[Any] = list(findings_of(process, reader))
    citations = [one for finding in findings for one in finding.citations.all()]
    changed = changed_basis(citations, reader)
    reports = reports_showing(process, findings, reader)
    chains = []
    for finding in findings:
        finding.process = process
        sources = sources_from(finding.citations.all(), changed, reader)
        unseen = unseen_told(finding.cited - len(sources))
        became = _became(finding, goals, reports)
        chains.append(_chain(finding, sources, unseen, became))
    return chains


def _chain(
    finding: Finding, sources: Sequence[Source], unseen: str, became: Sequence[Link]
) -> Chain:
    parts = rests_on(one.citation for one in sources)
    return Chain(
        finding=finding,
        sources=sources,
        sentence=_("This finding rests on %(parts)s.") % {"parts": listed(parts)},
        why=why_of(sources),
        unseen=unseen,
        became=became,
    )


def _became(
    finding: Finding, goals: Mapping[int, list[Goal]], reports: Iterable[tuple[int, Report]]
) -> list[Link]:
    """The goals that rest on it, then the project insights it stands in."""
    shown = (report for shown, report in reports if shown == finding.pk)
    return [
        *map(_rests_on_it, goals.get(finding.pk, ())),
        *(_shown_in(finding.process, report) for report in shown),
    ]


def _rests_on_it(goal: Goal) -> Link:
    return Link(
        _("The goal “%(title)s” rests on it.") % {"title": goal.title},
        reverse("portal:chain_of_goal", args=[goal.process.key, goal.key]),
    )


def _shown_in(process: Process, report: Report) -> Link:
    day = {"day": date_format(report.on)}
    return Link(
        _("It stands in the project insight of %(day)s.") % day,
        reverse("reports:report", args=[process.key, report.pk]),
    )
