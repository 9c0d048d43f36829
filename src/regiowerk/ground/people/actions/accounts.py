from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy, override

from regiowerk.ground.journal.actions import record
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.ground.notices.domain.letters import SITE
from regiowerk.ground.notices.models import Mail, Notice
from regiowerk.ground.people.domain.throttle import keys_of_address
from regiowerk.ground.people.models import SignInAttempt, User
from regiowerk.ground.people.queries import hash_of


class ExamplePersonError(Exception):
    """A change to an example person of the demo, whom all visitors share."""

    def __str__(self) -> str:
        return str(gettext_lazy("Everybody shares the example people, so they stay as they are."))


def _refuse_for_examples(user: User) -> None:
    if user.is_demo:
        raise ExamplePersonError


@transaction.atomic
def invite_person(*, email: str, name: str, language: str, by: Actor, at: datetime) -> User:
    """Give a person an account and tell them by mail; whoever has one already is only returned."""
    email = email.strip().lower()
    known = User.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    user, is_new = User.objects.get_or_create(
        email=email,
        defaults={
            "name": name.strip(),
            "language": language,
            "password": make_password(None),
            "created_at": at,
            "created_by": by.label[:200],
        },
    )
    if is_new:
        subject, text = _invitation(user, by)
        key = f"invitation:{user.pk}"
        queue_mail(to=user.email, subject=subject, text=text, once_key=key, at=at)
        record(by=by, at=at, deed="person.invited", label="")
    return user


def _invitation(user: User, by: Actor) -> tuple[str, str]:
    """One task, one link, the minutes needed, whom to ask."""
    inviter = User.objects.filter(pk=by.user_id or 0).first()
    words = {
        "name": user.name,
        "who": by.label,
        "address": f"{SITE}{reverse('people:sign_in')}?{urlencode({'email': user.email})}",
        "contact": f"{inviter}, {inviter.email}" if inviter else by.label,
    }
    with override(user.language):
        subject = _("%(who)s invites you to plan together") % words
        paragraphs = (
            _("Good day %(name)s,") % words,
            _("%(who)s has set up an account for you, so that you can speak for your organisation.")
            % words,
            _("Please sign in; you need no password, a link comes by mail:"),
            words["address"],
            _("It takes about two minutes, and there is no deadline."),
            _("Questions? %(contact)s") % words,
            _("If you did not expect this, you need not do anything."),
        )
        return subject, "\n\n".join(paragraphs) + "\n"


@transaction.atomic
def add_demo_person(*, email: str, name: str, by: Actor, at: datetime) -> User:
    """Make an example person who can be chosen on the sign-in page of the demo; once per address."""
    user, _is_new = User.objects.get_or_create(
        email=email.lower(),
        defaults={
            "name": name,
            "password": make_password(None),
            "is_demo": True,
            "created_at": at,
            "created_by": by.label[:200],
        },
    )
    return user


@transaction.atomic
def edit_account(*, user: User, name: str, language: str, by: Actor, at: datetime) -> None:
    """A person corrects their own name or language."""
    _refuse_for_examples(user)
    user.name, user.language = name.strip(), language
    user.save(update_fields=["name", "language"])
    record(by=by, at=at, deed="person.edited", label="")


@transaction.atomic
def change_password(*, user: User, password: str, by: Actor, at: datetime) -> None:
    """Set a password and say so by mail; every other session of the person ends by it."""
    _refuse_for_examples(user)
    user.set_password(password)
    user.save(update_fields=["password"])
    subject, text = _password_letter(user, at)
    key = f"password:{user.pk}:{at.isoformat()}"
    queue_mail(to=user.email, subject=subject, text=text, once_key=key, at=at)
    record(by=by, at=at, deed="person.password_changed", label="")


def _password_letter(user: User, at: datetime) -> tuple[str, str]:
    with override(user.language):
        moment = date_format(timezone.localtime(at), "DATETIME_FORMAT")
        paragraphs = (
            _("Good day %(name)s,") % {"name": user.name},
            _("the password of your account was set on %(moment)s.") % {"moment": moment},
            _("If it was not you, please set a new one at once; you sign in by a link:"),
            f"{SITE}{reverse('people:change_password')}",
        )
        return _("Your password was set"), "\n\n".join(paragraphs) + "\n"


@transaction.atomic
def end_sessions(*, user: User, by: Actor, at: datetime) -> None:
    """End all sessions of a person; who asks for it has to be given a new one."""
    _refuse_for_examples(user)
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    record(by=by, at=at, deed="person.sessions_ended", label="")


@transaction.atomic
def delete_account(*, user: User, by: Actor, at: datetime) -> None:
    """Delete a person with all that is kept about them; what their organisation said stays."""
    _refuse_for_examples(user)
    keys = [hash_of(key) for key in keys_of_address(user.email)]
    SignInAttempt.objects.filter(key_hash__in=keys).delete()
    Notice.objects.filter(recipient__iexact=user.email).delete()
    Mail.objects.filter(to__iexact=user.email).delete()
    # Whoever asks to be forgotten is not written down for it.
    nobody = Actor(organisation_id=by.organisation_id, organisation_label=by.organisation_label)
    record(by=nobody, at=at, deed="person.deleted", label="")
    user.delete()
