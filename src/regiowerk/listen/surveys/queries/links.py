"""Personal links: what a token opens, and which links there are."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from hashlib import sha256

from django.db.models import Q, QuerySet
from django.utils import timezone

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation, Region
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.surveys.models import Link, Participation, Survey, Wave
from regiowerk.listen.surveys.queries.joined import Hung, Joined

# Bytes of a version that no page of an organisation needs as text.
HEAVY = ("definition", "file_content")


AFTER_DEADLINE = timedelta(days=14)
USE_NOTED = timedelta(minutes=10)


def hash_of(token: str) -> str:
    """What the table holds of a token; a token is random, so nobody guesses it from its hash."""
    return sha256(token.encode()).hexdigest()


_WITH_ALL = Joined(
    Link,
    Hung(Participation, 0, "participation"),
    Hung(Organisation, 1, "organisation"),
    Hung(Version, 1, "version", without=frozenset(HEAVY)),
    Hung(Wave, 1, "wave"),
    Hung(Survey, 4, "survey"),
    Hung(Process, 5, "process"),
    Hung(Region, 6, "region"),
    by="token_hash",
)


def link_by_token(token: str) -> Link | None:
    """The link a token belongs to, revoked and expired ones too, with all a page needs."""
    return _WITH_ALL.find(hash_of(token))


def links_of(participation: Participation, at: datetime) -> QuerySet[Link]:
    """The links that open something now, newest first."""
    return participation.links.filter(revoked_at__isnull=True, expires_at__gt=at).order_by("-pk")


def links_of_section(participation: Participation, section: str, at: datetime) -> QuerySet[Link]:
    """The links by which one section is answered."""
    return links_of(participation, at).filter(Q(purpose=Link.Purpose.SECTION, section=section))


def is_use_to_note(link: Link, at: datetime) -> bool:
    """When a link was used last is known to ten minutes, so that reading seldom writes."""
    return link.used_at is None or not timedelta() <= at - link.used_at < USE_NOTED


def lasts_until(participation: Participation, at: datetime) -> datetime:
    """When a link ends that is made now: a fortnight after the deadline, or from today."""
    last_day = max(participation.deadline, timezone.localdate(at)) + AFTER_DEADLINE
    return timezone.make_aware(datetime.combine(last_day, time(23, 59)))
