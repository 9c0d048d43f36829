"""An organisation says what it thinks of the goals, and everybody in the region reads it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regiowerk.decide.goals import access, actions, queries
from regiowerk.decide.goals.domain.freezing import FrozenGoal, tree_from
from regiowerk.decide.goals.forms.replying import ReplySheet
from regiowerk.decide.goals.models import Consultation
from regiowerk.decide.goals.views.asking import at_consultation, at_reply, done, is_done, sent
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.regions.models import Organisation

PER_PAGE = 30
HAND_IN, CONTINUE = "hand_in", "continue"  # what the pressed button says; else it is only kept

type Numbered = Sequence[tuple[str, FrozenGoal]]


@require_safe
def said(
    request: Request, process_key: str, consultation_key: str, organisation_key: str
) -> HttpResponse:
    """What one organisation has said, goal by goal."""
    found, organisation = access.said_for_member(
        request.actor, process_key, consultation_key, organisation_key
    )
    stances = queries.stances_of(found, organisation)
    context = {
        "process": found.process,
        "consultation": found,
        "rows": [(number, goal, stances.get(goal.key)) for number, goal in _goals(found)],
        "organisation": organisation,
        "reply": found.replies.filter(organisation=organisation).first(),
    }
    return render(request, "goals/said.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request, process_key: str, consultation_key: str) -> HttpResponse:
    """All goals with what the organisation says so far, thirty to a page; at the end it hands in."""
    found, organisation = access.consultation_for_speaker(
        request.actor, process_key, consultation_key
    )
    goals, stances = _goals(found), queries.stances_of(found, organisation)
    page = Paginator(goals, PER_PAGE).get_page(request.GET.get("page"))
    before = found.replies.filter(organisation=organisation).first()
    remark = before.remark if before else ""
    sheet = ReplySheet(list(page.object_list), stances, remark=remark, data=sent(request))
    if is_done(sheet, lambda: _keep(request, found, organisation, sheet)):
        return _go_on(request, found, page.number)
    context = {
        "process": found.process,
        "consultation": found,
        "sheet": sheet,
        "page": page,
        "reply": before,
        "heading": _open_goals(len(goals) - len(stances)),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sheet.is_bound else HTTPStatus.OK
    return render(request, "goals/reply.html", context, status=status)


@transaction.atomic
def _keep(
    request: Request, consultation: Consultation, organisation: Organisation, sheet: ReplySheet
) -> None:
    """What is new on the page, and the reply as a whole where it is handed in: both or none."""
    asked, by, at = consultation, request.actor, request.at
    state = partial(actions.state_stances, opinions=sheet.opinions())
    state(consultation=asked, organisation=organisation, by=by, at=at)
    if request.POST.get("then") == HAND_IN:
        hand_in = partial(actions.hand_in_reply, remark=sheet.remark or "")
        hand_in(consultation=asked, organisation=organisation, by=by, at=at)


def _go_on(request: Request, consultation: Consultation, page: int) -> HttpResponse:
    then = request.POST.get("then")
    if then == HAND_IN:
        return done(request, _("Thank you. Your reply is in."), at_consultation(consultation))
    words = _("Noted. You can change it until the last day.")
    return done(request, words, at_reply(consultation, page + 1 if then == CONTINUE else page))


def _goals(consultation: Consultation) -> Numbered:
    """The goals as they were put to the organisations, each with its number."""
    return queries.numbered(tree_from(consultation.version.content))


def _open_goals(number: int) -> str:
    if not number:
        return _("You have said something about every goal")
    return ngettext(
        "About one goal you have said nothing yet",
        "About %(number)d goals you have said nothing yet",
        number,
    ) % {"number": number}
