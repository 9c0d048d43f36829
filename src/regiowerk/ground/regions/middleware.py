"""Reads the clock once, and says for whom the person at the browser acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.people.models import User
from regiowerk.ground.regions import queries
from regiowerk.ground.regions.access import Request
from regiowerk.ground.regions.models import Mandate

__all__ = ["ActorMiddleware", "Request"]


class ActorMiddleware:
    """Puts `actor` and `at` on every request; the actor is looked up when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = moment()
        request.at = at  # type: ignore[attr-defined]
        request.mandates = SimpleLazyObject(lambda: _mandates(request, at))  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _mandates(request: HttpRequest, at: datetime) -> list[Mandate]:
    return queries.mandates_of(request.user, at) if isinstance(request.user, User) else []


def _actor(request: HttpRequest) -> Actor:
    return queries.actor_among(
        request.mandates,  # type: ignore[attr-defined]
        request.user,
        chosen_mandate=request.session.get("mandate"),
    )


def moment() -> datetime:
    """Now; or, in the demo, this time of day on the day the example region stands at."""
    now = timezone.now()
    day = settings.STORY_DAY
    if day is None:
        return now
    local = timezone.localtime(now)
    return local.replace(year=day.year, month=day.month, day=day.day)
