"""Before signing: what is open, who signs, and the way back."""

from __future__ import annotations

import secrets
from http import HTTPStatus

from django.contrib import messages
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
from regiowerk.listen.surveys.domain.states import StateError
from regiowerk.listen.surveys.forms.signing import HandInForm
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.consent import widened_since
from regiowerk.listen.surveys.queries.letters import whom_to_call
from regiowerk.listen.surveys.queries.progress import why_closed
from regiowerk.listen.surveys.queries.refusals import SENTENCES
from regiowerk.listen.surveys.queries.sections import section_lines
from regiowerk.listen.surveys.queries.signing import (
    Signatory,
    open_points,
    points_in_words,
    signatories,
)
from regiowerk.listen.surveys.queries.submissions import draft_of
from regiowerk.listen.surveys.queries.told import draft_told
from regiowerk.listen.surveys.views.signing.doors import coordinator


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, answering: Answering) -> HttpResponse:
    """Everything that is open, everything that was answered, and who signs."""
    coordinator(answering)
    found = signatories(answering.participation, request.at)
    choices = [(str(one.mandate_id), one.shown) for one in found]
    data = request.POST if request.method == "POST" else None
    form = HandInForm(data, choices=choices)
    if not form.is_valid():
        return _page(request, answering, form)
    chosen = {str(one.mandate_id): one for one in found}[form.cleaned_data["signatory"]]
    try:
        _hand_in(request, answering, chosen)
    except (actions.NotCompleteError, actions.AnswerRefusedError, StateError) as refused:
        form.add_error(None, _sentence(refused))
        return _page(request, answering, form)
    send_mails.enqueue()
    if answering.may_sign and chosen.user_id == answering.writer.actor.user_id:
        return go(request, answering.address("sign"))
    messages.success(
        request, _("A mail with the link to sign goes to %(who)s.") % {"who": chosen.name}
    )
    return go(request, answering.address("overview"))


@require_POST
def take_back_answers(request: Request, answering: Answering) -> HttpResponse:
    """Go on writing as long as nobody has signed."""
    coordinator(answering)
    try:
        actions.take_back_answers(
            participation=answering.participation, writer=answering.writer, at=request.at
        )
    except actions.NotWaitingError as refused:
        messages.error(request, str(refused))
        return go(request, answering.address("overview"))
    messages.success(request, _("You can go on writing. The link to sign opens nothing more."))
    return go(request, answering.address("overview"))


def _hand_in(request: Request, answering: Answering, chosen: Signatory) -> None:
    participation, writer = answering.participation, answering.writer
    if why_closed(participation) is None:
        actions.open_participation(participation=participation, writer=writer, at=request.at)
    actions.hand_in(
        participation=participation,
        signatory=chosen,
        token=secrets.token_urlsafe(32),
        writer=writer,
        at=request.at,
    )


def _sentence(refused: Exception) -> str:
    if isinstance(refused, StateError):
        return _("Nothing was answered yet. Please begin with the first section.")
    return str(refused)


def _page(request: Request, answering: Answering, form: Form) -> HttpResponse:
    participation = answering.participation
    draft = draft_of(participation, request.at)
    points = open_points(draft)
    lines = section_lines(participation)
    closed = why_closed(participation)
    context = {
        "answering": answering,
        "participation": participation,
        "form": form,
        "has_signatories": bool(form.fields["signatory"].choices),  # type: ignore[attr-defined]
        "points": points,
        "widened": widened_since(participation, draft.last),
        "stops": points_in_words(points, {line.name: line.label for line in lines}),
        "lines": [(line, answering.address("section", line.name)) for line in lines],
        "sections": () if answering.is_office else draft_told(draft, request.at),
        "has_changes": bool(draft.changes),
        "closed": SENTENCES[closed] if closed else "",
        "is_waiting": participation.state == Participation.State.IN_SIGN_OFF,
        "call": whom_to_call(participation),
        **{
            f"{page}_address": answering.address(page)
            for page in ("overview", "conflicts", "remarks", "take_back_answers", "print_answers")
        },
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "surveys/signing/check.html", context, status=status)
