"""An organisation reads what the office would like to quote from its answers, and decides."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST, require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import Answering, quotation_inside
from regiowerk.listen.surveys.forms.coding import ApprovalForm, RefusalForm
from regiowerk.listen.surveys.models import Quotation
from regiowerk.listen.surveys.queries.letters import whom_to_call
from regiowerk.listen.surveys.queries.quotations import question_of, quotations_of
from regiowerk.listen.surveys.views.office.wave_pages import status_of

APPROVAL = ("text", "visibility", "is_named")


@require_safe
def quotations(request: Request, answering: Answering) -> HttpResponse:
    """Everything that was asked about these answers, what waits first."""
    if not (answering.may_coordinate or answering.may_sign):
        raise PermissionDenied
    participation = answering.participation
    found = list(quotations_of(participation))
    waiting = sum(one.state == Quotation.State.PROPOSED for one in found)
    context = {
        "participation": participation,
        "heading": _heading(waiting, len(found)),
        "lines": [
            (one, question_of(one, participation.language), answering.address("quotation", one.pk))
            for one in found
        ],
        "overview_address": answering.address("overview"),
    }
    return render(request, "surveys/answering/quotations.html", context)


@require_safe
def quotation(request: Request, answering: Answering, quotation_id: int) -> HttpResponse:
    """One quotation: what was written, what is asked, and the two answers to it."""
    return _page(request, answering, quotation_inside(answering, quotation_id))


@require_POST
def approve_quotation(request: Request, answering: Answering, quotation_id: int) -> HttpResponse:
    found = quotation_inside(answering, quotation_id)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return _page(request, answering, found, form)
    actions.approve_quotation(
        quotation=found, writer=answering.writer, at=request.at, **form.cleaned_data
    )
    messages.success(request, _("Thank you. You can change your mind here at any time."))
    return go(request, answering.address("quotations"))


@require_POST
def decline_quotation(request: Request, answering: Answering, quotation_id: int) -> HttpResponse:
    found = quotation_inside(answering, quotation_id)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _page(request, answering, found, refusal=form)
    actions.decline_quotation(
        quotation=found, writer=answering.writer, at=request.at, **form.cleaned_data
    )
    messages.success(request, _("The words are not used. You can change your mind at any time."))
    return go(request, answering.address("quotations"))


def _page(
    request: Request,
    answering: Answering,
    found: Quotation,
    form: Form | None = None,
    *,
    refusal: Form | None = None,
) -> HttpResponse:
    participation = answering.participation
    approval = form or ApprovalForm(initial={name: getattr(found, name) for name in APPROVAL})
    declining = refusal or RefusalForm(initial={"reason": found.reason})
    context = {
        "participation": participation,
        "quotation": found,
        "question": question_of(found, participation.language),
        "form": approval,
        "refusal": declining,
        "call": whom_to_call(participation),
        **{
            f"{page}_address": answering.address(page, found.pk)
            for page in ("approve_quotation", "decline_quotation")
        },
        "quotations_address": answering.address("quotations"),
        "overview_address": answering.address("overview"),
    }
    status = status_of(approval, declining)
    return render(request, "surveys/answering/quotation.html", context, status=status)


def _heading(waiting: int, every: int) -> str:
    if not every:
        return _("Quotations from your answers")
    if not waiting:
        return _("Everything about quotations is decided")
    return ngettext(
        "One quotation waits for your decision",
        "%(number)d quotations wait for your decision",
        waiting,
    ) % {"number": waiting}
