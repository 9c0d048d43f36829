"""Findings that say the same become one; one that says two things becomes two."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.findings import access, actions
from regiowerk.listen.findings.forms import MergeForm, SplitForm
from regiowerk.listen.findings.queries import findings_of
from regiowerk.listen.findings.queries.readers import OFFICE
from regiowerk.listen.findings.views.asking import Question, ask, sent, shown


@require_http_methods(["GET", "HEAD", "POST"])
def merge_findings(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    finding = access.finding_for_office(request.actor, process_key, finding_key)
    others = findings_of(finding.process, OFFICE).exclude(pk=finding.pk)
    form = MergeForm(sent(request), findings=others)
    if form.is_valid():
        into, by, at = form.target(), request.actor, request.at
        into.process = finding.process
        actions.merge_findings(finding=finding, into=into, by=by, at=at)
        return shown(request, into, _("The findings are one now, with all their sources."))
    question = Question(
        title=_("Merge with another finding"),
        lead=finding.statement,
        submit=_("Merge findings"),
        about=finding,
    )
    return ask(request, finding.process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def split_finding(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    finding = access.finding_for_office(request.actor, process_key, finding_key)
    form = SplitForm(sent(request), finding=finding, initial={"kind": finding.kind})
    if form.is_valid():
        by, at, sources = request.actor, request.at, form.sources()
        try:
            part = actions.split_finding(
                finding=finding, citations=sources, by=by, at=at, **form.finding()
            )
        except actions.WhichEvidenceError as refusal:
            form.add_error("citations", str(refusal))
        else:
            return shown(request, part, _("The findings are two now."))
    question = Question(
        title=_("Split this finding"),
        lead=finding.statement,
        submit=_("Split finding"),
        about=finding,
    )
    return ask(request, finding.process, question, form)
