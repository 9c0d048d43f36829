"""How often somebody may try to sign in: by the address they type, and by where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from regiowerk.ground.people import actions, queries
from regiowerk.ground.people.access import Request
from regiowerk.ground.people.domain import throttle
from regiowerk.ground.people.domain.throttle import Way


@dataclass(frozen=True, slots=True)
class Knock:
    """A try to sign in."""

    tries: tuple[int, ...]
    until: datetime | None  # when the next one is allowed; None: this one is


def knock(request: Request, *, way: Way, email: str) -> Knock:
    """Write a try down, and weigh it against those before; one that comes too early is not counted."""
    limits = throttle.limits(way=way, email=email, network=_network(request))
    tries = actions.note_attempt(keys=limits, at=request.at)
    until = queries.wait_before_try(limits, own=tries, at=request.at)
    if until is not None:
        actions.take_back_attempt(tries=tries)
    return Knock(tries, until)


def _network(request: Request) -> str:
    """Where a request comes from; behind our own proxy that is what the proxy saw."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
