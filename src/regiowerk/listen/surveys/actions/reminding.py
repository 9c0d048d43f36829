"""Those who are waited for are reminded: by the ladder, or by the office at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import SYSTEM, Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.listen.surveys.actions.links import address_of, fresh_link
from regiowerk.listen.surveys.actions.telling import tell
from regiowerk.listen.surveys.actions.upkeep import lock
from regiowerk.listen.surveys.actions.waves import WaveStateError, tell_wave
from regiowerk.listen.surveys.domain.ladder import Due, Rung, due, due_by_hand, was_reminded
from regiowerk.listen.surveys.models import Link, Participation, Reminder, Wave
from regiowerk.listen.surveys.queries.links import lasts_until
from regiowerk.listen.surveys.queries.reminder_letters import Item, reminder_letter
from regiowerk.listen.surveys.queries.reminders import (
    Waiting,
    next_opening,
    waiting_alone,
    waiting_by_ladder,
    waiting_of,
)

DEEDS: Sentences = {
    "participation.reminded": _("%(who)s reminded %(what)s."),
    "participation.reminded_by_itself": _("A reminder went to %(what)s."),
    "wave.reminded": _("%(who)s reminded all who have not handed in: %(what)s."),
    "wave.reminding_begun": _("%(who)s switched reminders on: %(what)s."),
    "wave.reminding_ended": _("%(who)s switched reminders off: %(what)s."),
}


class NobodyToRemindError(Exception):
    """An organisation that is not waited for, or of which nobody has an address."""

    def __str__(self) -> str:
        return str(
            _("Nobody can be reminded here: nothing is waited for, or an address is missing.")
        )


class RemindedTodayError(Exception):
    """Who was reminded today is left in peace until tomorrow."""

    def __str__(self) -> str:
        return str(_("A reminder went out today already. The next one can be sent tomorrow."))


@dataclass(frozen=True, slots=True)
class Reminded:
    """To whom reminders go, and when they leave the house."""

    addresses: tuple[str, ...]
    leaves_at: datetime


@dataclass(frozen=True, slots=True)
class _Order:
    """One thing somebody is reminded of."""

    waiting: Waiting
    due: Due


def remind_due(*, tokens: Iterator[str], at: datetime) -> int:
    """Climb the ladder: one mail to everybody whose day has come; how many mails.

    Outside the hours of mailing nothing happens; the next call in daytime does it.
    """
    today = timezone.localdate(at)
    orders = [
        _Order(waiting, one)
        for waiting in waiting_by_ladder(at)
        if next_opening(waiting.participation, at) == at
        for one in due(waiting.case, today)
    ]
    by_person = _by_person(orders)
    return sum(_climb(to, by_person[to], tokens, at) for to in sorted(by_person))


@transaction.atomic
def remind_organisation(
    *, participation: Participation, note: str, tokens: Iterator[str], by: Actor, at: datetime
) -> Reminded:
    """Remind one organisation now; `note` is put into the mail."""
    lock(participation)
    _check_open(participation.wave)
    waiting = waiting_alone(participation, at)
    orders = _orders_by_hand([waiting] if waiting else [], at)
    if not orders:
        raise NobodyToRemindError
    if was_reminded(orders[0].waiting.case, timezone.localdate(at)):
        raise RemindedTodayError
    reminded = _send_by_hand(orders, note, tokens, at)
    tell("participation.reminded", participation, str(participation.organisation), by, at)
    return reminded


@transaction.atomic
def remind_all(
    *, wave: Wave, note: str, tokens: Iterator[str], by: Actor, at: datetime
) -> Reminded:
    """Remind all of a wave that have not handed in and were not reminded today."""
    wave.state = Wave.objects.values_list("state", flat=True).get(pk=wave.pk)
    _check_open(wave)
    today = timezone.localdate(at)
    waiting = [one for one in waiting_of(wave, at) if not was_reminded(one.case, today)]
    orders = _orders_by_hand(waiting, at)
    if not orders:
        raise NobodyToRemindError
    reminded = _send_by_hand(orders, note, tokens, at)
    tell_wave("wave.reminded", wave, by, at)
    return reminded


@transaction.atomic
def set_reminding(*, wave: Wave, is_reminding: bool, by: Actor, at: datetime) -> None:
    """Whether the ladder of this wave is climbed by itself."""
    if wave.is_reminding == is_reminding:
        return
    wave.is_reminding = is_reminding
    wave.save(update_fields=["is_reminding"])
    tell_wave("wave.reminding_begun" if is_reminding else "wave.reminding_ended", wave, by, at)


def _orders_by_hand(waiting: Sequence[Waiting], at: datetime) -> list[_Order]:
    today = timezone.localdate(at)
    return [_Order(one, found) for one in waiting for found in due_by_hand(one.case, today)]


def _send_by_hand(
    orders: Sequence[_Order], note: str, tokens: Iterator[str], at: datetime
) -> Reminded:
    leaves_at = next_opening(orders[0].waiting.participation, at)
    by_person = _by_person(orders)
    for to in sorted(by_person):
        about = ",".join(str(one.waiting.participation.pk) for one in by_person[to])
        key = f"survey-reminded:{_digest(to, about, at)}"
        _mail(to, by_person[to], key, tokens, at, leaves_at, note)
        Reminder.objects.bulk_create(_write(by_person[to], at, is_by_hand=True))
    return Reminded(tuple(sorted(by_person)), leaves_at)


@transaction.atomic
def _climb(to: str, orders: Sequence[_Order], tokens: Iterator[str], at: datetime) -> bool:
    """One mail to one person; False if another run of the ladder was faster."""
    key = f"survey-ladder:{_digest(to, '', at)}"
    if not _mail(to, orders, key, tokens, at, at, ""):
        return False
    Reminder.objects.bulk_create(_write(orders, at, is_by_hand=False))
    for participation in {one.waiting.participation.pk: one.waiting for one in orders}.values():
        found = participation.participation
        tell("participation.reminded_by_itself", found, str(found.organisation), SYSTEM, at)
    return True


def _mail(
    to: str,
    orders: Sequence[_Order],
    once_key: str,
    tokens: Iterator[str],
    at: datetime,
    leaves_at: datetime,
    note: str,
) -> bool:
    links = [_link(one, tokens, at) for one in orders]
    items = [_item(one, link) for one, link in zip(orders, links, strict=True)]
    letter = reminder_letter(items, name=links[0].name, note=note)
    queued = queue_mail(
        to=to,
        subject=letter.subject,
        text=letter.text,
        once_key=once_key,
        at=at,
        due_at=leaves_at,
    )
    return queued is not None


def _item(order: _Order, link: Link) -> Item:
    is_signatory = link.purpose == Link.Purpose.SIGN
    return Item(order.waiting.participation, order.due, address_of(link.seal), is_signatory)


def _link(order: _Order, tokens: Iterator[str], at: datetime) -> Link:
    """The link the person has already, so that no second one goes round; else a new one."""
    participation, one = order.waiting.participation, order.due
    is_signatory = (
        one.rung is Rung.WAITING_FOR_SIGNATURE and one.to in order.waiting.case.signatories
    )
    purpose = Link.Purpose.COORDINATE
    if is_signatory:
        purpose = Link.Purpose.SIGN
    elif one.section:
        purpose = Link.Purpose.SECTION
    return fresh_link(
        participation=participation,
        purpose=purpose,
        section=one.section,
        email=one.to,
        tokens=tokens,
        at=at,
        expires_at=lasts_until(participation, at),
    )


def _write(orders: Sequence[_Order], at: datetime, *, is_by_hand: bool) -> list[Reminder]:
    return [
        Reminder(
            participation=one.waiting.participation,
            rung=Reminder.Rung.BY_HAND if is_by_hand else one.due.rung,
            step=one.due.step,
            section=one.due.section,
            to=one.due.to,
            once_key=_digest(one.due.to, f"{one.waiting.participation.pk}:{one.due.section}", at),
            reminded_at=at,
        )
        for one in orders
    ]


def _by_person(orders: Sequence[_Order]) -> dict[str, list[_Order]]:
    """What one person is told in one mail."""
    found: dict[str, list[_Order]] = {}
    for order in orders:
        found.setdefault(order.due.to, []).append(order)
    return found


def _digest(to: str, about: str, at: datetime) -> str:
    """One key per person, thing and day."""
    return sha256(f"{to}\n{about}\n{timezone.localdate(at)}".encode()).hexdigest()


def _check_open(wave: Wave) -> None:
    if wave.state != Wave.State.OPEN:
        raise WaveStateError(wave.state)
