"""What an organisation may still ask for: to decline, to come back, to change what it handed in."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.forms.signing import ReasonForm, ReopenForm
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.letters import whom_to_call
from regiowerk.listen.surveys.queries.sections import section_lines


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: Request, answering: Answering) -> HttpResponse:
    """Not to take part, with a reason."""
    _coordinator(answering)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _decline_page(request, answering, form)
    try:
        actions.decline(
            participation=answering.participation,
            reason=form.cleaned_data["reason"],
            writer=answering.writer,
            at=request.at,
        )
    except actions.TooLateToDeclineError as refused:
        form.add_error(None, str(refused))
        return _decline_page(request, answering, form)
    messages.success(request, _("The project office knows now. You can come back at any time."))
    return go(request, answering.address("overview"))


@require_POST
def resume(request: Request, answering: Answering) -> HttpResponse:
    """To take part after all."""
    _coordinator(answering)
    actions.resume(participation=answering.participation, writer=answering.writer, at=request.at)
    messages.success(request, _("Good to have you back. What was answered before is still there."))
    return go(request, answering.address("overview"))


@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_reopen(request: Request, answering: Answering) -> HttpResponse:
    """To ask the office that sections be opened again."""
    _coordinator(answering)
    choices = [(line.name, line.label) for line in section_lines(answering.participation)]
    form = ReopenForm(request.POST if request.method == "POST" else None, choices=choices)
    if not form.is_valid():
        return _ask_page(request, answering, form)
    try:
        actions.ask_to_reopen(
            participation=answering.participation,
            writer=answering.writer,
            at=request.at,
            **form.cleaned_data,
        )
    except actions.NotHandedInError as refused:
        form.add_error(None, str(refused))
        return _ask_page(request, answering, form)
    send_mails.enqueue()
    messages.success(
        request, _("The project office was asked. You get a mail when it has opened them.")
    )
    return go(request, answering.address("receipt"))


def _coordinator(answering: Answering) -> None:
    if not answering.may_coordinate:
        raise PermissionDenied


def _decline_page(request: Request, answering: Answering, form: Form) -> HttpResponse:
    context = _context(answering, form) | {
        "is_declined": answering.participation.state == Participation.State.DECLINED,
        "resume_address": answering.address("resume"),
    }
    return render(request, "surveys/signing/decline.html", context, status=_status(form))


def _ask_page(request: Request, answering: Answering, form: Form) -> HttpResponse:
    context = _context(answering, form)
    return render(request, "surveys/signing/ask.html", context, status=_status(form))


def _context(answering: Answering, form: Form) -> dict[str, object]:
    return {
        "answering": answering,
        "participation": answering.participation,
        "form": form,
        "call": whom_to_call(answering.participation),
        "overview_address": answering.address("overview"),
    }


def _status(form: Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
