"""One ballot, two ways in: signed in for an organisation, or by personal link without account."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from regiowerk.decide.ballots import access
from regiowerk.decide.ballots.access import LinkRefusal, LinkRefusedError
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.surveys.gates import knock

type View = Callable[..., HttpResponse]
TOO_MANY = 429


def by_link(view: View) -> View:
    """The page for whoever has the link; a link that opens nothing says what to do."""

    def opened(request: Request, /, token: str, round_key: str = "", **place: Any) -> HttpResponse:
        try:
            seat = access.seat_by_link(token, request.at, round_key)
        except LinkRefusedError as refused:
            return _refused(request, refused)
        request.process = seat.round.process  # type: ignore[attr-defined]
        return view(request, seat, **place)

    return login_not_required(never_cache(update_wrapper(opened, view)))


def signed_in(view: View) -> View:
    """The page for an organisation's own people, and for those it gave its proxy to."""

    def opened(
        request: Request,
        /,
        process_key: str,
        round_key: str,
        organisation_key: str,
        **place: Any,
    ) -> HttpResponse:
        seat = access.seat_by_actor(request.actor, process_key, round_key, organisation_key)
        request.process = seat.round.process  # type: ignore[attr-defined]
        return view(request, seat, **place)

    return never_cache(update_wrapper(opened, view))


def _refused(request: Request, refused: LinkRefusedError) -> HttpResponse:
    """What is wrong with a link and what to do; guessing is slowed down."""
    status: int = refused.status
    is_slowed = refused.refusal is LinkRefusal.UNKNOWN and knock(request) is not None
    context = {"refused": refused, "is_slowed": is_slowed}
    if is_slowed:
        status = TOO_MANY
    return render(request, "ballots/voting/link_refused.html", context, status=status)
