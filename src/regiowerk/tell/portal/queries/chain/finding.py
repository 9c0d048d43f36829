"""Why a finding is one, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regiowerk.decide.goals.models import Goal
from regiowerk.decide.goals.queries.grounds import goals_resting_on
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
    unseen_in_words,
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


def chain_of(process: Process, finding: Finding, reader: Reader) -> Chain:
    """Upstream from the findings' room, downstream from all rooms above it."""
    sources = sources_of(finding, reader)
    unseen = unseen_in_words(finding, reader, len(sources))
    uses = uses_of(process, [finding], reader)
    return _chain(finding, sources, unseen, uses.get(finding.pk, ()))


def chains_of(process: Process, reader: Reader) -> list[Chain]:
    """The whole chain of a process, finding by finding, in a fixed number of queries."""
    findings = list(findings_of(process, reader))
    citations = [one for finding in findings for one in finding.citations.all()]
    changed = changed_basis(citations, reader)
    number = Count("citations")
    numbers = dict(process.findings.annotate(number=number).values_list("pk", "number"))
    uses = uses_of(process, findings, reader)
    chains = []
    for finding in findings:
        sources = sources_from(finding.citations.all(), changed, reader)
        unseen = unseen_told(numbers[finding.pk] - len(sources))
        chains.append(_chain(finding, sources, unseen, uses.get(finding.pk, ())))
    return chains


def uses_of(
    process: Process, findings: Sequence[Finding], reader: Reader
) -> Mapping[int, Sequence[Link]]:
    """What became of each finding: the goals that rest on it and the insights that show it."""
    uses: dict[int, list[Link]] = {one.pk: [] for one in findings}
    for number, goal in goals_resting_on(process, reader):
        if number in uses:
            uses[number].append(_aimed_at(process, goal))
    reports = reports_showing(process, [one.statement for one in findings])
    for statement, report in reports:
        for finding in findings:
            if finding.statement == statement:
                uses[finding.pk].append(_shown_in(process, report))
    return uses


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


def _aimed_at(process: Process, goal: Goal) -> Link:
    return Link(
        _("The goal “%(goal)s” rests on it.") % {"goal": goal},
        reverse("goals:goal", args=[process.key, goal.key]),
    )


def _shown_in(process: Process, report: Report) -> Link:
    day = {"day": date_format(report.on)}
    return Link(
        _("It stands in the project insight of %(day)s.") % day,
        reverse("reports:report", args=[process.key, report.pk]),
    )
