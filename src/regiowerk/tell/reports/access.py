"""The doors to a report: whoever may read its process and was meant when it was written may read it."""

from __future__ import annotations

from django.http import Http404

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.access import process_for_office, process_for_reader
from regiowerk.listen.findings.queries.readers import reader_of
from regiowerk.tell.reports.models import InsightSlide, Report
from regiowerk.tell.reports.queries import reports_of


def report_for_reader(actor: Actor, process_key: str, report_id: int) -> Report:
    process = process_for_reader(actor, process_key)
    report = reports_of(process, reader_of(actor, process)).filter(pk=report_id).first()
    if report is None:
        raise Http404
    report.process = process
    return report


def written_report_for_reader(actor: Actor, process_key: str, report_id: int) -> Report:
    """A report whose files exist."""
    report = report_for_reader(actor, process_key, report_id)
    if report.state != Report.State.DONE:
        raise Http404
    return report


def slide_for_office(actor: Actor, process_key: str, slide_id: int) -> InsightSlide:
    """A slide the office has chosen, for the office."""
    process = process_for_office(actor, process_key)
    slide = process.insight_slides.filter(pk=slide_id).first()
    if slide is None:
        raise Http404
    slide.process = process
    return slide
