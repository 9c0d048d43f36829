from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from regiowerk.ground.journal.domain.personal import SEVEN_DAYS, WHILE_ACCOUNT, Personal


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person's account.  What it says for an organisation stays when the account goes."""

    PERSONAL: ClassVar[Personal] = {
        "email": WHILE_ACCOUNT,
        "name": WHILE_ACCOUNT,
        "password": WHILE_ACCOUNT,
        "language": WHILE_ACCOUNT,
        "last_login": WHILE_ACCOUNT,
        "created_by": WHILE_ACCOUNT,
    }

    class Language(models.TextChoices):
        GERMAN = "de", "Deutsch"
        ENGLISH = "en", "English"

    email = models.EmailField(max_length=200, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=Language, default=Language.GERMAN)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)
    # How often all sessions were ended; each session is bound to the number it began with.
    sessions_ended = models.PositiveIntegerField(default=0)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case"),
            models.CheckConstraint(
                condition=models.Q(language__in=["de", "en"]), name="user_language_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        """What a session has to fit: a new password ends all others, and so does ending them."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same by the secret keys of before."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes | None) -> str:
        bound_to = f"{self.password}:{self.sessions_ended}"
        return salted_hmac(
            "people.session", bound_to, secret=secret, algorithm="sha256"
        ).hexdigest()


class SignInLink(models.Model):
    """A link by mail that signs one user in once; only its hash is stored."""

    PERSONAL: ClassVar[Personal] = {"user": SEVEN_DAYS}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_in_links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("asked_at")),
                name="sign_in_link_ends_after_it_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"sign-in link of {self.user_id}"


class SignInAttempt(models.Model):
    """One try to sign in, kept for a week to slow down guessing."""

    PERSONAL: ClassVar[Personal] = {"key_hash": SEVEN_DAYS}

    key_hash = models.CharField(max_length=64)  # keyed hash of the address typed or of the network
    tried_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key_hash", "tried_at"], name="attempts_of_a_key")]

    def __str__(self) -> str:
        return f"attempt at {self.tried_at}"
