from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from regiowerk.ground.notices.models import Mail, Notice
from regiowerk.ground.people.domain import throttle
from regiowerk.ground.people.models import SignInAttempt, SignInLink, User

KEPT = timedelta(days=7)


def person_by_email(email: str) -> User | None:
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


def wait_before_try(keys: Iterable[tuple[str, int]], at: datetime) -> datetime | None:
    """When somebody may try again; each key has its own limit, the longest wait counts."""
    waits = (throttle.wait_until(_tries(key, at), limit=limit, at=at) for key, limit in keys)
    return max((wait for wait in waits if wait is not None), default=None)


def _tries(key: str, at: datetime) -> Iterable[datetime]:
    tries = SignInAttempt.objects.filter(
        key_hash=hash_of(key), tried_at__gt=at - throttle.WINDOW, tried_at__lte=at
    )
    return tries.order_by("tried_at").values_list("tried_at", flat=True)


def everything_about(user: User) -> dict[str, object]:
    """All that is stored about a person in rooms of persons, as plain values."""
    own = {"email__iexact": user.email}
    notices = Notice.objects.filter(recipient__iexact=user.email).order_by("noticed_at", "id")
    mails = Mail.objects.filter(to__iexact=user.email).order_by("queued_at", "id")
    return {
        "account": User.objects.filter(**own).values(
            "email", "name", "language", "last_login", "created_at", "created_by"
        )[0],
        "sign_in_links": list(
            user.sign_in_links.order_by("asked_at").values("asked_at", "used_at")
        ),
        "notices": list(notices.values("text", "address", "noticed_at", "read_at")),
        "mails": list(mails.values("subject", "text", "queued_at", "sent_at")),
    }


def sessions_of(user: User, at: datetime) -> list[Session]:
    """Every browser in which a person is signed in."""
    open_sessions = Session.objects.filter(expire_date__gt=at).order_by("expire_date")
    return [s for s in open_sessions if s.get_decoded().get("_auth_user_id") == str(user.pk)]
