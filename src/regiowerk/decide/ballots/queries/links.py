"""Personal links: what a token opens, and until when."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from regiowerk.decide.ballots.models import Link, Round
from regiowerk.listen.surveys.queries.links import hash_of

__all__ = ["hash_of", "lasts_until", "link_by_token"]

AFTER_LAST_DAY = timedelta(days=30)  # so that the result is found by the same link


def link_by_token(token: str) -> Link | None:
    """The link a token belongs to, revoked and expired ones too."""
    return (
        Link.objects.select_related("voter__organisation", "voter__chamber__round__process__region")
        .filter(token_hash=hash_of(token))
        .first()
    )


def lasts_until(round: Round, at: datetime) -> datetime:
    """When a link ends that is made now."""
    last_day = max(round.closes_on, timezone.localdate(at)) + AFTER_LAST_DAY
    return timezone.make_aware(datetime.combine(last_day, time(23, 59)))
