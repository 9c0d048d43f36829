from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from regiowerk.ground.process import access as process_access
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.findings.queries.readers import reader_of
from regiowerk.tell.reports import access, actions, queries, tasks
from regiowerk.tell.reports.forms import ReportForm
from regiowerk.tell.reports.permissions import may_ask_for_report

PER_PAGE = 20
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@require_safe
@process_access.open_to_the_public
def reports(request: Request, process_key: str) -> HttpResponse:
    process = process_access.process_for_reader(request.actor, process_key)
    reader = reader_of(request.actor, process)
    page = Paginator(queries.reports_of(process, reader), PER_PAGE).get_page(
        request.GET.get("page")
    )
    may_ask = may_ask_for_report(request.actor, process)
    context = {"process": process, "page": page, "may_ask": may_ask}
    return render(request, "reports/reports.html", context)


@require_http_methods(["GET", "POST"])
def ask_for_report(request: Request, process_key: str) -> HttpResponse:
    process = process_access.process_for_office(request.actor, process_key)
    today = timezone.localdate(request.at)
    form = ReportForm(request.POST or None, process=process, today=today)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        context = {"process": process, "form": form}
        return render(request, "reports/ask_for_report.html", context, status=status)
    report = actions.ask_for_report(
        process=process, by=request.actor, at=request.at, **form.cleaned_data
    )
    transaction.on_commit(lambda: tasks.write_report.enqueue(report.pk))
    return go(request, "reports:report", process.key, report.pk)


@require_safe
@process_access.open_to_the_public
def report(request: Request, process_key: str, report_id: int) -> HttpResponse:
    found = access.report_for_reader(request.actor, process_key, report_id)
    return render(request, "reports/report.html", {"process": found.process, "report": found})


@require_safe
@process_access.open_to_the_public
def slides(request: Request, process_key: str, report_id: int) -> HttpResponse:
    found = access.written_report_for_reader(request.actor, process_key, report_id)
    return _file(found.slides_file, PPTX, is_shown=False)


@require_safe
@process_access.open_to_the_public
def pdf(request: Request, process_key: str, report_id: int) -> HttpResponse:
    found = access.written_report_for_reader(request.actor, process_key, report_id)
    return _file(found.pdf_file, "application/pdf", is_shown=True)


def _file(file: FieldFile, kind: str, *, is_shown: bool) -> HttpResponse:
    """A stored file under its own name: shown in the browser, or saved."""
    with file.open() as opened:
        response = HttpResponse(opened.read(), content_type=kind)
    name = Path(file.name or "").name
    disposition = content_disposition_header(not is_shown, name)
    response["Content-Disposition"] = disposition or f'inline; filename="{name}"'
    return response
