"""How often somebody may try to sign in.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

WINDOW = timedelta(minutes=15)
PER_ADDRESS = 5  # tries for one e-mail address and one way within the window
PER_NETWORK = 30  # tries from one network address: a town hall shares one


class Way(StrEnum):
    """How somebody tries to sign in.  Guessing passwords must not shut out the owner's link."""

    LINK = "link"
    PASSWORD = "password"  # noqa: S105 - a word, not a password


def limits(*, way: Way, email: str, network: str) -> Mapping[str, int]:
    """What a try is counted under, each with the number of tries it allows."""
    return {_key(way, email): PER_ADDRESS, f"network:{network}": PER_NETWORK}


def keys_of_address(email: str) -> list[str]:
    """All that tries for one e-mail address are counted under."""
    return [_key(way, email) for way in Way]


def _key(way: Way, email: str) -> str:
    return f"{way}:{email.strip().casefold()}"


def wait_until(tries: Iterable[datetime], *, limit: int, at: datetime) -> datetime | None:
    """When the next try is allowed; None: now.

    The oldest of the last `limit` tries within the window has to leave it first.
    """
    if limit < 1:
        raise ValueError("at least one try must be allowed")
    recent = sorted(moment for moment in tries if moment > at - WINDOW)
    return recent[-limit] + WINDOW if len(recent) >= limit else None
