from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, override

from regiowerk.ground.journal.actions import record
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.ground.notices.domain.letters import SITE
from regiowerk.ground.notices.models import Mail, Notice
from regiowerk.ground.people import queries
from regiowerk.ground.people.models import User


class AlreadyThereError(Exception):
    """An address that belongs to an account of somebody else."""

    def __str__(self) -> str:
        return str(gettext_lazy("This address belongs to an account already."))


@transaction.atomic
def invite_person(*, email: str, name: str, language: str, by: Actor, at: datetime) -> User:
    """Give a person an account and tell them by mail; whoever has one already is only returned."""
    user = queries.person_by_email(email)
    if user is not None:
        return user
    user = User.objects.create(
        email=email.strip().lower(),
        name=name.strip(),
        language=language,
        password=make_password(None),
        created_at=at,
        created_by=by.label,
    )
    subject, text = _invitation(user, by)
    queue_mail(to=user.email, subject=subject, text=text, once_key=f"invitation:{user.pk}", at=at)
    record(by=by, at=at, deed="person.invited", label="")
    return user


def _invitation(user: User, by: Actor) -> tuple[str, str]:
    """One task, one link, the minutes needed, whom to ask."""
    asked = urlencode({"email": user.email})
    words = {
        "name": user.name,
        "who": by.label,
        "address": f"{SITE}{reverse('people:sign_in')}?{asked}",
    }
    with override(user.language):
        subject = _("%(who)s invites you to plan together") % words
        paragraphs = (
            _("Good day %(name)s,") % words,
            _("%(who)s has set up an account for you, so that you can speak for your organisation.")
            % words,
            _("Please sign in; you need no password, a link comes by mail:"),
            words["address"],
            _("It takes about two minutes."),
            _("If you did not expect this, you need not do anything."),
        )
        return subject, "\n\n".join(paragraphs) + "\n"


@transaction.atomic
def add_demo_person(*, email: str, name: str, by: Actor, at: datetime) -> User:
    """Make an example person who can be chosen on the sign-in page of the demo; once per address."""
    user = queries.person_by_email(email)
    if user is not None:
        return user
    return User.objects.create(
        email=email.lower(),
        name=name,
        password=make_password(None),
        is_demo=True,
        created_at=at,
        created_by=by.label,
    )


@transaction.atomic
def edit_account(*, user: User, name: str, language: str, by: Actor, at: datetime) -> None:
    """A person corrects their own name or language."""
    user.name, user.language = name.strip(), language
    user.save(update_fields=["name", "language"])
    record(by=by, at=at, deed="person.edited", label="")


@transaction.atomic
def change_password(*, user: User, password: str, by: Actor, at: datetime) -> None:
    """Set a password; every other browser of the person is signed out by it."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=by, at=at, deed="person.password_changed", label="")


@transaction.atomic
def end_sessions(*, user: User, but: str, by: Actor, at: datetime) -> int:
    """Sign a person out everywhere but in the browser of one session; return in how many."""
    ended = [session for session in queries.sessions_of(user, at) if session.session_key != but]
    for session in ended:
        session.delete()
    if ended:
        record(by=by, at=at, deed="person.sessions_ended", label="")
    return len(ended)


@transaction.atomic
def delete_account(*, user: User, by: Actor, at: datetime) -> None:
    """Delete a person with all that is kept about them; what their organisation said stays."""
    for session in queries.sessions_of(user, at):
        session.delete()
    Notice.objects.filter(recipient__iexact=user.email).delete()
    Mail.objects.filter(to__iexact=user.email).delete()
    anonymous = Actor(organisation_id=by.organisation_id, organisation_label=by.organisation_label)
    record(by=anonymous, at=at, deed="person.deleted", label="")
    user.delete()
