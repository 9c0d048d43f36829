from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.findings import access, actions
from regiowerk.listen.findings.forms import EVIDENCE, ConfirmForm, EvidenceForm
from regiowerk.listen.findings.models import Citation
from regiowerk.listen.findings.views.asking import Question, ask, sent, shown


@require_http_methods(["GET", "HEAD", "POST"])
def add_citation(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    finding = access.finding_for_office(request.actor, process_key, finding_key)
    form = EvidenceForm(sent(request))
    if form.is_valid():
        evidence = form.evidence()
        actions.add_citation(finding=finding, evidence=evidence, by=request.actor, at=request.at)
        return shown(request, finding, _("The evidence is added."))
    question = Question(
        title=_("Add evidence"), lead=finding.statement, submit=_("Add evidence"), about=finding
    )
    return ask(request, finding.process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_citation(
    request: Request, process_key: str, finding_key: str, citation_id: int
) -> HttpResponse:
    citation = access.document_for_office(request.actor, process_key, finding_key, citation_id)
    finding, initial = citation.finding, {name: getattr(citation, name) for name in EVIDENCE}
    form = EvidenceForm(sent(request), initial=initial)
    if form.is_valid():
        evidence = form.evidence()
        actions.edit_citation(citation=citation, evidence=evidence, by=request.actor, at=request.at)
        return shown(request, finding, _("The evidence is changed."))
    question = Question(
        title=_("Change evidence"), lead=finding.statement, submit=_("Save changes"), about=finding
    )
    return ask(request, finding.process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_citation(
    request: Request, process_key: str, finding_key: str, citation_id: int
) -> HttpResponse:
    citation = access.citation_for_office(request.actor, process_key, finding_key, citation_id)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        try:
            actions.remove_citation(citation=citation, by=request.actor, at=request.at)
        except actions.LastEvidenceError as refusal:
            form.add_error(None, str(refusal))
        else:
            return shown(request, citation.finding, _("The evidence is removed."))
    return ask(request, citation.finding.process, _removing(citation), form)


def _removing(citation: Citation) -> Question:
    return Question(
        title=_("Remove evidence"),
        lead=_("The finding then rests on its other sources. This cannot be undone."),
        lost=(citation.line, *filter(None, (citation.words,))),
        submit=_("Remove evidence"),
        about=citation.finding,
    )
