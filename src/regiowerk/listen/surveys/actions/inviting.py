"""The project office invites organisations and keeps their personal links in the right hands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.listen.surveys.actions.links import make_link
from regiowerk.listen.surveys.actions.telling import tell
from regiowerk.listen.surveys.actions.upkeep import lock, set_state
from regiowerk.listen.surveys.actions.waves import WaveStateError, tell_wave
from regiowerk.listen.surveys.domain.states import AGAIN, HANDED_IN
from regiowerk.listen.surveys.models import Link, Participation, Wave
from regiowerk.listen.surveys.queries.invitations import (
    coordinator_links,
    handed_over_for,
    invitation_for,
)
from regiowerk.listen.surveys.queries.links import lasts_until
from regiowerk.listen.surveys.queries.waves import participations_of

DEEDS: Sentences = {
    "wave.invited": _("%(who)s invited organisations: %(what)s."),
    "coordinator.changed": _("%(who)s changed who coordinates: %(what)s."),
}
# One press of the button invites as many, so that nobody waits long for an answer.
AT_ONCE = 100
# Pressed twice is sent once.
PAUSE = timedelta(minutes=1)
_COORDINATION = ("coordinator_name", "coordinator_email", "language", "invited_at")


class NoAddressError(Exception):
    """Nobody to whom a link could go."""

    def __str__(self) -> str:
        return str(_("There is no mail address yet. Please enter who coordinates."))


class DeclinedError(Exception):
    """An organisation that does not take part gets no link."""

    def __str__(self) -> str:
        return str(_("This organisation does not take part. Please take it in again first."))


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of an invitation."""

    sent: int
    without_address: tuple[str, ...]  # names
    left: int  # who could be invited and was not yet


@transaction.atomic
def invite(
    *,
    wave: Wave,
    organisations: Sequence[str] | None,
    tokens: Iterator[str],
    by: Actor,
    at: datetime,
) -> Invited:
    """Send a personal link to whoever was not invited yet: to those named by key, or to all.

    Whoever was invited already gets nothing, so that pressing twice sends once.
    """
    _check_open(wave)
    waiting = participations_of(wave).filter(state=Participation.State.PLANNED)
    if organisations is not None:
        waiting = waiting.filter(organisation__key__in=organisations)
    nobody = [str(one.organisation) for one in waiting.filter(coordinator_email="")]
    reachable = waiting.exclude(coordinator_email="")
    chosen = [one.pk for one in reachable[:AT_ONCE]]
    held = participations_of(wave).select_for_update(of=("self",)).filter(pk__in=chosen)
    sent = 0
    for participation in held:
        if participation.state == Participation.State.PLANNED:
            _at(participation, wave)
            _send(participation, next(tokens), by, at)
            sent += 1
    if sent:
        tell_wave("wave.invited", wave, by, at)
    return Invited(sent, tuple(nobody), reachable.count())


@transaction.atomic
def send_link(*, participation: Participation, token: str, by: Actor, at: datetime) -> Link | None:
    """A new personal link for whoever coordinates; the old one opens nothing more.

    None: one was sent just now.
    """
    _check_reachable(participation)
    if participation.links.filter(
        purpose=Link.Purpose.COORDINATE,
        email=participation.coordinator_email,
        revoked_at__isnull=True,
        made_at__gt=at - PAUSE,
    ).exists():
        return None
    return _send(participation, token, by, at)


@transaction.atomic
def change_coordinator(
    *,
    participation: Participation,
    name: str,
    email: str,
    language: str,
    token: str,
    by: Actor,
    at: datetime,
) -> Link | None:
    """Somebody else coordinates: both are told, and only the new one has a link that opens.

    None: nothing is sent, because nobody was invited yet or only the name was corrected.
    """
    lock(participation)
    participation.refresh_from_db(fields=_COORDINATION)
    before = (
        participation.coordinator_name,
        participation.coordinator_email,
        participation.language,
    )
    if before == (name, email, language):
        return None
    is_other = email.casefold() != participation.coordinator_email.casefold()
    is_asked = participation.state not in {
        Participation.State.PLANNED,
        Participation.State.DECLINED,
    }
    if is_other and is_asked:
        _tell_predecessor(participation, name, at)
    participation.coordinator_name, participation.coordinator_email = name[:200], email
    participation.language = language
    participation.save(update_fields=["coordinator_name", "coordinator_email", "language"])
    tell("coordinator.changed", participation, _label(participation), by, at)
    if not (is_other and is_asked):
        return None
    if _is_shut(participation):
        _revoke(participation, by, at)
        return None
    return _send(participation, token, by, at)


def _send(participation: Participation, token: str, by: Actor, at: datetime) -> Link:
    """One link that opens, and all earlier ones not any more."""
    _revoke(participation, by, at)
    letter = invitation_for(participation, at)
    link = make_link(
        participation=participation,
        purpose=Link.Purpose.COORDINATE,
        section="",
        name=participation.coordinator_name,
        unit="",
        email=participation.coordinator_email,
        token=token,
        by=by,
        at=at,
        expires_at=lasts_until(participation, at),
        letter=letter,
    )
    if participation.state == Participation.State.PLANNED:
        set_state(participation, Participation.State.INVITED)
    participation.invited_at = participation.invited_at or at
    participation.save(update_fields=["state", "invited_at"])
    return link


def _revoke(participation: Participation, by: Actor, at: datetime) -> None:
    """Links that are replaced; the journal tells of the new one."""
    old = [link.pk for link in coordinator_links(participation, at)]
    Link.objects.filter(pk__in=old).update(revoked_at=at, revoked_by=by.label[:200] or "-")


def _tell_predecessor(participation: Participation, new_name: str, at: datetime) -> None:
    if not participation.coordinator_email:
        return
    letter = handed_over_for(participation, new_name)
    queue_mail(
        to=participation.coordinator_email,
        subject=letter.subject,
        text=letter.text,
        once_key=f"survey-handed-over:{participation.pk}:{at:%Y%m%d%H%M%S}",
        at=at,
    )


def _check_reachable(participation: Participation) -> None:
    lock(participation)
    participation.refresh_from_db(fields=_COORDINATION)
    if participation.state == Participation.State.DECLINED:
        raise DeclinedError
    if _is_shut(participation):
        raise WaveStateError(participation.wave.state)
    if not participation.coordinator_email:
        raise NoAddressError


def _is_shut(participation: Participation) -> bool:
    """Whether a link would open nothing to do or to read."""
    is_readable = participation.state in HANDED_IN | AGAIN
    return participation.wave.state != Wave.State.OPEN and not is_readable


@transaction.atomic
def name_coordinator(
    *, participation: Participation, name: str, email: str, by: Actor, at: datetime
) -> None:
    """Write down who coordinates where nobody is named yet; nobody is written to."""
    lock(participation)
    participation.refresh_from_db(fields=_COORDINATION)
    if participation.coordinator_email:
        return
    participation.coordinator_name, participation.coordinator_email = name[:200], email
    participation.save(update_fields=["coordinator_name", "coordinator_email"])
    tell("coordinator.changed", participation, _label(participation), by, at)


def _check_open(wave: Wave) -> None:
    wave.state = Wave.objects.values_list("state", flat=True).get(pk=wave.pk)
    if wave.state != Wave.State.OPEN:
        raise WaveStateError(wave.state)


def _at(participation: Participation, wave: Wave) -> None:
    """What is known already is not read again."""
    participation.wave = wave
    if participation.version_id == wave.version_id:
        participation.version = wave.version


def _label(participation: Participation) -> str:
    return f"{participation.organisation}, {participation.wave.survey}"
