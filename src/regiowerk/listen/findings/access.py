"""The doors to a finding: whoever may read its process may read it, the office changes it.

A finding that rests on closed sources alone is only there for those who may read one of them.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import get_language

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.access import process_for_member, process_for_reader
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.domain.evidence import Evidence
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.permissions import may_record_finding
from regiowerk.listen.findings.queries import findings_of
from regiowerk.listen.findings.queries.citing import (
    CITABLE,
    NothingThereError,
    evidence_of_answer,
    evidence_of_quotation,
)
from regiowerk.listen.findings.queries.readers import OFFICE, Reader, reader_of
from regiowerk.listen.surveys.access import (
    answer_for_office,
    participation_for_office,
    release_for_reader,
    wave_for_office,
)
from regiowerk.listen.surveys.domain.evaluation.tables import ResultTable
from regiowerk.listen.surveys.models import Release, Submission
from regiowerk.listen.surveys.queries.evaluation.results import Shown
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.queries.open_answers import OpenAnswer, open_answers
from regiowerk.listen.surveys.queries.quotations import Quoted, quotations_for


def _finding(process: Process, key: str, reader: Reader) -> Finding:
    finding = findings_of(process, reader).filter(key=key).first()
    if finding is None:
        raise Http404
    finding.process = process
    return finding


def finding_for_reader(actor: Actor, process_key: str, key: str) -> Finding:
    """A finding by its key; by that of one merged into it, the one it lives on in."""
    process = process_for_reader(actor, process_key)
    readable = findings_of(process, reader_of(actor, process)).prefetch_related(None)
    finding = readable.filter(key=key).first() or readable.filter(merged__key=key).first()
    if finding is None:
        raise Http404
    finding.process = process
    return finding


def process_for_office(actor: Actor, process_key: str) -> Process:
    """A process for whoever may record its findings."""
    process = process_for_member(actor, process_key)
    if not may_record_finding(actor, process):
        raise PermissionDenied
    return process


def finding_for_office(actor: Actor, process_key: str, key: str) -> Finding:
    return _finding(process_for_office(actor, process_key), key, OFFICE)


def citation_for_office(actor: Actor, process_key: str, key: str, citation_id: int) -> Citation:
    finding = finding_for_office(actor, process_key, key)
    citation = finding.citations.filter(pk=citation_id).first()
    if citation is None:
        raise Http404
    citation.finding = finding
    return citation


def document_for_office(actor: Actor, process_key: str, key: str, citation_id: int) -> Citation:
    """Evidence of a document, which the office may correct; what was copied stays as it was."""
    citation = citation_for_office(actor, process_key, key, citation_id)
    if citation.is_frozen:
        raise PermissionDenied
    return citation


def table_for_citing(
    actor: Actor, process_key: str, survey_key: str, wave: int, release: int, question: str
) -> tuple[Shown, ResultTable]:
    """A question of published results, for whoever may record findings."""
    process_for_office(actor, process_key)
    shown = release_for_reader(actor, process_key, survey_key, wave, release)
    table = shown.results.table(question)
    if table is None or shown.release.state != Release.State.RELEASED:
        raise Http404
    return shown, table


def submission_for_citing(
    actor: Actor, process_key: str, survey_key: str, wave: int, organisation_key: str, number: int
) -> Submission:
    """What an organisation handed in, for whoever may record findings."""
    process_for_office(actor, process_key)
    participation = participation_for_office(actor, process_key, survey_key, wave, organisation_key)
    found = participation.submissions.select_related("version").filter(number=number).first()
    if found is None:
        raise Http404
    found.participation = participation
    return found


def answer_for_citing(actor: Actor, path: str, rows: str, **place: Any) -> tuple[Evidence, Process]:
    """One answer of a submission as evidence, where it may be cited at all."""
    submission = submission_for_citing(actor, **place)
    try:
        cited = evidence_of_answer(submission, path, rows)
    except NothingThereError as refusal:
        raise Http404 from refusal
    return cited, submission.participation.wave.survey.process


def open_answer_for_citing(
    actor: Actor, field: str, *, process_key: str, survey_key: str, wave: int, organisation_key: str
) -> OpenAnswer:
    """What an organisation wrote last in one place, where it may be cited by name."""
    process_for_office(actor, process_key)
    found = wave_for_office(actor, process_key, survey_key, wave)
    written = open_answers(found, Audience.OFFICE, get_language() or "de")
    answer = answer_for_office(written, organisation_key, field)
    if answer.question.visibility not in CITABLE:
        raise Http404
    return answer


def quotations_for_citing(actor: Actor, process_key: str) -> tuple[Process, tuple[Quoted, ...]]:
    """The words organisations agreed to, for whoever may record findings."""
    process = process_for_office(actor, process_key)
    return process, quotations_for(process, OFFICE.audience)


def quotation_for_citing(
    actor: Actor, process_key: str, quotation_id: int
) -> tuple[Evidence, Process]:
    """One of them as evidence."""
    process, quotations = quotations_for_citing(actor, process_key)
    found = next((one for one in quotations if one.id == quotation_id), None)
    if found is None:
        raise Http404
    return evidence_of_quotation(found), process
