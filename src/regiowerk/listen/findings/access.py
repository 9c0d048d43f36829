"""The doors to a finding: whoever may read its process may read it, the office changes it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.access import process_for_member, process_for_reader
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.permissions import may_record_finding
from regiowerk.listen.findings.queries import findings_of


def _finding(process: Process, key: str) -> Finding:
    finding = findings_of(process).filter(key=key).first()
    if finding is None:
        raise Http404
    finding.process = process
    return finding


def finding_for_reader(actor: Actor, process_key: str, key: str) -> Finding:
    return _finding(process_for_reader(actor, process_key), key)


def process_for_office(actor: Actor, process_key: str) -> Process:
    """A process for whoever may record its findings."""
    process = process_for_member(actor, process_key)
    if not may_record_finding(actor, process):
        raise PermissionDenied
    return process


def finding_for_office(actor: Actor, process_key: str, key: str) -> Finding:
    return _finding(process_for_office(actor, process_key), key)


def citation_for_office(actor: Actor, process_key: str, key: str, citation_id: int) -> Citation:
    finding = finding_for_office(actor, process_key, key)
    citation = finding.citations.filter(pk=citation_id).first()
    if citation is None:
        raise Http404
    citation.finding = finding
    return citation
