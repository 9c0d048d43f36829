"""When whom is reminded of what.  Pure.

Each reason to remind is a rung with its own days; whoever was reminded often enough is left in peace, and
the project office takes the telephone.  Nobody gets two reminders of one survey within three days, whatever
the reasons.  Mails leave on working days between 8 and 17 o'clock only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import count, islice

from regiowerk.listen.surveys.domain.states import AGAIN, ANSWERING, Stage


class Rung(StrEnum):
    """Why somebody is reminded."""

    NOT_OPENED = "not_opened"
    SECTION_OVERDUE = "section_overdue"
    WAITING_FOR_SIGNATURE = "waiting_for_signature"
    PAST_DEADLINE = "past_deadline"


# Days after the day from which a rung counts: the invitation, the day of a section, the handing on to be
# signed, the deadline.
LADDER: Mapping[Rung, tuple[int, ...]] = {
    Rung.NOT_OPENED: (7, 14),
    Rung.SECTION_OVERDUE: (1, 5),
    Rung.WAITING_FOR_SIGNATURE: (3, 7, 14),
    Rung.PAST_DEADLINE: (1, 7, 14),
}
DISTANCE = timedelta(days=3)
OPENS, CLOSES = time(8), time(17)
# How far ahead the next reminder is looked for.
AHEAD = 60


@dataclass(frozen=True, slots=True)
class Climbed:
    """A reminder that was sent; `rung` is "by_hand" where the office sent it."""

    rung: str
    to: str
    section: str
    on: date


@dataclass(frozen=True, slots=True)
class Part:
    """A section somebody else writes until a day of its own."""

    name: str
    to: str
    due_on: date
    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One organisation that is waited for."""

    stage: str
    deadline: date
    coordinator: str  # mail address; "" where nobody is named
    invited_on: date | None = None
    handed_on: date | None = None  # to be signed
    signatories: tuple[str, ...] = ()  # who may sign and has a link for it
    parts: tuple[Part, ...] = ()
    climbed: tuple[Climbed, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder: why, the how-manyth for this reason, to whom, about which section ("" for all)."""

    rung: Rung
    step: int
    to: str
    section: str = ""


def due(case: Case, today: date) -> tuple[Due, ...]:
    """Who is to be reminded today."""
    found = (_climb(case, open_one, today) for open_one in _reasons(case, today))
    return tuple(one for one in found if one is not None)


def due_by_hand(case: Case, today: date) -> tuple[Due, ...]:
    """Whom the office would remind now, however many days have passed."""
    whole = tuple(_by_hand(case, one) for one in _whole(case, today, is_early=True))
    parts = tuple(_by_hand(case, one) for one in _overdue_parts(case, today))
    return whole + parts


def next_due(case: Case, today: date) -> tuple[date, Due] | None:
    """The next reminder if nothing happens until then; None where nobody will be reminded any more."""
    for day in (today + timedelta(days=number) for number in range(AHEAD)):
        found = due(case, day)
        if found:
            return day, found[0]
    return None


def was_reminded(case: Case, today: date) -> bool:
    """Whether somebody of the organisation was reminded today already."""
    return any(one.on == today for one in case.climbed)


def opening_at(at: datetime, is_free: Callable[[date], bool]) -> datetime:
    """The moment itself within the hours of mailing, else the next at which they begin.

    `at` is local time; `is_free` knows public holidays.
    """
    if _is_working_day(at.date(), is_free) and OPENS <= at.time() < CLOSES:
        return at
    first = 0 if at.time() < OPENS else 1
    days = (at.date() + timedelta(days=number) for number in count(first))
    working = next(islice((day for day in days if _is_working_day(day, is_free)), 1))
    return datetime.combine(working, OPENS, tzinfo=at.tzinfo)


@dataclass(frozen=True, slots=True)
class _Reason:
    rung: Rung
    to: str
    since: date
    section: str = ""


def _reasons(case: Case, today: date) -> tuple[_Reason, ...]:
    return (*_whole(case, today), *_overdue_parts(case, today))


def _whole(case: Case, today: date, *, is_early: bool = False) -> tuple[_Reason, ...]:
    """What concerns the whole participation: one reason, and those who can end it."""
    if case.stage == Stage.IN_SIGN_OFF:
        return _signing(case)
    is_over = today > case.deadline
    if case.stage in ANSWERING | AGAIN and case.stage != Stage.PLANNED and is_over:
        return _to(Rung.PAST_DEADLINE, case.coordinator, case.deadline)
    is_waited_for = case.stage == Stage.INVITED or (
        is_early and case.stage in ANSWERING | AGAIN and case.stage != Stage.PLANNED
    )
    return _to(Rung.NOT_OPENED, case.coordinator, case.invited_on) if is_waited_for else ()


def _signing(case: Case) -> tuple[_Reason, ...]:
    """Those who may sign; where nobody was asked by mail, whoever coordinates has to find somebody."""
    people = case.signatories or (case.coordinator,)
    return tuple(
        one for to in people for one in _to(Rung.WAITING_FOR_SIGNATURE, to, case.handed_on)
    )


def _overdue_parts(case: Case, today: date) -> tuple[_Reason, ...]:
    """Sections of others; past the deadline of all, whoever coordinates is asked instead."""
    if case.stage not in ANSWERING | AGAIN or today > case.deadline:
        return ()
    return tuple(
        _Reason(Rung.SECTION_OVERDUE, part.to, part.due_on, part.name)
        for part in case.parts
        if part.to and not part.is_ready and today > part.due_on
    )


def _to(rung: Rung, to: str, since: date | None) -> tuple[_Reason, ...]:
    return (_Reason(rung, to, since),) if to and since is not None else ()


def _climb(case: Case, reason: _Reason, today: date) -> Due | None:
    """The next step of a rung, if its day has come and the last reminder is long enough ago."""
    if any(one.to == reason.to and today - one.on < DISTANCE for one in case.climbed):
        return None
    step = _step(case, reason)
    days = LADDER[reason.rung]
    if step > len(days) or (today - reason.since).days < days[step - 1]:
        return None
    return Due(reason.rung, step, reason.to, reason.section)


def _step(case: Case, reason: _Reason) -> int:
    """The how-manyth time it would be; what was sent for an earlier deadline does not count."""
    before = sum(
        one.rung == reason.rung
        and one.to == reason.to
        and one.section == reason.section
        and one.on >= reason.since
        for one in case.climbed
    )
    return before + 1


def _by_hand(case: Case, reason: _Reason) -> Due:
    return Due(reason.rung, _step(case, reason), reason.to, reason.section)


def _is_working_day(day: date, is_free: Callable[[date], bool]) -> bool:
    return day.weekday() < 5 and not is_free(day)
