"""One page, two ways in: by personal link without account, or signed in for an organisation."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import update_wrapper
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.surveys import access, actions, gates
from regiowerk.listen.surveys.access import LinkRefusal, LinkRefusedError
from regiowerk.listen.surveys.queries.letters import whom_to_call
from regiowerk.listen.surveys.queries.links import is_use_to_note, lasts_until
from regiowerk.listen.surveys.views.answering.overview import overview

type View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """The page for whoever has the link; a link that opens nothing says what to do."""

    def opened(request: Request, /, token: str, **place: Any) -> HttpResponse:
        try:
            answering = access.answering_by_link(token, request.at, place.get("section"))
        except LinkRefusedError as refused:
            return link_refused(request, refused, token)
        if answering.link and is_use_to_note(answering.link, request.at):
            actions.note_use(link=answering.link, at=request.at)
        return view(request, answering, **place)

    return login_not_required(never_cache(update_wrapper(opened, view)))


def signed_in(view: View) -> View:
    """The page for an organisation's own people, and for the office that types for them."""

    def opened(
        request: Request,
        /,
        process_key: str,
        survey_key: str,
        wave: int,
        organisation_key: str,
        **place: Any,
    ) -> HttpResponse:
        way = (process_key, survey_key, wave, organisation_key)
        try:
            answering = access.answering_by_actor(request.actor, *way, place.get("section"))
        except access.OnlyOfficeError:
            if view is overview:  # the history leads here; the office has a page of its own
                return redirect("surveys:participation", *way)
            raise
        request.process = answering.participation.wave.survey.process  # type: ignore[attr-defined]
        return view(request, answering, **place)

    return never_cache(update_wrapper(opened, view))


def link_refused(request: Request, refused: LinkRefusedError, token: str) -> HttpResponse:
    """What is wrong with a link, what to do, and whom to call; guessing is slowed down."""
    status, wait = refused.status, ""
    if refused.refusal is LinkRefusal.UNKNOWN:
        until = gates.knock(request)
        if until is not None:
            status, wait = HTTPStatus.TOO_MANY_REQUESTS, _clock(until)
    call = whom_to_call(refused.link.participation) if refused.link else ""
    context = {"refused": refused, "call": call, "token": token, "wait": wait}
    return render(request, "surveys/answering/link_refused.html", context, status=status)


@require_POST
@login_not_required
@never_cache
def renew_link(request: Request, token: str) -> HttpResponse:
    """Send a new link to the address the old one was made for; the page names no address."""
    try:
        access.answering_by_link(token, request.at)
    except LinkRefusedError as refused:
        if not refused.may_be_renewed or refused.link is None:
            return link_refused(request, refused, token)
        actions.renew_link(
            link=refused.link,
            token=secrets.token_urlsafe(32),
            at=request.at,
            expires_at=lasts_until(refused.link.participation, request.at),
        )
        send_mails.enqueue()
        return render(request, "surveys/answering/link_sent.html", {"call": _call(refused)})
    return render(request, "surveys/answering/link_sent.html", {"token": token})


def _call(refused: LinkRefusedError) -> str:
    return whom_to_call(refused.link.participation) if refused.link else ""


def _clock(moment: Any) -> str:
    return formats.time_format(timezone.localtime(moment))
