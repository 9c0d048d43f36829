from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, override

from regiowerk.ground.notices.actions import queue_mail
from regiowerk.ground.notices.domain.letters import SITE, sealed
from regiowerk.ground.notices.queries import unseal
from regiowerk.ground.people import queries
from regiowerk.ground.people.models import SignInAttempt, SignInLink, User

LASTS = timedelta(minutes=30)


class Refusal(StrEnum):
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"


class LinkRefusedError(Exception):
    """A sign-in link that opens nothing, with the reason and the way to a new one."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal)

    def __str__(self) -> str:
        return str(
            {
                Refusal.UNKNOWN: gettext_lazy(
                    "This link is not complete. Copy it as a whole, or ask for a new one."
                ),
                Refusal.USED: gettext_lazy(
                    "This link was used already; each one works once. Ask for a new one."
                ),
                Refusal.EXPIRED: gettext_lazy(
                    "This link has expired; each one works for 30 minutes. Ask for a new one."
                ),
            }[self.refusal]
        )


@transaction.atomic
def note_attempt(*, keys: Iterable[str], at: datetime) -> tuple[int, ...]:
    """Remember a try to sign in, as hashes, to slow down guessing; return its rows."""
    rows = SignInAttempt.objects.bulk_create(
        SignInAttempt(key_hash=queries.hash_of(key), tried_at=at) for key in keys
    )
    return tuple(row.pk for row in rows)


@transaction.atomic
def take_back_attempt(*, tries: Collection[int]) -> None:
    """Forget a try: it succeeded, or it came too early to be one."""
    SignInAttempt.objects.filter(pk__in=tries).delete()


@transaction.atomic
def ask_for_sign_in_link(*, email: str, seal: str, onward: str, at: datetime) -> SignInLink | None:
    """Send a person a link that signs in once; for an unknown address nothing happens.

    The token stands in no table: the outbox holds the seal, the link holds the token's hash.
    """
    user = queries.person_by_email(email)
    if user is None:
        return None
    link = SignInLink.objects.create(
        user=user,
        token_hash=queries.hash_of(unseal(seal)),
        asked_at=at,
        expires_at=at + LASTS,
    )
    subject, text = _letter(user, seal, onward)
    queue_mail(to=user.email, subject=subject, text=text, once_key=f"sign-in:{link.pk}", at=at)
    return link


def _letter(user: User, seal: str, onward: str) -> tuple[str, str]:
    page = reverse("people:sign_in_by_link", args=["TOKEN"]).replace("TOKEN", sealed(seal))
    with override(user.language):
        paragraphs = (
            _("Good day %(name)s,") % {"name": user.name},
            _("with this link you sign in to Regiowerk:"),
            f"{SITE}{page}{onward}",
            _("It works once and for 30 minutes. If you did not ask for it, ignore this mail."),
        )
        return _("Your link to sign in"), "\n\n".join(paragraphs) + "\n"


def usable_link(token: str, at: datetime) -> SignInLink:
    """The link of a token if it still opens something."""
    link = queries.link_by_token(token)
    if link is None or not link.user.is_active:
        raise LinkRefusedError(Refusal.UNKNOWN)
    if link.used_at is not None:
        raise LinkRefusedError(Refusal.USED)
    if link.expires_at <= at:
        raise LinkRefusedError(Refusal.EXPIRED)
    return link


@transaction.atomic
def use_sign_in_link(*, link: SignInLink, at: datetime) -> User:
    """Use a link up and return whose it is; of two browsers at once one is signed in."""
    unused = SignInLink.objects.filter(pk=link.pk, used_at__isnull=True)
    if not unused.update(used_at=at):
        raise LinkRefusedError(Refusal.USED)
    return link.user


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Delete tries and links after a week; return how many."""
    before = at - queries.KEPT
    tries, _per_table = SignInAttempt.objects.filter(tried_at__lte=before).delete()
    links, _per_table = SignInLink.objects.filter(asked_at__lte=before).delete()
    return tries + links
