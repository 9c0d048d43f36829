from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.findings import access, actions
from regiowerk.listen.findings.forms import (
    FINDING,
    ConfirmForm,
    DirectionForm,
    FindingForm,
    RecordForm,
)
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.views.asking import Question, ask, sent, shown


@require_http_methods(["GET", "HEAD", "POST"])
def record_finding(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    initial = {"kind": request.GET.get("kind", ""), "area": process.area}
    form = RecordForm(sent(request), process=process, initial=initial)
    if form.is_valid():
        evidence, by, at = form.evidence(), request.actor, request.at
        finding = actions.record_finding(
            process=process, evidence=evidence, by=by, at=at, **form.finding()
        )
        return shown(request, finding, _("The finding is recorded."))
    question = Question(
        title=_("Record a finding"),
        lead=_("One sentence, and where it can be read."),
        submit=_("Record finding"),
    )
    return ask(request, process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_finding(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    finding = access.finding_for_office(request.actor, process_key, finding_key)
    initial = {name: getattr(finding, name) for name in FINDING}
    form = FindingForm(sent(request), process=finding.process, initial=initial)
    if form.is_valid():
        actions.edit_finding(finding=finding, by=request.actor, at=request.at, **form.finding())
        return shown(request, finding, _("The finding is changed."))
    question = Question(
        title=_("Change a finding"),
        lead=_("Its address and the sources it rests on stay as they are."),
        submit=_("Save changes"),
        about=finding,
    )
    return ask(request, finding.process, question, form)


@require_POST
def move_finding(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    finding = access.finding_for_office(request.actor, process_key, finding_key)
    form = DirectionForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    direction, page = form.cleaned_data["direction"], form.cleaned_data["page"]
    actions.move_finding(finding=finding, direction=direction, by=request.actor, at=request.at)
    arranging = reverse("findings:findings", args=[process_key], query={"ordnen": 1, "page": page})
    return go(request, f"{arranging}#{finding.key}")


@require_http_methods(["GET", "HEAD", "POST"])
def remove_finding(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    finding = access.finding_for_office(request.actor, process_key, finding_key)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        actions.remove_finding(finding=finding, by=request.actor, at=request.at)
        messages.success(request, _("The finding is removed."))
        return go(request, "findings:findings", process_key)
    return ask(request, finding.process, _removing(finding), form)


def _removing(finding: Finding) -> Question:
    cited = (_("the source %(source)s") % {"source": c.line} for c in finding.citations.all())
    return Question(
        title=_("Remove the finding"),
        lead=_(
            "It disappears for everybody. Reports that were made before keep it. This cannot be "
            "undone."
        ),
        lost=(finding.statement, *cited),
        submit=_("Remove finding"),
        about=finding,
    )
