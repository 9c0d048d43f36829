from __future__ import annotations

from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.actions import record
from regiowerk.ground.journal.domain.actor import SYSTEM, Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.process.models import Process
from regiowerk.tell.reports.documents import BeforeStartError, Insight
from regiowerk.tell.reports.models import Report

DEEDS: Sentences = {
    "report.asked": _("%(who)s asked for the project insight “%(what)s”."),
    "report.written": _("The project insight “%(what)s” is ready."),
    "report.failed": _("The project insight “%(what)s” could not be written."),
}


@transaction.atomic
def ask_for_report(*, process: Process, on: date, language: str, by: Actor, at: datetime) -> Report:
    """Order the project insight of one day; a background task writes it."""
    if on < process.starts_on:
        raise BeforeStartError(process.starts_on)
    report = Report.objects.create(
        process=process, on=on, language=language, asked_at=at, asked_by=by.label
    )
    _tell(report, "report.asked", by=by, at=at)
    return report


def note_progress(*, report: Report, text: str) -> None:
    """Say how far the writing is."""
    report.state = Report.State.WRITING
    report.progress = text[:120]
    report.save(update_fields=["state", "progress"])


@transaction.atomic
def keep_report(*, report: Report, insight: Insight, at: datetime) -> None:
    """Freeze a written report: its content, the content's fingerprint and both files."""
    report.state = Report.State.DONE
    report.done_at = at
    report.progress = ""
    report.content = insight.content
    report.content_hash = insight.content_hash
    name = f"{insight.file_stem}-{insight.content_hash[:8]}"
    report.slides_file.save(f"{name}.pptx", ContentFile(insight.slides), save=False)
    report.pdf_file.save(f"{name}.pdf", ContentFile(insight.pdf), save=False)
    report.save(
        update_fields=[
            "state",
            "done_at",
            "progress",
            "content",
            "content_hash",
            "slides_file",
            "pdf_file",
        ]
    )
    _tell(report, "report.written", by=SYSTEM, at=at)


@transaction.atomic
def give_up_report(*, report: Report, problem: str, at: datetime) -> None:
    """Say that a report could not be written, and why."""
    report.state = Report.State.FAILED
    report.problem = problem[:300]
    report.progress = ""
    report.save(update_fields=["state", "problem", "progress"])
    _tell(report, "report.failed", by=SYSTEM, at=at)


def _tell(report: Report, deed: str, *, by: Actor, at: datetime) -> None:
    """Write a deed into the journal, with the page on which the report can be seen."""
    process = report.process
    record(
        by=by,
        at=at,
        deed=deed,
        label=str(report),
        address=reverse("reports:report", args=[process.key, report.pk]),
        region=process.region.key,
        process=process.key,
    )
