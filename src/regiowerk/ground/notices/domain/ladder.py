"""When a mail that could not be delivered is tried again.  Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

# A mail server that is away comes back within minutes or within a day; after that nobody waits.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When to try again after so many failed attempts; None: give up."""
    if attempts < 1:
        raise ValueError("the ladder begins after the first attempt")
    return at + WAITS[attempts - 1] if attempts <= len(WAITS) else None
