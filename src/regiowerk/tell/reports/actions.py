from __future__ import annotations

from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.actions import record
from regiowerk.ground.journal.domain.actor import SYSTEM, Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.process.actions import places
from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries.readers import everybody_of
from regiowerk.listen.surveys.models import Release
from regiowerk.listen.surveys.queries.evaluation.results import results_in
from regiowerk.tell.reports.documents import BeforeStartError, Insight
from regiowerk.tell.reports.models import InsightSlide, Report

DEEDS: Sentences = {
    "report.asked": _("%(who)s asked for the project insight “%(what)s”."),
    "report.written": _("The project insight “%(what)s” is ready."),
    "report.failed": _("The project insight “%(what)s” could not be written."),
    "slide.chosen": _("%(who)s chose “%(what)s” for the project insight."),
    "slide.changed": _("%(who)s changed the slide “%(what)s” of the project insight."),
    "slide.moved": _("%(who)s moved the slide “%(what)s” of the project insight."),
    "slide.removed": _("%(who)s took “%(what)s” out of the project insight."),
}


@transaction.atomic
def ask_for_report(*, process: Process, on: date, language: str, by: Actor, at: datetime) -> Report:
    """Order the project insight of one day; a background task writes it."""
    if on < process.starts_on:
        raise BeforeStartError(process.starts_on)
    report = Report.objects.create(
        process=process,
        audience=everybody_of(process).audience.value,
        on=on,
        language=language,
        asked_at=at,
        asked_by=by.label,
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
    report.audience = insight.audience
    report.findings = "\n".join(insight.findings)
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
            "audience",
            "findings",
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


@transaction.atomic
def choose_slide(
    *,
    process: Process,
    finding: Finding | None,
    release: Release | None,
    question: str,
    headline: str,
    note: str,
    by: Actor,
    at: datetime,
) -> InsightSlide:
    """Take a finding, or the chart of a published question, into the interim results."""
    Process.objects.select_for_update(of=("self",)).get(pk=process.pk)
    slide = InsightSlide.objects.create(
        process=process,
        position=places.last_position(process.insight_slides.all()),
        finding=finding,
        release=release,
        question=question,
        headline=headline,
        note=note,
        chosen_at=at,
        chosen_by=by.label[:200],
    )
    _tell_slide("slide.chosen", slide, by, at)
    return slide


@transaction.atomic
def change_slide(*, slide: InsightSlide, headline: str, note: str, by: Actor, at: datetime) -> None:
    """Give a slide another headline or note; what it shows stays."""
    slide.headline, slide.note = headline, note
    slide.save(update_fields=["headline", "note"])
    _tell_slide("slide.changed", slide, by, at)


@transaction.atomic
def move_slide(*, slide: InsightSlide, direction: Direction, by: Actor, at: datetime) -> None:
    """Show a slide one place earlier or later."""
    siblings = InsightSlide.objects.filter(process=slide.process_id)
    places.move(items=siblings, item=slide, direction=direction)
    _tell_slide("slide.moved", slide, by, at)


@transaction.atomic
def remove_slide(*, slide: InsightSlide, by: Actor, at: datetime) -> None:
    """Take a slide out; insights that were written keep it."""
    label = _label(slide)
    slide.delete()
    _tell_slide("slide.removed", slide, by, at, label=label)


def _tell_slide(deed: str, slide: InsightSlide, by: Actor, at: datetime, label: str = "") -> None:
    process = slide.process
    record(
        by=by,
        at=at,
        deed=deed,
        label=(label or _label(slide))[:300],
        address=reverse("reports:insight_slides", args=[process.key]),
        region=process.region.key,
        process=process.key,
    )


def _label(slide: InsightSlide) -> str:
    """What people call it: its headline, its finding, or the question in the words of the release."""
    if slide.headline or slide.release is None:
        return str(slide)
    table = results_in(slide.release.content_hash, slide.release.content).table(slide.question)
    return table.label if table else str(slide)


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
