"""The organisations are asked what they think of the goals."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regiowerk.decide.goals import access, actions, queries
from regiowerk.decide.goals.domain.freezing import FrozenGoal, tree_from
from regiowerk.decide.goals.domain.stances import most_disputed
from regiowerk.decide.goals.forms.matters import (
    ConsultationForm,
    DeadlineForm,
    ReplyForm,
    StanceForm,
)
from regiowerk.decide.goals.forms.shaping import ConfirmForm
from regiowerk.decide.goals.models import Consultation
from regiowerk.decide.goals.permissions import may_edit_goals, may_state_stance
from regiowerk.decide.goals.queries import Overview
from regiowerk.decide.goals.views.asking import (
    Question,
    ask,
    at_consultation,
    at_reply,
    at_tree,
    done,
    is_done,
    sent,
)
from regiowerk.ground.process.access import process_for_member
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.ui.htmx import go

ASKED = ["GET", "HEAD", "POST"]
OPINION = ("answer", "reason", "contribution")


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


@require_safe
def said(
    request: Request, process_key: str, consultation_key: str, organisation_key: str
) -> HttpResponse:
    """What one organisation has said, goal by goal."""
    found, organisation = access.said_for_member(
        request.actor, process_key, consultation_key, organisation_key
    )
    context = {
        **_rows(found, organisation),
        "organisation": organisation,
        "reply": found.replies.filter(organisation=organisation).first(),
    }
    return render(request, "goals/said.html", context)


@require_http_methods(ASKED)
def reply(request: Request, process_key: str, consultation_key: str) -> HttpResponse:
    """All goals with what the organisation says so far; at the end it hands in."""
    found, organisation = access.consultation_for_speaker(
        request.actor, process_key, consultation_key
    )
    before = found.replies.filter(organisation=organisation).first()
    form = ReplyForm(sent(request), initial={"remark": before.remark if before else ""})

    def deed() -> None:
        hand_in = partial(actions.hand_in_reply, remark=form.cleaned_data["remark"])
        by, at = request.actor, request.at
        hand_in(consultation=found, organisation=organisation, by=by, at=at)

    if is_done(form, deed):
        return done(request, _("Thank you. Your reply is in."), at_consultation(found))
    context = {**_rows(found, organisation), "reply": before, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "goals/reply.html", context, status=status)


@require_http_methods(ASKED)
def state_stance(
    request: Request, process_key: str, consultation_key: str, goal_key: str
) -> HttpResponse:
    found, organisation = access.consultation_for_speaker(
        request.actor, process_key, consultation_key
    )
    goal = _goal_of(found, goal_key)
    form = StanceForm(sent(request), initial=_said_before(found, organisation, goal_key))

    def deed() -> None:
        state = partial(actions.state_stance, goal_key=goal_key, opinion=form.opinion())
        by, at = request.actor, request.at
        state(consultation=found, organisation=organisation, by=by, at=at)

    if is_done(form, deed):
        return done(
            request, _("Noted. You can change it until the last day."), at_reply(found, goal_key)
        )
    question = Question(
        title=goal.title, lead=goal.explanation, submit=_("Save"), back=at_reply(found, goal_key)
    )
    return ask(request, found.process, question, form)


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


def _said_before(
    consultation: Consultation, organisation: Organisation, key: str
) -> dict[str, object]:
    before = queries.stances_of(consultation, organisation).get(key)
    return {name: getattr(before, name) for name in OPINION} if before else {}


def _goal_of(consultation: Consultation, key: str) -> FrozenGoal:
    goals = tree_from(consultation.version.content).goals
    found = next((goal for goal in goals if goal.key == key), None)
    if found is None:
        raise Http404
    return found


def _rows(consultation: Consultation, organisation: Organisation) -> dict[str, object]:
    """All goals as they were put, each with what the organisation says so far."""
    stances = queries.stances_of(consultation, organisation)
    goals = queries.numbered(tree_from(consultation.version.content))
    rows = [(number, goal, stances.get(goal.key)) for number, goal in goals]
    return {
        "process": consultation.process,
        "consultation": consultation,
        "rows": rows,
        "heading": _open_goals(sum(1 for _number, _goal, stance in rows if stance is None)),
    }


def _open_goals(number: int) -> str:
    if not number:
        return _("You have said something about every goal")
    return ngettext(
        "About one goal you have said nothing yet",
        "About %(number)d goals you have said nothing yet",
        number,
    ) % {"number": number}


def _answered(overview: Overview) -> str:
    return ngettext(
        "%(answered)d of one organisation has answered",
        "%(answered)d of %(asked)d organisations have answered",
        len(overview.asked),
    ) % {"answered": overview.answered, "asked": len(overview.asked)}
