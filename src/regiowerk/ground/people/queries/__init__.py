"""Who people are, and whether they may try to sign in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from regiowerk.ground.people.domain import throttle
from regiowerk.ground.people.models import SignInAttempt, SignInLink, User

KEPT = timedelta(days=7)
SIGNED_IN_AT = "signed_in_at"  # in the session: when this browser signed in


def has_signed_in_since(session: Mapping[str, str], since: datetime, at: datetime) -> bool:
    """Whether this browser signed in between two moments; what must not rest on an open session asks this."""
    moment = session.get(SIGNED_IN_AT)
    return moment is not None and since < datetime.fromisoformat(moment) <= at


def person_by_email(email: str) -> User | None:
    """Whoever may sign in with an address, however it is spelled in large and small letters."""
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first()


def demo_people() -> QuerySet[User]:
    """The example people, the office first as they were made."""
    return User.objects.filter(is_demo=True, is_active=True).order_by("created_at", "pk")


def link_by_token(token: str) -> SignInLink | None:
    """The link a token belongs to, used and expired ones too; only the hash is known here."""
    return SignInLink.objects.select_related("user").filter(token_hash=hash_of(token)).first()


def hash_of(token: str) -> str:
    """A keyed hash: who reads the table can neither sign in nor guess an address."""
    return salted_hmac("people.sign_in", token, algorithm="sha256").hexdigest()


def wait_before_try(
    limits: Mapping[str, int], *, own: Collection[int], at: datetime
) -> datetime | None:
    """When somebody may try again; None: now.  Each key has its limit, the longest wait counts.

    `own` are the rows of the try itself: it is written down before it is weighed, so that tries
    at the same moment see each other.
    """
    waits = (
        throttle.wait_until(_tries(key, own, at), limit=limit, at=at)
        for key, limit in limits.items()
    )
    return max((wait for wait in waits if wait is not None), default=None)


def _tries(key: str, own: Collection[int], at: datetime) -> Iterable[datetime]:
    tries = SignInAttempt.objects.filter(
        key_hash=hash_of(key), tried_at__gt=at - throttle.WINDOW, tried_at__lte=at
    )
    return tries.exclude(pk__in=own).order_by("tried_at").values_list("tried_at", flat=True)
