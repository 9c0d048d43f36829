from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from regiowerk.ground.notices.models import Mail, Notice

KEPT = timedelta(days=90)
# Whoever looks in within a day needs no mail about it.
QUIET = timedelta(hours=24)


def notices_of(email: str) -> QuerySet[Notice]:
    """Everything a person was told, newest first."""
    return Notice.objects.filter(recipient=email).order_by("-noticed_at", "-id")


def unread_count(email: str) -> int:
    """How many notices a person has not seen yet."""
    return unread_of(email).count()


def unread_of(email: str) -> QuerySet[Notice]:
    """The notices a person has not seen yet, in no order."""
    return Notice.objects.filter(recipient=email, read_at__isnull=True).order_by()


def unseal(name: str) -> str:
    """The secret behind a name in a letter; who only reads the tables cannot compute it."""
    return salted_hmac("notices.sealed", name, algorithm="sha256").hexdigest()


def mails_due(at: datetime) -> QuerySet[Mail]:
    """Mails that wait and may be tried, the longest wait first."""
    waiting = Mail.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, due_at__lte=at)
    return waiting.order_by("due_at", "id")


def notices_for_digest(at: datetime) -> QuerySet[Notice]:
    """Unread notices older than a day that were not in a digest yet, by person."""
    unread = Notice.objects.filter(read_at__isnull=True, digested_at__isnull=True)
    return unread.filter(noticed_at__lte=at - QUIET).order_by("recipient", "noticed_at", "id")


def mails_to_forget(at: datetime) -> QuerySet[Mail]:
    """Mails whose time is over, sent or not."""
    return Mail.objects.filter(queued_at__lte=at - KEPT).order_by("id")


def notices_to_forget(at: datetime) -> QuerySet[Notice]:
    """Notices whose time is over, read or not."""
    return Notice.objects.filter(noticed_at__lte=at - KEPT).order_by("id")
