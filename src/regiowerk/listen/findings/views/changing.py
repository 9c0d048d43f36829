from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.ground.process.access import process_for_office
from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.findings import access, actions
from regiowerk.listen.findings.forms import (
    EVIDENCE,
    FINDING,
    EvidenceForm,
    FindingForm,
    RecordForm,
)
from regiowerk.listen.findings.models import Finding


@require_http_methods(["GET", "HEAD", "POST"])
def record_finding(request: Request, process_key: str) -> HttpResponse:
    process = process_for_office(request.actor, process_key)
    form = RecordForm(_sent(request), process=process, initial={"kind": request.GET.get("kind")})
    if not form.is_valid():
        return _ask(request, process, form, title=_("Record a finding"), submit=_("Record finding"))
    finding = actions.record_finding(
        process=process,
        evidence=form.evidence(),
        by=request.actor,
        at=request.at,
        **form.finding(),
    )
    return _done(request, finding, _("The finding is recorded."))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_finding(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    finding = access.finding_for_office(request.actor, process_key, finding_key)
    initial = {name: getattr(finding, name) for name in FINDING}
    form = FindingForm(_sent(request), process=finding.process, initial=initial)
    if not form.is_valid():
        title = _("Change a finding")
        return _ask(request, finding.process, form, title=title, submit=_("Save"), about=finding)
    actions.edit_finding(finding=finding, by=request.actor, at=request.at, **form.finding())
    return _done(request, finding, _("The finding is changed."))


@require_POST
def move_finding(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    finding = access.finding_for_office(request.actor, process_key, finding_key)
    direction = request.POST.get("direction", "")
    if direction not in Direction:
        return HttpResponseBadRequest()
    actions.move_finding(
        finding=finding, direction=Direction(direction), by=request.actor, at=request.at
    )
    return go(request, "findings:findings", process_key)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_finding(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    finding = access.finding_for_office(request.actor, process_key, finding_key)
    if request.method != "POST":
        context = {
            "process": finding.process,
            "finding": finding,
            "citations": finding.citations.all(),
        }
        return render(request, "findings/remove_finding.html", context)
    actions.remove_finding(finding=finding, by=request.actor, at=request.at)
    messages.success(request, _("The finding is removed."))
    return go(request, "findings:findings", process_key)


@require_http_methods(["GET", "HEAD", "POST"])
def add_citation(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    finding = access.finding_for_office(request.actor, process_key, finding_key)
    form = EvidenceForm(_sent(request))
    if not form.is_valid():
        title = _("Add evidence")
        return _ask(request, finding.process, form, title=title, submit=title, about=finding)
    actions.add_citation(finding=finding, evidence=form.evidence(), by=request.actor, at=request.at)
    return _done(request, finding, _("The evidence is added."))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_citation(
    request: Request, process_key: str, finding_key: str, citation_id: int
) -> HttpResponse:
    citation = access.citation_for_office(request.actor, process_key, finding_key, citation_id)
    finding = citation.finding
    initial = {name: getattr(citation, name) for name in EVIDENCE}
    form = EvidenceForm(_sent(request), initial=initial)
    if not form.is_valid():
        title = _("Change evidence")
        return _ask(request, finding.process, form, title=title, submit=_("Save"), about=finding)
    actions.edit_citation(
        citation=citation, evidence=form.evidence(), by=request.actor, at=request.at
    )
    return _done(request, finding, _("The evidence is changed."))


@require_POST
def remove_citation(
    request: Request, process_key: str, finding_key: str, citation_id: int
) -> HttpResponse:
    citation = access.citation_for_office(request.actor, process_key, finding_key, citation_id)
    try:
        actions.remove_citation(citation=citation, by=request.actor, at=request.at)
    except actions.LastEvidenceError as refused:
        messages.warning(request, str(refused))
        return go(request, "findings:finding", process_key, finding_key)
    return _done(request, citation.finding, _("The evidence is removed."))


def _sent(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _ask(
    request: Request,
    process: Process,
    form: forms.Form,
    *,
    title: str,
    submit: str,
    about: Finding | None = None,
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    back = reverse("findings:findings", args=[process.key])
    if about is not None:
        back = reverse("findings:finding", args=[process.key, about.key])
    context = {
        "process": process,
        "form": form,
        "title": title,
        "submit": submit,
        "back": back,
        "about": about,
    }
    return render(request, "findings/question.html", context, status=status)


def _done(request: Request, finding: Finding, message: str) -> HttpResponse:
    messages.success(request, message)
    return go(request, "findings:finding", finding.process.key, finding.key)
