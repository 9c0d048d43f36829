"""Questionnaires come from files, or begin empty."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.questionnaires import access, actions, queries
from regiowerk.listen.questionnaires.documents.findings import findings_csv, findings_xlsx
from regiowerk.listen.questionnaires.documents.xlsform import write_template
from regiowerk.listen.questionnaires.domain.linting import Finding, Level
from regiowerk.listen.questionnaires.forms.office import (
    FileForm,
    FindingsForm,
    NameForm,
    UploadForm,
)
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.questionnaires.queries.overview import FindingLine
from regiowerk.listen.questionnaires.views.frame import download, sent, uploaded

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
def import_questionnaire(request: Request, process_key: str) -> HttpResponse:
    """Upload the file of a new questionnaire."""
    process = access.process_for_editor(request.actor, process_key)
    form = UploadForm(sent(request), uploaded(request))
    findings: tuple[Finding, ...] = ()
    if form.is_valid():
        try:
            version = actions.import_questionnaire(
                process=process, by=request.actor, at=request.at, **form.deed()
            )
        except actions.FaultyWorkbookError as refusal:
            form.add_error("file", str(refusal))
            findings = refusal.findings
        else:
            return _taken(request, version)
    return _ask_file(request, process, None, form, findings)


@require_http_methods(["GET", "HEAD", "POST"])
def replace_draft(request: Request, process_key: str, questionnaire_key: str) -> HttpResponse:
    """Upload a file as the draft of a questionnaire."""
    found = access.questionnaire_for_office(request.actor, process_key, questionnaire_key)
    form = FileForm(sent(request), uploaded(request))
    findings: tuple[Finding, ...] = ()
    if form.is_valid():
        try:
            version = actions.replace_draft(
                questionnaire=found, by=request.actor, at=request.at, **form.deed()
            )
        except actions.FaultyWorkbookError as refusal:
            form.add_error("file", str(refusal))
            findings = refusal.findings
        else:
            return _taken(request, version)
    return _ask_file(request, found.process, found, form, findings)


@require_http_methods(["GET", "HEAD", "POST"])
def begin_questionnaire(request: Request, process_key: str) -> HttpResponse:
    """Begin a questionnaire in the editor."""
    process = access.process_for_editor(request.actor, process_key)
    form = NameForm(sent(request))
    if form.is_valid():
        version = actions.begin_questionnaire(
            process=process, by=request.actor, at=request.at, **form.cleaned_data
        )
        messages.success(request, _("The questionnaire is begun. Add the first question."))
        return go(request, "questionnaires:editor", process.key, version.questionnaire.key)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"process": process, "form": form}
    return render(request, "questionnaires/begin.html", context, status=status)


@require_safe
def findings(
    request: Request, process_key: str, questionnaire_key: str, number: int
) -> HttpResponse:
    """What the import of a version noticed."""
    version = access.version_for_office(request.actor, process_key, questionnaire_key, number)
    lines = queries.stored_finding_lines(version)
    shape = request.GET.get("als", "")
    if shape in {"xlsx", "csv"}:
        return _table(lines, shape, f"{version.questionnaire.key}-{number}")
    context = {
        "process": version.questionnaire.process,
        "questionnaire": version.questionnaire,
        "version": version,
        "groups": queries.by_level(lines),
        "has_findings": bool(lines),
    }
    return render(request, "questionnaires/findings.html", context)


@require_POST
def save_findings(request: Request, process_key: str) -> HttpResponse:
    """The findings of a file that was not taken over, as a table."""
    process = access.process_for_editor(request.actor, process_key)
    form = FindingsForm(request.POST)
    lines = _lines_in(form)
    if not lines:
        messages.error(request, _("The findings could not be read. Please upload the file again."))
        return go(request, "questionnaires:import_questionnaire", process.key)
    return _table(lines, form.cleaned_data["shape"], process.key)


@require_safe
def template(request: Request, process_key: str) -> HttpResponse:
    """An empty XLSForm with explanations."""
    access.process_for_editor(request.actor, process_key)
    content = write_template(get_language() or "de")
    return download(content, XLSX, _("questionnaire-template.xlsx"))


def _taken(request: Request, version: Version) -> HttpResponse:
    """Say what was taken over, and show what is worth looking at."""
    keys = (version.questionnaire.process.key, version.questionnaire.key, version.number)
    messages.success(request, _("The file is taken over as a draft."))
    page = "questionnaires:findings" if version.findings.exists() else "questionnaires:version"
    return go(request, page, *keys)


def _ask_file(
    request: Request,
    process: Process,
    questionnaire: Questionnaire | None,
    form: Form,
    found: Sequence[Finding],
) -> HttpResponse:
    """The page to upload a file; with all findings when the file was refused."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    lines = queries.finding_lines(found)
    packed = [[f.level, f.kind, f.sheet, f.row, f.column, dict(f.values)] for f in found]
    context = {
        "process": process,
        "questionnaire": questionnaire,
        "form": form,
        "groups": queries.by_level(lines),
        "packed": json.dumps(packed) if found else "",
    }
    return render(request, "questionnaires/upload.html", context, status=status)


def _lines_in(form: FindingsForm) -> tuple[FindingLine, ...]:
    """Findings that were carried through the browser; nothing when they cannot be read."""
    if not form.is_valid():
        return ()
    try:
        found = [
            Finding(
                Level(level),
                str(kind),
                str(sheet),
                None if row is None else int(row),
                str(column),
                {str(name): str(value) for name, value in values.items()},
            )
            for level, kind, sheet, row, column, values in form.cleaned_data["findings"]
        ]
    except (TypeError, ValueError, AttributeError):
        return ()
    return queries.finding_lines(found)


def _table(lines: Sequence[FindingLine], shape: str, stem: str) -> HttpResponse:
    name = f"{_('import-findings')}-{stem}.{shape}"
    if shape == "csv":
        return download(findings_csv(lines), CSV, name)
    return download(findings_xlsx(lines), XLSX, name)
