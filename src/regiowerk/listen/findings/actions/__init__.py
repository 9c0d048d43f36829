from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.process.actions import places
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.models import InfrastructureArea, Process
from regiowerk.listen.findings.actions import telling
from regiowerk.listen.findings.actions.joining import (
    JOINING,
    OtherFindingError,
    WhichEvidenceError,
    merge_findings,
    split_finding,
)
from regiowerk.listen.findings.domain.evidence import Evidence
from regiowerk.listen.findings.models import Citation, Finding

__all__ = [
    "DEEDS",
    "Evidence",
    "FrozenEvidenceError",
    "LastEvidenceError",
    "NoEvidenceError",
    "OtherFindingError",
    "WhichEvidenceError",
    "add_citation",
    "edit_citation",
    "edit_finding",
    "merge_findings",
    "move_finding",
    "record_finding",
    "remove_citation",
    "remove_finding",
    "split_finding",
]

DEEDS: Sentences = {
    "finding.recorded": _("%(who)s recorded the finding “%(what)s”."),
    "finding.edited": _("%(who)s changed the finding “%(what)s”."),
    "finding.moved": _("%(who)s moved the finding “%(what)s”."),
    "finding.removed": _("%(who)s removed the finding “%(what)s”."),
    "citation.added": _("%(who)s added evidence to the finding “%(what)s”."),
    "citation.edited": _("%(who)s changed evidence of the finding “%(what)s”."),
    "citation.removed": _("%(who)s removed evidence from the finding “%(what)s”."),
    **JOINING,
}


class LastEvidenceError(Exception):
    """A finding that would rest on nothing."""

    def __str__(self) -> str:
        return str(
            _(
                "A finding rests on at least one source. Add another one first, or remove the finding."
            )
        )


class FrozenEvidenceError(Exception):
    """Evidence copied from a source of this house, which stays as it was."""

    def __str__(self) -> str:
        return str(
            _(
                "This was copied from what was published and stays as it was. Cite the source "
                "anew, then remove this one."
            )
        )


class NoEvidenceError(Exception):
    """A finding that names no source."""

    def __str__(self) -> str:
        return str(_("Please say where this can be read. A finding rests on at least one source."))


@transaction.atomic
def record_finding(
    *,
    process: Process,
    kind: str,
    statement: str,
    explanation: str,
    area: InfrastructureArea | None,
    evidence: Evidence,
    by: Actor,
    at: datetime,
) -> Finding:
    """Write down what was found, with the first source it rests on."""
    if not evidence.source.strip():
        raise NoEvidenceError
    Process.objects.select_for_update().get(pk=process.pk)
    taken = set(process.findings.values_list("key", flat=True))
    finding = Finding.objects.create(
        process=process,
        key=key_from(statement, taken=taken),
        kind=kind,
        statement=statement,
        explanation=explanation,
        area=area,
        position=places.last_position(process.findings.filter(kind=kind)),
        recorded_at=at,
        recorded_by=by.label,
    )
    _cite(finding, evidence, position=1, by=by, at=at)
    telling.tell("finding.recorded", finding, by, at)
    return finding


@transaction.atomic
def edit_finding(
    *,
    finding: Finding,
    kind: str,
    statement: str,
    explanation: str,
    area: InfrastructureArea | None,
    by: Actor,
    at: datetime,
) -> None:
    """Correct a finding; its address stays, and under another kind it comes last."""
    if kind != finding.kind:
        others = Finding.objects.filter(process=finding.process_id, kind=kind)
        finding.kind, finding.position = kind, places.last_position(others)
    finding.statement, finding.explanation, finding.area = statement, explanation, area
    finding.save(update_fields=["kind", "position", "statement", "explanation", "area"])
    telling.tell("finding.edited", finding, by, at)


@transaction.atomic
def move_finding(*, finding: Finding, direction: Direction, by: Actor, at: datetime) -> None:
    """Put a finding one place further up or down among those of its kind."""
    siblings = Finding.objects.filter(
        process=finding.process_id, kind=finding.kind, merged_into=None
    )
    places.move(items=siblings, item=finding, direction=direction)
    telling.tell("finding.moved", finding, by, at)


@transaction.atomic
def remove_finding(*, finding: Finding, by: Actor, at: datetime) -> None:
    """Take a finding out, with all its evidence."""
    finding.delete()
    telling.tell("finding.removed", finding, by, at)


@transaction.atomic
def add_citation(*, finding: Finding, evidence: Evidence, by: Actor, at: datetime) -> Citation:
    """Name a further source a finding rests on."""
    Finding.objects.select_for_update().get(pk=finding.pk)
    position = places.last_position(Citation.objects.filter(finding=finding))
    citation = _cite(finding, evidence, position=position, by=by, at=at)
    telling.tell("citation.added", finding, by, at)
    return citation


@transaction.atomic
def edit_citation(*, citation: Citation, evidence: Evidence, by: Actor, at: datetime) -> None:
    """Correct where something can be read in a document; what was copied is not changed."""
    if citation.is_frozen:
        raise FrozenEvidenceError
    citation.source, citation.place = evidence.source, evidence.place
    citation.words, citation.source_on = evidence.words, evidence.source_on
    citation.source_url = evidence.source_url
    citation.save(update_fields=["source", "place", "words", "source_on", "source_url"])
    telling.tell("citation.edited", citation.finding, by, at)


@transaction.atomic
def remove_citation(*, citation: Citation, by: Actor, at: datetime) -> None:
    """Take a source away; the last one stays."""
    finding = Finding.objects.select_for_update().get(pk=citation.finding_id)
    if finding.citations.count() == 1:
        raise LastEvidenceError
    citation.delete()
    telling.tell("citation.removed", citation.finding, by, at)


def _cite(
    finding: Finding, evidence: Evidence, *, position: int, by: Actor, at: datetime
) -> Citation:
    return Citation.objects.create(
        finding=finding,
        position=position,
        cited_at=at,
        cited_by=by.label[:200],
        **asdict(evidence),
    )
