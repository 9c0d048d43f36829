"""What the office does with a submission: read it, accept it, return it, open sections again."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import participation_for_office
from regiowerk.listen.surveys.domain.states import AGAIN, HANDED_IN
from regiowerk.listen.surveys.forms.signing import PaperForm, ReturnForm
from regiowerk.listen.surveys.models import Participation, Submission
from regiowerk.listen.surveys.queries.sections import section_lines
from regiowerk.listen.surveys.queries.told import submission_told
from regiowerk.listen.surveys.views.signing.signing import STATEMENT

REFUSALS = (
    actions.NotHandedInError,
    actions.NoSectionError,
    actions.NoReasonError,
    actions.DuePastError,
)


@require_safe
def submission(
    request: Request,
    process_key: str,
    survey_key: str,
    wave: int,
    organisation_key: str,
    number: int,
) -> HttpResponse:
    """A submission as the office reads it."""
    participation = _participation(request, process_key, survey_key, wave, organisation_key)
    found = participation.submissions.select_related("version").filter(number=number).first()
    if found is None:
        raise Http404
    found.participation = participation
    return render(request, "surveys/signing/submission.html", _told(request, found))


@require_POST
def accept_submission(request: Request, **place: Any) -> HttpResponse:
    """The office has what it needs."""
    participation = _participation(request, **place)
    try:
        actions.accept_submission(participation=participation, by=request.actor, at=request.at)
    except actions.NotHandedInError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Accepted."))
    return go(request, address("submission", participation, _last_number(participation)))


@require_http_methods(["GET", "HEAD", "POST"])
def return_submission(request: Request, **place: Any) -> HttpResponse:
    """Send it back with a remark; only the chosen sections are open again."""
    return _opening(request, place, actions.return_submission, is_return=True)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_sections(request: Request, **place: Any) -> HttpResponse:
    """Open sections because the organisation asked for it."""
    return _opening(request, place, actions.reopen_sections, is_return=False)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_on_paper(request: Request, **place: Any) -> HttpResponse:
    """File the paper an organisation signed, for answers the office typed in."""
    participation = _participation(request, **place)
    if not participation.is_by_office:
        raise Http404
    form = PaperForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _paper_page(request, participation, form)
    data = {name: form.cleaned_data[name] for name in ("person", "function", "signed_on")}
    with override(participation.language):
        data["statement"] = str(STATEMENT)
    try:
        made = actions.sign_on_paper(
            participation=participation, by=request.actor, at=request.at, **data
        )
    except (actions.NotWaitingError, actions.SignatureDayError) as refused:
        form.add_error(None, str(refused))
        return _paper_page(request, participation, form)
    send_mails.enqueue()
    messages.success(request, _("The signature is filed and the answers are handed in."))
    return go(request, address("submission", participation, made.number))


def address(page: str, participation: Participation, *args: object) -> str:
    """A page of the office about one organisation."""
    wave = participation.wave
    survey = wave.survey
    place = [survey.process.key, survey.key, wave.number, participation.organisation.key]
    return reverse(f"surveys:{page}", args=[*place, *args])


def _opening(
    request: Request, place: dict[str, Any], act: Callable[..., object], *, is_return: bool
) -> HttpResponse:
    participation = _participation(request, **place)
    choices = [(line.name, line.label) for line in section_lines(participation)]
    form = ReturnForm(request.POST if request.method == "POST" else None, choices=choices)
    if not form.is_valid():
        return _opening_page(request, participation, form, is_return=is_return)
    try:
        act(
            participation=participation,
            token=secrets.token_urlsafe(32),
            by=request.actor,
            at=request.at,
            **form.cleaned_data,
        )
    except REFUSALS as refused:
        form.add_error(None, str(refused))
        return _opening_page(request, participation, form, is_return=is_return)
    send_mails.enqueue()
    messages.success(request, _("The sections are open again; the coordinator gets a mail."))
    return go(request, address("participation", participation))


def _opening_page(
    request: Request, participation: Participation, form: Form, *, is_return: bool
) -> HttpResponse:
    context = {
        "participation": participation,
        "form": form,
        "is_return": is_return,
        "back_address": address("participation", participation),
        "wave_address": _wave_address(participation),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "surveys/signing/open_again.html", context, status=status)


def _paper_page(request: Request, participation: Participation, form: Form) -> HttpResponse:
    context = {
        "participation": participation,
        "form": form,
        "is_waiting": participation.state == Participation.State.IN_SIGN_OFF,
        "back_address": address("participation", participation),
        "wave_address": _wave_address(participation),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "surveys/signing/paper.html", context, status=status)


def _told(request: Request, found: Submission) -> dict[str, object]:
    participation = found.participation
    last = _last_number(participation)
    may_decide = found.number == last and participation.state in HANDED_IN
    reopenings = participation.reopenings.filter(submission=found).order_by("opened_at", "pk")
    return {
        "participation": participation,
        "submission": found,
        "sign_offs": list(found.sign_offs.order_by("signed_at", "pk")),
        "sections": submission_told(found, request.at, for_office=True),
        "reopenings": list(reopenings),
        "is_last": found.number == last,
        "is_again": participation.state in AGAIN,
        "may_decide": may_decide,
        "may_accept": may_decide and participation.state == Participation.State.SUBMITTED,
        "wave_address": _wave_address(participation),
        "back_address": address("participation", participation),
        "earlier": [
            (number, address("submission", participation, number))
            for number in range(1, found.number)
        ],
        **{
            f"{page}_address": address(page, participation)
            for page in ("accept_submission", "return_submission", "reopen_sections")
        },
    }


def _participation(
    request: Request, process_key: str, survey_key: str, wave: int, organisation_key: str
) -> Participation:
    participation = participation_for_office(
        request.actor, process_key, survey_key, wave, organisation_key
    )
    request.process = participation.wave.survey.process  # type: ignore[attr-defined]
    return participation


def _wave_address(participation: Participation) -> str:
    wave = participation.wave
    return reverse("surveys:wave", args=[wave.survey.process.key, wave.survey.key, wave.number])


def _last_number(participation: Participation) -> int:
    found = participation.submissions.order_by("-number").values_list("number", flat=True).first()
    if found is None:
        raise Http404
    return found
