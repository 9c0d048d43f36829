from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Any

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
from regiowerk.listen.surveys.forms.answering import DelegateForm, PostponeForm
from regiowerk.listen.surveys.queries.links import lasts_until
from regiowerk.listen.surveys.queries.sections import SectionLine, line_of
from regiowerk.listen.surveys.views.answering.showing import section_page

REFUSALS = (
    actions.AnswerRefusedError,
    actions.DeadlineError,
    actions.NotGivenError,
    actions.RemindedError,
)


@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: Request, answering: Answering, section: str) -> HttpResponse:
    """Give a section to a colleague; or, if somebody has it, remind or take it back."""
    _coordinator(answering)
    line = line_of(answering.participation, section)
    form = DelegateForm(
        request.POST if request.method == "POST" else None, initial={"unit": line.unit}
    )
    if not form.is_valid():
        return _page(request, answering, line, form)
    try:
        actions.delegate_section(
            **_by(answering, section, request), **_link(answering, request), **form.cleaned_data
        )
    except REFUSALS as refused:
        form.add_error(None, str(refused))
        return _page(request, answering, line, form)
    send_mails.enqueue()
    words = {"email": form.cleaned_data["email"]}
    messages.success(request, _("The section is given away; a mail goes to %(email)s.") % words)
    return go(request, answering.address("overview"))


@require_POST
def take_back(request: Request, answering: Answering, section: str) -> HttpResponse:
    _coordinator(answering)
    try:
        actions.take_back_section(**_by(answering, section, request))
    except REFUSALS as refused:
        return _refused(request, answering, section, refused)
    messages.success(request, _("You have the section again. What was answered is kept."))
    return go(request, answering.address("overview"))


@require_POST
def remind(request: Request, answering: Answering, section: str) -> HttpResponse:
    _coordinator(answering)
    try:
        actions.remind_section(**_by(answering, section, request), **_link(answering, request))
    except REFUSALS as refused:
        return _refused(request, answering, section, refused)
    send_mails.enqueue()
    messages.success(request, _("A friendly reminder with a new link is on its way."))
    return go(request, answering.address("overview"))


@require_POST
def postpone(request: Request, answering: Answering, section: str) -> HttpResponse:
    _coordinator(answering)
    form = PostponeForm(request.POST, prefix="postpone")
    try:
        if form.is_valid():
            actions.postpone_section(**_by(answering, section, request), **form.cleaned_data)
            messages.success(request, _("The day is changed."))
            return go(request, answering.address("overview"))
    except REFUSALS as refused:
        form.add_error("due_on", str(refused))
    line = line_of(answering.participation, section)
    return _page(request, answering, line, DelegateForm(), postponing=form)


@require_POST
def set_ready(request: Request, answering: Answering, section: str) -> HttpResponse:
    """Mark a section as ready, or go on with it."""
    by = _by(answering, section, request)
    try:
        if request.POST.get("ready") == "no":
            actions.resume_section(**by)
            return go(request, answering.address("section", section))
        actions.set_ready(**by)
    except (actions.NotReadyError, actions.AnswerRefusedError) as refused:
        messages.error(request, str(refused))
        return section_page(request, answering, section, status=422, checks=True)
    messages.success(request, _("The section is marked as ready."))
    return go(request, answering.address("overview"))


def _coordinator(answering: Answering) -> None:
    """Sections are handed out by whoever coordinates."""
    if not answering.may_coordinate:
        raise PermissionDenied


def _by(answering: Answering, section: str, request: Request) -> dict[str, Any]:
    return {
        "participation": answering.participation,
        "section": section,
        "writer": answering.writer,
        "at": request.at,
    }


def _link(answering: Answering, request: Request) -> dict[str, Any]:
    return {
        "token": secrets.token_urlsafe(32),
        "expires_at": lasts_until(answering.participation, request.at),
    }


def _refused(
    request: Request, answering: Answering, section: str, refused: Exception
) -> HttpResponse:
    messages.error(request, str(refused))
    line = line_of(answering.participation, section)
    return _page(request, answering, line, DelegateForm(), status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    request: Request,
    answering: Answering,
    line: SectionLine,
    form: Form,
    *,
    postponing: Form | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    is_faulty = form.is_bound or (postponing is not None and postponing.is_bound)
    context = {
        "answering": answering,
        "participation": answering.participation,
        "line": line,
        "form": form,
        "postponing": postponing
        or PostponeForm(prefix="postpone", initial={"due_on": line.due_on}),
        "overview_address": answering.address("overview"),
        **{
            f"{page}_address": answering.address(page, line.name)
            for page in ("delegate", "take_back", "remind", "postpone")
        },
    }
    if is_faulty:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "surveys/answering/delegate.html", context, status=status)
