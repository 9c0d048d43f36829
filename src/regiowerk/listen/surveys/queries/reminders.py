"""Who is waited for, and what the ladder of reminders knows of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import holidays
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from regiowerk.listen.surveys.domain.ladder import Case, Climbed, Part, opening_at
from regiowerk.listen.surveys.models import Link, Participation, Reminder, SectionTask, Wave
from regiowerk.listen.surveys.queries.links import HEAVY
from regiowerk.listen.surveys.queries.open_steps import WAITED_FOR

# The first two digits of an official municipality key say in which state a municipality lies.
_STATES = {
    "01": "SH",
    "02": "HH",
    "03": "NI",
    "04": "HB",
    "05": "NW",
    "06": "HE",
    "07": "RP",
    "08": "BW",
    "09": "BY",
    "10": "SL",
    "11": "BE",
    "12": "BB",
    "13": "MV",
    "14": "SN",
    "15": "ST",
    "16": "TH",
}
# No public holidays, and yet no town hall works.
_EVES = {(12, 24), (12, 31)}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An organisation that is waited for, and its case."""

    participation: Participation
    case: Case


def waiting_of(wave: Wave, at: datetime) -> list[Waiting]:
    """Who is waited for in one wave, by name."""
    if wave.state != Wave.State.OPEN:
        return []
    return [_waiting(one) for one in _waited_for(at).filter(wave=wave)]


def waiting_by_ladder(at: datetime) -> list[Waiting]:
    """Who is waited for in all waves that remind by themselves."""
    found = _waited_for(at).filter(wave__state=Wave.State.OPEN, wave__is_reminding=True)
    return [_waiting(one) for one in found]


def waiting_alone(participation: Participation, at: datetime) -> Waiting | None:
    """One organisation, if it is waited for."""
    found = _waited_for(at).filter(pk=participation.pk, wave__state=Wave.State.OPEN).first()
    return _waiting(found) if found else None


def next_opening(participation: Participation, at: datetime) -> datetime:
    """When a mail to this organisation may leave: now, or on the next working day."""
    return opening_at(timezone.localtime(at), holidays_of(participation.organisation.key))


def holidays_of(organisation_key: str) -> Callable[[date], bool]:
    """Whether an organisation is at work on a day, by the public holidays of its state."""
    digits = organisation_key.partition("-")[2][:2]
    return _holidays_in(_STATES.get(digits))


@cache
def _holidays_in(state: str | None) -> Callable[[date], bool]:
    days = holidays.country_holidays("DE", subdiv=state)
    return lambda day: day in days or (day.month, day.day) in _EVES


def _waited_for(at: datetime) -> QuerySet[Participation]:
    to_sign = Link.objects.filter(
        purpose=Link.Purpose.SIGN, revoked_at__isnull=True, expires_at__gt=at
    )
    tasks = SectionTask.objects.exclude(email="").filter(due_on__isnull=False)
    reminders = Reminder.objects.order_by("reminded_at", "pk")
    return (
        Participation.objects.filter(state__in=WAITED_FOR)
        .select_related("organisation", "version", "wave__survey__process__region")
        .defer(*(f"version__{name}" for name in HEAVY))
        .prefetch_related(
            Prefetch("links", to_sign.order_by("pk"), "links_to_sign"),
            Prefetch("section_tasks", tasks.order_by("position", "pk"), "given_sections"),
            Prefetch("reminders", reminders, "sent_reminders"),
        )
        .order_by("organisation__name", "pk")
    )


def _waiting(participation: Participation) -> Waiting:
    to_sign: list[Link] = participation.links_to_sign  # type: ignore[attr-defined]
    given: list[SectionTask] = participation.given_sections  # type: ignore[attr-defined]
    sent: list[Reminder] = participation.sent_reminders  # type: ignore[attr-defined]
    case = Case(
        stage=participation.state,
        deadline=participation.deadline,
        coordinator=participation.coordinator_email,
        invited_on=_day(participation.invited_at),
        handed_on=_handed_on(participation, to_sign),
        signatories=tuple(dict.fromkeys(link.email for link in to_sign)),
        parts=tuple(_part(task, task.due_on) for task in given if task.due_on),
        climbed=tuple(_climbed(one) for one in sent),
    )
    return Waiting(participation, case)


def _handed_on(participation: Participation, to_sign: list[Link]) -> date | None:
    """Since when a signature is waited for: the first link to sign, or else the last answer."""
    return _day(to_sign[0].made_at if to_sign else participation.answered_at)


def _part(task: SectionTask, due_on: date) -> Part:
    return Part(task.section, task.email, due_on, task.state == SectionTask.State.READY)


def _climbed(reminder: Reminder) -> Climbed:
    day = timezone.localdate(reminder.reminded_at)
    return Climbed(reminder.rung, reminder.to, reminder.section, day)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
