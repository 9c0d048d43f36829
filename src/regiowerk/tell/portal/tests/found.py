"""What the chain begins with: a published wave, and a finding on figures, an answer and a document."""

from __future__ import annotations

import pytest

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.tests.strangers import Crowd, mandate_of
from regiowerk.listen.findings import actions
from regiowerk.listen.findings.domain.evidence import WHOLE, Evidence
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries.citing import evidence_of_answer, evidence_of_table
from regiowerk.listen.findings.tests.published import (
    AT,
    BY,
    a_published_wave,
    has_handed_in,
    publish,
    towns,
)
from regiowerk.listen.surveys.models import Release, Submission, Wave
from regiowerk.listen.surveys.queries.evaluation.results import shown
from regiowerk.listen.surveys.queries.exports.classes import Audience


def a_found(process: Process, statement: str, evidence: Evidence) -> Finding:
    return actions.record_finding(
        process=process,
        kind="need",
        statement=statement,
        explanation="",
        area=None,
        evidence=evidence,
        by=BY,
        at=AT,
    )


def of_table(release: Release, question: str) -> Evidence:
    found = shown(release, Audience.OFFICE)
    table = found.results.table(f"all.{question}")
    assert table is not None
    return evidence_of_table(found, table, WHOLE)


@pytest.fixture
def wave(process: Process) -> Wave:
    return a_published_wave(process)


@pytest.fixture
def release(crowd: Crowd, wave: Wave) -> Release:
    """What the member's organisation and five towns said, published for everybody."""
    own = mandate_of(crowd.member).organisation
    answers = {"public": "yes", "region": "yes", "secret": "yes"}
    has_handed_in(wave, own, **answers, office="Streng intern", words="Mehr Zeit")
    towns(wave, 5, **answers)
    return publish(wave)


@pytest.fixture
def finding(process: Process, release: Release) -> Finding:
    """A finding on published figures, one answer told to the office alone, and one document."""
    found = a_found(process, "Zeit fehlt.", of_table(release, "public"))
    submission = Submission.objects.order_by("pk").first()
    assert submission is not None
    for evidence in (
        evidence_of_answer(submission, "/all/office", ""),
        Evidence("Zwischenbericht", "Folie 14"),
    ):
        actions.add_citation(finding=found, evidence=evidence, by=BY, at=AT)
    return found
