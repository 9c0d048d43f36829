from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from regiowerk.ground.process import access as process_access
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.tell.reports import access, actions, queries, tasks
from regiowerk.tell.reports.forms import ReportForm
from regiowerk.tell.reports.permissions import may_ask_for_report

PER_PAGE = 20


@require_safe
@login_not_required
def reports(request: Request, process_key: str) -> HttpResponse:
    process = process_access.process_for_reader(request.actor, process_key)
    page = Paginator(queries.reports_of(process), PER_PAGE).get_page(request.GET.get("page"))
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
@login_not_required
def report(request: Request, process_key: str, report_id: int) -> HttpResponse:
    found = access.report_for_reader(request.actor, process_key, report_id)
    return render(request, "reports/report.html", {"process": found.process, "report": found})


@require_safe
@login_not_required
def slides(request: Request, process_key: str, report_id: int) -> FileResponse:
    found = access.written_report_for_reader(request.actor, process_key, report_id)
    return FileResponse(found.slides_file.open(), as_attachment=True)


@require_safe
@login_not_required
def pdf(request: Request, process_key: str, report_id: int) -> FileResponse:
    found = access.written_report_for_reader(request.actor, process_key, report_id)
    return FileResponse(found.pdf_file.open(), content_type="application/pdf")
