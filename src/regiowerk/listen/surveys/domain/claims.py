"""Who is at a section, for how long that is said, and when it has to be said anew.  Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

CLAIM = timedelta(minutes=5)
ANEW = timedelta(minutes=1)  # sooner, opening the page once more writes nothing


def is_claim_due(by: str, ends_at: datetime | None, label: str, at: datetime) -> bool:
    """Whether a claim would change anything: nobody holds it, or one's own is a minute old."""
    if ends_at is None or ends_at <= at:
        return True
    return by == label and ends_at <= at + CLAIM - ANEW
