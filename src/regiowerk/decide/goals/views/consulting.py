"""The organisations are asked what they think of the goals."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regiowerk.decide.goals import access, actions, queries
from regiowerk.decide.goals.domain.stances import most_disputed
from regiowerk.decide.goals.forms.matters import (
    ConsultationForm,
    DeadlineForm,
)
from regiowerk.decide.goals.forms.shaping import ConfirmForm
from regiowerk.decide.goals.permissions import may_edit_goals, may_state_stance
from regiowerk.decide.goals.queries import Overview
from regiowerk.decide.goals.views.asking import (
    Question,
    ask,
    at_consultation,
    at_tree,
    done,
    is_done,
    sent,
)
from regiowerk.ground.process.access import process_for_member
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go

ASKED = ["GET", "HEAD", "POST"]


@require_safe
def consultations(request: Request, process_key: str) -> HttpResponse:
    process = process_for_member(request.actor, process_key)
    context = {
        "process": process,
        "consultations": queries.consultations_of(process),
        "may_edit": may_edit_goals(request.actor, process),
    }
    return render(request, "goals/consultations.html", context)


@require_http_methods(ASKED)
def open_consultation(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    form = ConsultationForm(sent(request), today=timezone.localdate(request.at))

    def deed() -> None:
        asked = form.cleaned_data
        actions.open_consultation(process=process, by=request.actor, at=request.at, **asked)

    if is_done(form, deed):
        return go(request, "goals:consultations", process_key)
    question = Question(
        title=_("Ask the organisations about the goals"),
        lead=_("The tree is frozen as it stands, so that everybody speaks about the same words."),
        submit=_("Open consultation"),
        back=at_tree(process),
    )
    return ask(request, process, question, form)


@require_safe
def consultation(request: Request, process_key: str, consultation_key: str) -> HttpResponse:
    found = access.consultation_for_member(request.actor, process_key, consultation_key)
    overview = queries.overview_of(found, timezone.localdate(request.at))
    by_key = {one.goal.key: one for one in overview.goals}
    disputed = most_disputed({key: one.tally for key, one in by_key.items()})
    context = {
        "process": found.process,
        "consultation": found,
        "heading": _answered(overview),
        "overview": overview,
        "disputed": [by_key[key] for key in disputed],
        "may_edit": may_edit_goals(request.actor, found.process),
        "may_state": may_state_stance(request.actor, found),
    }
    return render(request, "goals/consultation.html", context)


@require_http_methods(ASKED)
def extend_consultation(request: Request, process_key: str, consultation_key: str) -> HttpResponse:
    found = access.consultation_for_office(request.actor, process_key, consultation_key)
    form = DeadlineForm(sent(request), initial={"closes_on": found.closes_on})

    def deed() -> None:
        day, at = form.cleaned_data["closes_on"], request.at
        actions.extend_consultation(consultation=found, closes_on=day, by=request.actor, at=at)

    if is_done(form, deed):
        return done(request, _("The last day is changed."), at_consultation(found))
    question = Question(
        title=_("Change the last day"), submit=_("Save"), back=at_consultation(found)
    )
    return ask(request, found.process, question, form)


@require_http_methods(ASKED)
def close_consultation(request: Request, process_key: str, consultation_key: str) -> HttpResponse:
    found = access.consultation_for_office(request.actor, process_key, consultation_key)
    form = ConfirmForm(sent(request))

    def deed() -> None:
        actions.close_consultation(consultation=found, by=request.actor, at=request.at)

    if is_done(form, deed):
        return done(request, _("The consultation is closed."), at_consultation(found))
    question = Question(
        title=_("Close the consultation"),
        lead=_("Nobody can change what was said after that. Who said nothing is named as such."),
        submit=_("Close consultation"),
        back=at_consultation(found),
    )
    return ask(request, found.process, question, form)


def _answered(overview: Overview) -> str:
    return ngettext(
        "%(answered)d of one organisation has answered",
        "%(answered)d of %(asked)d organisations have answered",
        len(overview.asked),
    ) % {"answered": overview.answered, "asked": len(overview.asked)}
