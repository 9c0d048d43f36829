"""Organisations are invited; links are sent again, and go to somebody else."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.forms.office_waves import (
    ConfirmForm,
    CoordinatorForm,
    InviteForm,
)
from regiowerk.listen.surveys.models import Participation, Wave
from regiowerk.listen.surveys.queries.invitations import invitation_for
from regiowerk.listen.surveys.queries.letters import ADDRESS
from regiowerk.listen.surveys.queries.waves import participations_of
from regiowerk.listen.surveys.views.office.wave_pages import (
    Deed,
    ask,
    done,
    of_wave,
    sent,
    the_participation,
    the_wave,
)

PER_PAGE = 100
NAMED = 10
REFUSALS = (actions.WaveStateError, actions.NoAddressError, actions.DeclinedError)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Invite the chosen organisations, or all that were not invited yet."""
    found = the_wave(request, process_key, survey_key, wave)
    if request.method != "POST":
        return _invite_page(request, found)
    chosen = None if "all" in request.POST else request.POST.getlist("organisation")
    if chosen == []:
        messages.warning(request, _("Please choose at least one organisation."))
        return go(request, of_wave("invite", found))
    try:
        invited = actions.invite(
            wave=found, organisations=chosen, tokens=_tokens(), by=request.actor, at=request.at
        )
    except actions.WaveStateError as refused:
        messages.error(request, str(refused))
    else:
        send_mails.enqueue()
        _say(request, invited)
    return go(request, of_wave("invite", found))


@require_http_methods(["GET", "HEAD", "POST"])
def send_link(request: Request, **place: Any) -> HttpResponse:
    """Send a new personal link; the old one opens nothing more."""
    participation = the_participation(request, **place)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        try:
            link = actions.send_link(
                participation=participation, token=next(_tokens()), by=request.actor, at=request.at
            )
        except REFUSALS as refused:
            form.add_error(None, str(refused))
        else:
            send_mails.enqueue()
            told = _sent_told(participation, is_new=link is not None)
            return done(request, told, _back(participation))
    return _ask(request, participation, _new_link(participation), form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_coordinator(request: Request, **place: Any) -> HttpResponse:
    """Somebody else coordinates in an organisation."""
    participation = the_participation(request, **place)
    form = CoordinatorForm.about(participation, sent(request))
    if form.is_valid():
        link = actions.change_coordinator(
            participation=participation,
            token=next(_tokens()),
            by=request.actor,
            at=request.at,
            **form.cleaned_data,
        )
        send_mails.enqueue()
        saved = _("Saved. A new link is on its way; the old one opens nothing any more.")
        return done(request, saved if link else _("Saved."), _back(participation))
    return _ask(request, participation, _handover(), form)


def _ask(request: Request, participation: Participation, deed: Deed, form: Form) -> HttpResponse:
    place = participation.organisation
    cancel = _back(participation)
    return ask(request, participation.wave, deed, form, cancel=cancel, place=place)


def _back(participation: Participation) -> str:
    return of_wave("choose_participants", participation.wave)


def _new_link(participation: Participation) -> Deed:
    return Deed(
        _("Send a new link"),
        _("Send a new link"),
        means=(
            _("It goes to %(email)s.") % {"email": participation.coordinator_email or "–"},
            _("The link sent before opens nothing any more."),
        ),
    )


def _handover() -> Deed:
    return Deed(
        _("Change who coordinates"),
        _("Save"),
        means=(
            _("With another mail address, a new personal link goes there."),
            _("The link of whoever coordinated until now ends; they get a mail about it."),
        ),
    )


def _invite_page(request: Request, wave: Wave) -> HttpResponse:
    waiting = participations_of(wave).filter(state=Participation.State.PLANNED)
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    asked = wave.participations.count()
    first = next((one for one in page.object_list if one.coordinator_email), None)
    context = {
        "process": wave.survey.process,
        "survey": wave.survey,
        "wave": wave,
        "page": page,
        "forms": [InviteForm(participation=one) for one in page.object_list],
        "is_open": wave.state == Wave.State.OPEN,
        "is_planned": wave.state == Wave.State.PLANNED,
        "letter": _sample(first, wave, request),
        "asked": asked,
        "invited": asked - page.paginator.count,
    }
    return render(request, "surveys/office/waves/invite.html", context)


def _sample(
    participation: Participation | None, wave: Wave, request: Request
) -> dict[str, str] | None:
    """The mail as the first of them gets it."""
    if participation is None:
        return None
    participation.wave = wave
    if participation.version_id == wave.version_id:
        participation.version = wave.version
    letter = invitation_for(participation, request.at)
    link = _("(personal link)")
    return {
        "to": participation.coordinator_email,
        "subject": letter.subject,
        "text": letter.text.replace(ADDRESS, link).replace("%%", "%"),
    }


def _tokens() -> Iterator[str]:
    while True:
        yield secrets.token_urlsafe(32)


def _sent_told(participation: Participation, *, is_new: bool) -> str:
    if not is_new:
        return _("A link was sent just now; nothing was sent again.")
    told = _("A new link is on its way to %(email)s.")
    return told % {"email": participation.coordinator_email}


def _say(request: Request, invited: actions.Invited) -> None:
    """How many invitations went out, who could not get one, and what is left."""
    told = ngettext(
        "%(number)d invitation is on its way.",
        "%(number)d invitations are on their way.",
        invited.sent,
    )
    if invited.sent:
        messages.success(request, told % {"number": invited.sent})
    elif not invited.without_address:
        messages.info(request, _("Nothing was sent: everybody has been invited already."))
    if invited.without_address:
        messages.warning(request, _missing(invited.without_address))
    if invited.left:
        more = ngettext(
            "One more waits. Please press the button again.",
            "%(number)d more wait. Please press the button again.",
            invited.left,
        )
        messages.info(request, more % {"number": invited.left})


def _missing(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    if more > 0:
        told = _("No mail address: %(names)s and %(number)d more.")
        return told % {"names": shown, "number": more}
    return _("No mail address: %(names)s.") % {"names": shown}
