"""Findings are merged and split; no source is lost by either."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.process.actions import places
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.models import InfrastructureArea, Process
from regiowerk.listen.findings.actions.telling import tell
from regiowerk.listen.findings.models import Citation, Finding

JOINING: Sentences = {
    "finding.merged": _("%(who)s merged the finding “%(what)s” into another one."),
    "finding.split": _("%(who)s split the finding “%(what)s” off another one."),
}


class OtherFindingError(Exception):
    """A finding merged into itself, into one of another process or into one that is gone."""

    def __str__(self) -> str:
        return str(_("Please choose another finding of this process."))


class WhichEvidenceError(Exception):
    """A split that would leave one of both without a source."""

    def __str__(self) -> str:
        return str(
            _("Both findings rest on at least one source. Choose some of the sources, not all.")
        )


@transaction.atomic
def merge_findings(*, finding: Finding, into: Finding, by: Actor, at: datetime) -> None:
    """Let a finding live on in another one, with all its sources; its address leads there."""
    both = [finding.pk, into.pk]
    held = Finding.objects.select_for_update(of=("self",)).filter(
        pk__in=both, process=finding.process_id, merged_into=None
    )
    if len(held) != len(both) or finding.pk == into.pk:
        raise OtherFindingError
    _bring(finding.citations.order_by("position", "pk"), to=into)
    finding.merged.update(merged_into=into)
    finding.merged_into, finding.merged_at, finding.merged_by = into, at, by.label[:200]
    finding.save(update_fields=["merged_into", "merged_at", "merged_by"])
    tell("finding.merged", finding, by, at)


@transaction.atomic
def split_finding(
    *,
    finding: Finding,
    citations: Iterable[int],
    kind: str,
    statement: str,
    explanation: str,
    area: InfrastructureArea | None,
    by: Actor,
    at: datetime,
) -> Finding:
    """Make a finding of its own from some of the sources; the others stay where they are."""
    process = Process.objects.select_for_update().get(pk=finding.process_id)
    chosen = finding.citations.filter(pk__in=set(citations)).order_by("position", "pk")
    if not 0 < chosen.count() < finding.citations.count():
        raise WhichEvidenceError
    taken = set(process.findings.values_list("key", flat=True))
    part = Finding.objects.create(
        process=finding.process,
        key=key_from(statement, taken=taken),
        kind=kind,
        statement=statement,
        explanation=explanation,
        area=area,
        position=places.last_position(process.findings.filter(kind=kind)),
        recorded_at=at,
        recorded_by=by.label[:200],
        split_from=finding,
    )
    _bring(chosen, to=part)
    tell("finding.split", part, by, at)
    return part


def _bring(citations: Iterable[Citation], *, to: Finding) -> None:
    """Put sources behind those a finding has, each with the finding it was cited for."""
    position = places.last_position(Citation.objects.filter(finding=to))
    for number, citation in enumerate(list(citations), start=position):
        citation.came_from = citation.came_from or citation.finding.statement
        citation.finding, citation.position = to, number
        citation.save(update_fields=["finding", "position", "came_from"])
