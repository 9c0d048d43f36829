from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser

from regiowerk.ground.notices import actions
from regiowerk.ground.notices.models import Mail, Notice

AT = datetime(2022, 1, 24, 9, 0, tzinfo=UTC)
SITE = "https://regiowerk.example"


def a_mail(key: str = "one", *, to: str = "adorf@example.org", text: str = "Text\n") -> Mail:
    mail = actions.queue_mail(to=to, subject="Betreff", text=text, once_key=key, at=AT)
    assert mail is not None
    return mail


def a_notice(
    key: str = "one",
    *,
    recipient: str = "adorf@example.org",
    text: str = "Sie sind an der Reihe.",
    address: str = "/regionen/",
    at: datetime = AT,
) -> Notice:
    notice = actions.notify(recipient=recipient, text=text, address=address, once_key=key, at=at)
    assert notice is not None
    return notice


def a_reader(email: str = "adorf@example.org", *, language: str = "de") -> AbstractBaseUser:
    """Somebody who can sign in; people is a higher room, so its table is asked for by name."""
    return get_user_model().objects.create(
        email=email, name="Adorf", language=language, created_at=AT, created_by="Regiowerk"
    )
