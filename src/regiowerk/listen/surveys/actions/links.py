from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.ground.notices.domain.letters import SITE, sealed
from regiowerk.ground.notices.queries import unseal
from regiowerk.listen.surveys.actions.telling import tell
from regiowerk.listen.surveys.models import Link, Participation
from regiowerk.listen.surveys.queries.letters import Letter, letter_for, reminder_for
from regiowerk.listen.surveys.queries.links import hash_of, links_of_section

DEEDS: Sentences = {
    "link.made": _("%(who)s sent a personal link to %(what)s."),
    "link.renewed": _("A new personal link was sent to %(what)s."),
    "link.revoked": _("%(who)s took back the personal link of %(what)s."),
}
# Who asks for a new link again and again gets one of them.
PAUSE = timedelta(minutes=15)


class LinkRevokedError(Exception):
    """A link that was taken back on purpose is not sent anew."""

    def __str__(self) -> str:
        return str(_("This link was taken back. Please ask whoever sent it to you."))


@transaction.atomic
def make_link(
    *,
    participation: Participation,
    purpose: str,
    section: str,
    name: str,
    unit: str,
    email: str,
    token: str,
    by: Actor,
    at: datetime,
    expires_at: datetime,
    is_reminder: bool = False,
    letter: Letter | None = None,
) -> Link:
    """Make a personal link and mail it; the usual letter of its purpose if none is given.

    `token` is a random name: what stands in the address is computed from it when the mail is sent,
    so that no table holds it.
    """
    link = _make(participation, purpose, section, name, unit, email, token, by, at, expires_at)
    usual = reminder_for if is_reminder else letter_for
    _send(link, token, letter or usual(link, at), at)
    tell("link.made", participation, whose(link), by, at)
    return link


@transaction.atomic
def renew_link(*, link: Link, token: str, at: datetime, expires_at: datetime) -> Link | None:
    """Send the holder of a link a new one to the same address; None: one was sent just now."""
    if link.revoked_at is not None:
        raise LinkRevokedError
    participation = Participation.objects.select_for_update(of=("self",)).get(
        pk=link.participation_id
    )
    same = participation.links.filter(
        purpose=link.purpose, section=link.section, email=link.email, revoked_at__isnull=True
    )
    if not link.email or same.filter(made_at__gt=at - PAUSE).exists():
        return None
    by = Actor(user_label=link.name or link.email)
    new = _make(
        link.participation,
        link.purpose,
        link.section,
        link.name,
        link.unit,
        link.email,
        token,
        by,
        at,
        expires_at,
    )
    same.exclude(pk=new.pk).update(revoked_at=at, revoked_by=by.label)
    _send(new, token, letter_for(new, at), at)
    tell("link.renewed", link.participation, whose(link), by, at)
    return new


@transaction.atomic
def fresh_link(
    *,
    participation: Participation,
    purpose: str,
    section: str,
    email: str,
    tokens: Iterator[str],
    at: datetime,
    expires_at: datetime,
) -> Link:
    """The link somebody has already, valid for longer; a new one where there is none.  No mail."""
    known = participation.links.filter(
        purpose=purpose, section=section, email=email, revoked_at__isnull=True
    ).order_by("-pk")
    link = known.filter(expires_at__gt=at).exclude(seal="").first()
    if link is None:
        last = known.first()
        name = last.name if last else participation.coordinator_name
        unit = last.unit if last else ""
        by = Actor(user_label=last.made_by if last else str(participation.wave.survey))
        seal = next(tokens)
        return _make(participation, purpose, section, name, unit, email, seal, by, at, expires_at)
    if link.expires_at < expires_at:
        link.expires_at = expires_at
        link.save(update_fields=["expires_at"])
    return link


@transaction.atomic
def revoke_link(*, link: Link, by: Actor, at: datetime) -> None:
    """From now on a link opens nothing."""
    if link.revoked_at is not None:
        return
    link.revoked_at, link.revoked_by = at, by.label[:200]
    link.save(update_fields=["revoked_at", "revoked_by"])
    tell("link.revoked", link.participation, whose(link), by, at)


@transaction.atomic
def revoke_links(*, participation: Participation, section: str, by: Actor, at: datetime) -> None:
    """All links of a section open nothing more."""
    for link in links_of_section(participation, section, at):
        link.participation = participation
        revoke_link(link=link, by=by, at=at)


@transaction.atomic
def note_use(*, link: Link, at: datetime) -> None:
    """Remember when a link was used last."""
    Link.objects.filter(pk=link.pk).update(used_at=at)


def whose(link: Link) -> str:
    """Whom a link was made for, without the address: the journal is kept longer than addresses."""
    organisation = str(link.participation.organisation)
    return f"{link.name}, {organisation}" if link.name else organisation


def address_of(token: str) -> str:
    """The address in a mail; whoever sends it puts the site and the secret in."""
    page = reverse("answering:overview", args=["TOKEN"]).replace("TOKEN", sealed(token))
    return f"{SITE}{page}"


def _make(
    participation: Participation,
    purpose: str,
    section: str,
    name: str,
    unit: str,
    email: str,
    token: str,
    by: Actor,
    at: datetime,
    expires_at: datetime,
) -> Link:
    return Link.objects.create(
        participation=participation,
        purpose=purpose,
        section=section,
        name=name[:200],
        unit=unit[:200],
        email=email,
        token_hash=hash_of(unseal(token)),
        seal=token,
        made_at=at,
        made_by=(by.label or name or email)[:200],
        expires_at=expires_at,
    )


def _send(link: Link, token: str, letter: Letter, at: datetime) -> None:
    text = letter.text % {"address": address_of(token)}
    queue_mail(
        to=link.email, subject=letter.subject, text=text, once_key=f"survey-link:{link.pk}", at=at
    )
