from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from django.core import mail

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.models import SignInAttempt, SignInLink, User

AT = datetime(2022, 1, 24, 9, 0, tzinfo=UTC)
PASSWORD = "vier blaue Stühle am Fluss"


def a_user(email: str = "beispiel@example.org", *, name: str = "", password: str = "") -> User:
    user = User(
        email=email, name=name or email.split("@")[0], created_at=AT, created_by="Regiowerk"
    )
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    return user


def a_demo_user(email: str = "buero@beispiel.invalid", *, name: str = "Büro (Beispiel)") -> User:
    user = a_user(email, name=name)
    user.is_demo = True
    user.save(update_fields=["is_demo"])
    return user


def oneself(user: User) -> Actor:
    """A person who acts for nobody but themselves."""
    return Actor(user_id=user.pk, user_label=str(user))


def deeds() -> list[tuple[str, int | None, str]]:
    """What the journal tells so far: deed, number of the user, label of the object."""
    entries = Entry.objects.order_by("id")
    return list(entries.values_list("deed", "user_number", "object_label"))


def links_in_mails() -> list[str]:
    """The sign-in links mailed so far, as paths with what follows."""
    found = (re.search(r"https?://[^/]+(/anmelden/link/\S+)", m.body) for m in mail.outbox)
    return [match.group(1) for match in found if match]


def a_sign_in_link(user: User, token_hash: str = "0" * 64) -> SignInLink:
    return SignInLink.objects.create(
        user=user, token_hash=token_hash, asked_at=AT, expires_at=AT + timedelta(minutes=30)
    )


def a_sign_in_attempt(key_hash: str = "0" * 64) -> SignInAttempt:
    return SignInAttempt.objects.create(key_hash=key_hash, tried_at=AT)
