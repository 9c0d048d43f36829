"""Waves are planned, changed, opened, closed and opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.states import HANDED_IN
from regiowerk.listen.surveys.forms.office_waves import ConfirmForm, ReopenForm, WaveForm
from regiowerk.listen.surveys.models import Participation, Survey, Wave
from regiowerk.listen.surveys.queries.waves import last_contact, latest_published, participations_of
from regiowerk.listen.surveys.views.office.wave_pages import (
    Deed,
    Names,
    ask,
    done,
    of_survey,
    of_wave,
    sent,
    status_of,
    the_survey,
    the_wave,
)

REFUSALS = (actions.WaveStateError, actions.NobodyChosenError, actions.LastDayPastError)
FIRST_DAY_IN = timedelta(days=7)
LASTS = timedelta(days=35)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_wave(request: Request, process_key: str, survey_key: str) -> HttpResponse:
    """Plan a wave; who helps is taken over from the last one, or from the office."""
    survey = the_survey(request, process_key, survey_key)
    form = WaveForm(sent(request), initial=_proposal(request, survey))
    if form.is_valid():
        try:
            wave = actions.plan_wave(
                survey=survey, facts=form.facts(), by=request.actor, at=request.at
            )
        except actions.NotPublishedError as refused:
            form.add_error(None, str(refused))
        else:
            message = _("The wave is planned. Choose now whom you ask.")
            return done(request, message, of_wave("choose_participants", wave))
    return _wave_page(request, survey, None, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_wave(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Change label, days, smallest number or contact of a wave."""
    found = the_wave(request, process_key, survey_key, wave)
    form = WaveForm.about(found, sent(request))
    if form.is_valid():
        try:
            actions.change_wave(wave=found, facts=form.facts(), by=request.actor, at=request.at)
        except actions.LastDayPastError as refused:
            form.add_error("closes_on", str(refused))
        else:
            return done(request, _("Saved."), of_survey("survey", found.survey))
    return _wave_page(request, found.survey, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
def open_wave(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Open a wave, after showing who is asked and who lacks an address."""
    found = the_wave(request, process_key, survey_key, wave)
    form = ConfirmForm(sent(request))
    if form.is_valid() and _is_done(form, actions.open_wave, found, request):
        message = _("The wave is open. Invite the organisations now.")
        return done(request, message, of_wave("invite", found))
    return ask(request, found, _opening(found), form, cancel=of_survey("survey", found.survey))


@require_http_methods(["GET", "HEAD", "POST"])
def close_wave(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Close a wave, after showing who has not handed in."""
    found = the_wave(request, process_key, survey_key, wave)
    form = ConfirmForm(sent(request))
    if form.is_valid() and _is_done(form, actions.close_wave, found, request):
        return done(request, _("The wave is closed."), of_survey("survey", found.survey))
    return ask(request, found, _closing(found), form, cancel=of_survey("survey", found.survey))


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_wave(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Open a closed wave again until a new last day."""
    found = the_wave(request, process_key, survey_key, wave)
    later = timezone.localdate(request.at) + timedelta(days=14)
    form = ReopenForm(sent(request), initial={"closes_on": later})
    if form.is_valid() and _is_done(form, actions.reopen_wave, found, request):
        return done(request, _("The wave is open again."), of_survey("survey", found.survey))
    return ask(request, found, _reopening(found), form, cancel=of_survey("survey", found.survey))


def _is_done(form: Form, act: Callable[..., object], wave: Wave, request: Request) -> bool:
    try:
        act(wave=wave, by=request.actor, at=request.at, **form.cleaned_data)
    except REFUSALS as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _proposal(request: Request, survey: Survey) -> dict[str, Any]:
    first = timezone.localdate(request.at) + FIRST_DAY_IN
    office = (request.actor.user_label, getattr(request.user, "email", ""), "")
    name, email, phone = last_contact(survey) or office
    return {
        "opens_on": first,
        "closes_on": first + LASTS,
        "min_cell": 5,
        "contact_name": name,
        "contact_email": email,
        "contact_phone": phone,
    }


def _wave_page(request: Request, survey: Survey, wave: Wave | None, form: WaveForm) -> HttpResponse:
    context = {
        "process": survey.process,
        "survey": survey,
        "wave": wave,
        "form": form,
        "newest": latest_published(survey.questionnaire),
    }
    return render(request, "surveys/office/waves/wave.html", context, status=status_of(form))


def _opening(wave: Wave) -> Deed:
    title, submit = _("Open the wave"), _("Open the wave")
    if wave.state != Wave.State.PLANNED:
        return Deed(title, submit, obstacle=str(actions.WaveStateError(wave.state)))
    found = list(participations_of(wave).only("coordinator_email", "organisation"))
    if not found:
        remedy = (_("Choose organisations"), of_wave("choose_participants", wave))
        return Deed(title, submit, obstacle=str(actions.NobodyChosenError()), remedy=remedy)
    asked = ngettext(
        "One organisation is asked.", "%(number)d organisations are asked.", len(found)
    )
    nobody = [str(one.organisation) for one in found if not one.coordinator_email]
    lists = (
        Names.of(_("No mail address yet"), nobody),
        Names.of(_("Asked"), [str(one.organisation) for one in found if one.coordinator_email]),
    )
    remedy = (_("Enter mail addresses"), of_wave("choose_participants", wave))
    return Deed(
        title,
        submit,
        means=(
            asked % {"number": len(found)},
            _("They answer version %(number)d of the questionnaire until %(day)s.")
            % {"number": wave.version.number, "day": date_format(wave.closes_on)},
            _("No mail is sent yet: you invite on the next page."),
        ),
        remedy=remedy if nobody else ("", ""),
        concerned=tuple(one for one in lists if one.names),
    )


def _closing(wave: Wave) -> Deed:
    title, submit = _("Close the wave"), _("Close the wave")
    if wave.state != Wave.State.OPEN:
        is_closed = wave.state == Wave.State.CLOSED
        planned = str(actions.WaveStateError(wave.state))
        return Deed(title, submit, obstacle=_("The wave is closed.") if is_closed else planned)
    not_asked = [*HANDED_IN, Participation.State.DECLINED]
    missing = participations_of(wave).exclude(state__in=not_asked)
    names = [str(one.organisation) for one in missing]
    number = len(names)
    told = ngettext(
        "One organisation has not handed in.",
        "%(number)d organisations have not handed in.",
        number,
    )
    return Deed(
        title,
        submit,
        means=(
            told % {"number": number} if number else _("Everybody has handed in."),
            _("From now on nobody can answer. What waits for a signature can still be signed."),
            _("You can open the wave again later."),
        ),
        concerned=(Names.of(_("Not handed in"), names),) if names else (),
        is_grave=bool(number),
    )


def _reopening(wave: Wave) -> Deed:
    title, submit = _("Open the wave again"), _("Open again")
    if wave.state != Wave.State.CLOSED:
        return Deed(title, submit, obstacle=str(actions.WaveStateError(wave.state)))
    return Deed(
        title,
        submit,
        means=(
            _("Whoever has not handed in goes on where they stopped; what was signed stays so."),
            _("No mail is sent. Remind the organisations afterwards if they should know."),
        ),
    )
