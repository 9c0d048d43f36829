"""Addresses are kept as long as somebody may have to be asked about a vote."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from regiowerk.decide.ballots.models import Link, Round, Voter

ADDRESSES_KEPT = timedelta(days=90)  # after the round has ended


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Delete the addresses written to for rounds that ended long ago; return how many."""
    ended = Round.objects.filter(closed_at__lte=at - ADDRESSES_KEPT) | Round.objects.filter(
        cancelled_at__lte=at - ADDRESSES_KEPT
    )
    voters = Voter.objects.filter(chamber__round__in=ended)
    links = Link.objects.filter(voter__in=voters).exclude(email="").update(email="")
    return links + voters.exclude(email="").update(email="")
