"""How often somebody may try to sign in.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
PER_ADDRESS = 5  # tries for one e-mail address within the window
PER_NETWORK = 30  # tries from one network address: a town hall shares one


def wait_until(tries: Iterable[datetime], *, limit: int, at: datetime) -> datetime | None:
    """When the next try is allowed; None: now.

    The oldest of the last `limit` tries within the window has to leave it first.
    """
    if limit < 1:
        raise ValueError("at least one try must be allowed")
    recent = sorted(moment for moment in tries if moment > at - WINDOW)
    return recent[-limit] + WINDOW if len(recent) >= limit else None
