"""Writes versions, what was found in their files, and the journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.urls import reverse

from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.listen.questionnaires.domain.instrument import Instrument
from regiowerk.listen.questionnaires.domain.linting import Finding
from regiowerk.listen.questionnaires.domain.storage import plain
from regiowerk.listen.questionnaires.models import ImportFinding, Questionnaire, Version

LONGEST_FILE_NAME = 200


def store_draft(
    questionnaire: Questionnaire,
    instrument: Instrument,
    *,
    origin: str,
    file_name: str = "",
    file_content: bytes = b"",
    by: Actor,
    at: datetime,
) -> Version:
    """The draft of a questionnaire, after its other versions."""
    last = questionnaire.versions.order_by("-number").values_list("number", flat=True).first()
    definition = canonical(plain(instrument)).decode()
    return Version.objects.create(
        questionnaire=questionnaire,
        number=(last or 0) + 1,
        origin=origin,
        definition=definition,
        content_hash=hash_of(definition),
        file_name=file_name[-LONGEST_FILE_NAME:],
        file_content=file_content,
        begun_at=at,
        begun_by=by.label,
    )


def hash_of(definition: str) -> str:
    """What names a version: the SHA-256 of its definition."""
    return sha256(definition.encode()).hexdigest()


def store_findings(version: Version, findings: Iterable[Finding]) -> None:
    """What the import noticed, kept beside the version it speaks of."""
    ImportFinding.objects.bulk_create(
        ImportFinding(
            version=version,
            position=position,
            level=finding.level.value,
            kind=finding.kind,
            sheet=finding.sheet[:60],
            row=finding.row,
            column=finding.column[:80],
            values=canonical(dict(finding.values)).decode(),
        )
        for position, finding in enumerate(findings, start=1)
    )


def tell(
    deed: str, questionnaire: Questionnaire, by: Actor, at: datetime, *, is_gone: bool = False
) -> None:
    """Write a deed down, with the way to where it can be seen."""
    process = questionnaire.process
    page, args = "questionnaires:questionnaire", [process.key, questionnaire.key]
    if is_gone:
        page, args = "questionnaires:questionnaires", [process.key]
    journal.record(
        by=by,
        at=at,
        deed=deed,
        label=questionnaire.title,
        address=reverse(page, args=args),
        region=process.region.key,
        process=process.key,
    )
