"""How often somebody may try links that open nothing, by where they come from."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from regiowerk.ground.people import actions, queries
from regiowerk.ground.regions.middleware import Request

PER_NETWORK = 30  # within a quarter of an hour: a town hall shares one address


def knock(request: Request) -> datetime | None:
    """Write a try down; when the next one is allowed, None: now."""
    limits = {f"answering:{_network(request)}": PER_NETWORK}
    tries = actions.note_attempt(keys=limits, at=request.at)
    until = queries.wait_before_try(limits, own=tries, at=request.at)
    if until is not None:
        actions.take_back_attempt(tries=tries)
    return until


def _network(request: Request) -> str:
    """Where a request comes from; behind our own proxy that is what the proxy saw."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
