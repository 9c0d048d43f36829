"""One organisation in a wave, as the office sees it: how far it is, and what can be done."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.states import ANSWERING, HANDED_IN
from regiowerk.listen.surveys.forms.office_cockpit import ExtendForm
from regiowerk.listen.surveys.models import Link, Participation, Remark
from regiowerk.listen.surveys.queries.links import links_of
from regiowerk.listen.surveys.queries.overview import days_left
from regiowerk.listen.surveys.queries.sections import section_lines
from regiowerk.listen.surveys.views.office.wave_pages import of_wave, the_participation

REFUSALS = (actions.ExtensionError, actions.TooLateToExtendError)


@require_safe
def participation(request: Request, **place: Any) -> HttpResponse:
    """Progress, links, mails and submissions of one organisation; no answers."""
    return _page(request, the_participation(request, **place), None)


@require_POST
def extend(request: Request, **place: Any) -> HttpResponse:
    """Another last day for this organisation."""
    found = the_participation(request, **place)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        actions.extend(
            participation=found, due_on=form.cleaned_data["due_on"], by=request.actor, at=request.at
        )
    except REFUSALS as refused:
        form.add_error("due_on", str(refused))
        return _page(request, found, form)
    send_mails.enqueue()
    messages.success(request, _("The deadline is changed; whoever coordinates gets a mail."))
    return go(request, _here(found))


@require_POST
def enter_on_behalf(request: Request, **place: Any) -> HttpResponse:
    """Begin or end typing for this organisation."""
    found = the_participation(request, **place)
    is_by_office = request.POST.get("type") == "yes"
    try:
        actions.enter_on_behalf(
            participation=found, is_by_office=is_by_office, by=request.actor, at=request.at
        )
    except actions.TypingError as refused:
        messages.error(request, str(refused))
        return go(request, _here(found))
    if is_by_office:
        messages.success(request, _("You can type now. The organisation confirms by signing."))
        return go(request, of_wave("overview", found.wave, found.organisation.key))
    messages.success(request, _("From now on only the organisation itself answers."))
    return go(request, _here(found))


def _here(found: Participation) -> str:
    return of_wave("participation", found.wave, found.organisation.key)


def _page(request: Request, found: Participation, form: Form | None) -> HttpResponse:
    state = found.state
    context = {
        "participation": found,
        "wave": found.wave,
        "process": found.wave.survey.process,
        "lines": section_lines(found),
        "days": days_left(found.deadline, request.at),
        "links": _links(found, request.at),
        "reminders": list(found.reminders.order_by("-reminded_at", "-pk")[:20]),
        "remarks": list(
            found.remarks.filter(audience=Remark.Audience.OFFICE).order_by("-written_at")[:20]
        ),
        "submissions": [
            (one, of_wave("submission", found.wave, found.organisation.key, one.number))
            for one in found.submissions.order_by("-number")
        ],
        "reopenings": list(found.reopenings.filter(closed_with__isnull=True).order_by("pk")),
        "form": form or ExtendForm(initial={"due_on": found.deadline}),
        "is_waited_for": state not in HANDED_IN and state != Participation.State.DECLINED,
        "may_type": state in ANSWERING,
        **_addresses(found),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "surveys/office/cockpit/participation.html", context, status=status)


def _links(found: Participation, at: datetime) -> list[Link]:
    """The links that open something now; the token stands nowhere."""
    return list(links_of(found, at)[:20])


def _addresses(found: Participation) -> dict[str, str]:
    pages = (
        "extend",
        "enter_on_behalf",
        "change_coordinator",
        "send_link",
        "remind_organisation",
        "withdraw",
        "sign_on_paper",
        "overview",
        "print_empty",
    )
    key = found.organisation.key
    return {
        "wave_address": of_wave("wave", found.wave),
        **{f"{page}_address": of_wave(page, found.wave, key) for page in pages},
    }
