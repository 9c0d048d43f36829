"""Results and answers of a survey become evidence of a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.findings import access, actions
from regiowerk.listen.findings.domain.evidence import WHOLE, Evidence
from regiowerk.listen.findings.forms import CiteForm, CitePassageForm, CiteResultForm
from regiowerk.listen.findings.models import Citation
from regiowerk.listen.findings.queries import findings_of
from regiowerk.listen.findings.queries.citing import (
    NothingThereError,
    evidence_of_table,
    passages_of,
    sentence_of,
)
from regiowerk.listen.findings.queries.readers import OFFICE
from regiowerk.listen.findings.views.asking import sent, shown
from regiowerk.listen.surveys.queries.exports.reading import export_of


@require_http_methods(["GET", "HEAD", "POST"])
def cite_result(request: Request, **place: Any) -> HttpResponse:
    """A question of published results, one of its cells, or its chart."""
    found, table = access.table_for_citing(request.actor, **place)
    process = found.release.wave.survey.process
    findings, said = findings_of(process, OFFICE), sentence_of(table, WHOLE)
    initial = {"statement": said, "area": process.area}
    form = CiteResultForm(
        sent(request), process=process, findings=findings, table=table, initial=initial
    )
    if form.is_valid():
        try:
            cited = evidence_of_table(found, table, form.cell(), kind=form.kind_of_citation())
        except NothingThereError as refusal:
            form.add_error("part", str(refusal))
        else:
            return _cited(request, process, form, cited)
    about = {"heading": table.label, "said": said, "back": reverse("surveys:result", kwargs=place)}
    return _ask(request, process, form, about)


@require_safe
def choose_answer(request: Request, **place: Any) -> HttpResponse:
    """The answers of a submission that may be cited, to choose one."""
    submission = access.submission_for_citing(request.actor, **place)
    participation = submission.participation
    context = {
        "process": participation.wave.survey.process,
        "participation": participation,
        "submission": submission,
        "passages": passages_of(submission, export_of(participation.wave)),
    }
    return render(request, "findings/choose_answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cite_answer(request: Request, **place: Any) -> HttpResponse:
    """One answer of an organisation, in the class it was given in."""
    cited, process = access.answer_for_citing(
        request.actor, request.GET.get("frage", ""), request.GET.get("zeilen", ""), **place
    )
    if not cited.is_in_words:
        return _copy(request, process, cited)
    findings, initial = findings_of(process, OFFICE), {"area": process.area}
    form = CitePassageForm(
        sent(request), whole=cited.words, process=process, findings=findings, initial=initial
    )
    if form.is_valid():
        passage = replace(cited, words=form.cleaned_data["words"])
        return _cited(request, process, form, passage)
    return _ask(request, process, form, _about(cited))


@require_safe
def cite_open_answer(request: Request, field: str, **place: Any) -> HttpResponse:
    """From an answer in words to citing it from what was handed in last."""
    answer = access.open_answer_for_citing(request.actor, field, **place)
    number, path, rows = answer.submission.number, answer.field.path, "/".join(answer.field.rows)
    address = reverse("findings:cite_answer", kwargs={**place, "number": number})
    return redirect(f"{address}?{urlencode({'frage': path, 'zeilen': rows})}")


@require_safe
def choose_quotation(request: Request, process_key: str) -> HttpResponse:
    """The words organisations agreed to, to choose some."""
    process, quotations = access.quotations_for_citing(request.actor, process_key)
    context = {"process": process, "quotations": quotations}
    return render(request, "findings/choose_quotation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cite_quotation(request: Request, process_key: str, quotation_id: int) -> HttpResponse:
    """Words of an organisation, in the circle it agreed to."""
    cited, process = access.quotation_for_citing(request.actor, process_key, quotation_id)
    return _copy(request, process, cited)


def _copy(request: Request, process: Process, cited: Evidence) -> HttpResponse:
    """Ask for which finding something is evidence that is cited as a whole."""
    findings, initial = findings_of(process, OFFICE), {"area": process.area}
    form = CiteForm(sent(request), process=process, findings=findings, initial=initial)
    if form.is_valid():
        return _cited(request, process, form, cited)
    return _ask(request, process, form, _about(cited))


def _about(cited: Evidence) -> dict[str, object]:
    """What is cited, and who will see it where that is not everybody."""
    seen = _("Only they will see it: %(audience)s.") % {
        "audience": Citation.Audience(cited.audience).label
    }
    is_open = cited.audience == Citation.Audience.PUBLIC
    return {"heading": cited.place, "said": cited.words, "seen": "" if is_open else seen}


def _ask(
    request: Request, process: Process, form: CiteForm, about: Mapping[str, object]
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    findings = reverse("findings:findings", args=[process.key])
    context = {"process": process, "form": form, "back": findings, **about}
    return render(request, "findings/cite.html", context, status=status)


def _cited(request: Request, process: Process, form: CiteForm, evidence: Evidence) -> HttpResponse:
    finding, by, at = form.chosen(), request.actor, request.at
    if finding is None:
        finding = actions.record_finding(
            process=process, evidence=evidence, by=by, at=at, **form.finding()
        )
        return shown(request, finding, _("The finding is recorded, with its evidence."))
    finding.process = process
    actions.add_citation(finding=finding, evidence=evidence, by=by, at=at)
    return shown(request, finding, _("The evidence is added."))
