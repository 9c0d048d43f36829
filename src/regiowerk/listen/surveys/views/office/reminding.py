"""Reminders: what the ladder will do, what went out, and reminding at once."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.ladder import (
    LADDER,
    Due,
    Rung,
    due_by_hand,
    next_due,
    was_reminded,
)
from regiowerk.listen.surveys.forms.office_reminding import RemindForm
from regiowerk.listen.surveys.models import Participation, Reminder, Wave
from regiowerk.listen.surveys.queries.bounces import bounces_of
from regiowerk.listen.surveys.queries.reminders import (
    Waiting,
    next_opening,
    waiting_alone,
    waiting_of,
)
from regiowerk.listen.surveys.queries.sections import label_of
from regiowerk.listen.surveys.views.office.wave_pages import (
    Deed,
    Names,
    ask,
    done,
    of_wave,
    sent,
    the_participation,
    the_wave,
)

PER_PAGE = 50
REFUSALS = (actions.NobodyToRemindError, actions.RemindedTodayError, actions.WaveStateError)
REASONS: dict[Rung, Promise] = {
    Rung.NOT_OPENED: gettext_lazy("invited and not opened"),
    Rung.SECTION_OVERDUE: gettext_lazy("a section past its own day"),
    Rung.WAITING_FOR_SIGNATURE: gettext_lazy("answered, and waiting for a signature"),
    Rung.PAST_DEADLINE: gettext_lazy("past the deadline"),
}


@dataclass(frozen=True, slots=True)
class Coming:
    """The next reminder of one organisation; without a day nobody is reminded any more."""

    name: str
    address: str
    on: date | None
    reason: str
    to: str
    step: int
    steps: int
    has_bounced: bool


@require_safe
def reminders(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """What the ladder will do in this wave, and what it did."""
    found = the_wave(request, process_key, survey_key, wave)
    page = Paginator(_coming(found, request.at), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "wave": found,
        "survey": found.survey,
        "process": found.survey.process,
        "page": page,
        "rungs": [(REASONS[rung], _days(LADDER[rung])) for rung in Rung],
        "went": _went(found),
        "wave_address": of_wave("wave", found),
        "remind_all_address": of_wave("remind_all", found),
        "set_reminding_address": of_wave("set_reminding", found),
    }
    return render(request, "surveys/office/reminding/reminders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remind_all(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Remind everybody who has not handed in."""
    found = the_wave(request, process_key, survey_key, wave)
    form = RemindForm(sent(request))
    if form.is_valid():
        note = form.cleaned_data["note"]
        try:
            reminded = actions.remind_all(
                wave=found, note=note, tokens=_tokens(), by=request.actor, at=request.at
            )
        except REFUSALS as refused:
            form.add_error(None, str(refused))
        else:
            send_mails.enqueue()
            return done(request, _told(reminded, request.at), of_wave("wave", found))
    return ask(request, found, _all(found, request.at), form, cancel=of_wave("wave", found))


@require_http_methods(["GET", "HEAD", "POST"])
def remind_organisation(request: Request, **place: Any) -> HttpResponse:
    """Remind one organisation."""
    found = the_participation(request, **place)
    back = of_wave("participation", found.wave, found.organisation.key)
    form = RemindForm(sent(request))
    if form.is_valid():
        note, by, at = form.cleaned_data["note"], request.actor, request.at
        try:
            reminded = actions.remind_organisation(
                participation=found, note=note, tokens=_tokens(), by=by, at=at
            )
        except REFUSALS as refused:
            form.add_error(None, str(refused))
        else:
            send_mails.enqueue()
            return done(request, _told(reminded, at), back)
    deed = _one(found, request.at)
    return ask(request, found.wave, deed, form, cancel=back, place=found.organisation)


@require_POST
def set_reminding(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Switch the ladder of this wave on or off."""
    found = the_wave(request, process_key, survey_key, wave)
    is_on = request.POST.get("reminding") == "on"
    actions.set_reminding(wave=found, is_reminding=is_on, by=request.actor, at=request.at)
    told = _("Reminders go out by themselves.") if is_on else _("Nobody is reminded by itself now.")
    return done(request, told, of_wave("reminders", found))


def _coming(wave: Wave, at: datetime) -> list[Coming]:
    """Everybody who is waited for, the next reminder first, those without one last."""
    today, bounced = timezone.localdate(at), bounces_of(wave)
    rows = []
    for waiting in waiting_of(wave, at):
        found = next_due(waiting.case, today)
        rows.append(_line(waiting, found, wave, is_back=waiting.case.coordinator in bounced))
    return sorted(rows, key=lambda row: (row.on is None, row.on or today, row.name))


def _line(waiting: Waiting, found: tuple[date, Due] | None, wave: Wave, *, is_back: bool) -> Coming:
    participation = waiting.participation
    name = str(participation.organisation)
    address = of_wave("participation", wave, participation.organisation.key)
    if found is None:
        why = "" if waiting.case.coordinator else _("no mail address")
        return Coming(name, address, None, why, "", 0, 0, is_back)
    day, one = found
    steps = len(LADDER[one.rung])
    return Coming(
        name,
        address,
        day,
        str(REASONS[one.rung]),
        _whom(participation, one),
        one.step,
        steps,
        is_back,
    )


def _whom(participation: Participation, one: Due) -> str:
    """Whom a reminder goes to, without the addresses of departments."""
    if one.section:
        return label_of(participation, one.section)
    if one.rung is Rung.WAITING_FOR_SIGNATURE and one.to != participation.coordinator_email:
        return _("whoever may sign")
    return participation.coordinator_name or one.to


def _went(wave: Wave) -> list[Reminder]:
    """What was sent last."""
    sent_ones = Reminder.objects.filter(participation__wave=wave)
    chosen = sent_ones.select_related("participation__organisation")
    return list(chosen.order_by("-reminded_at", "-pk")[:PER_PAGE])


def _days(days: tuple[int, ...]) -> str:
    told = ngettext("after %(days)s day", "after %(days)s days", days[-1])
    return told % {"days": ", ".join(str(one) for one in days)}


def _all(wave: Wave, at: datetime) -> Deed:
    today = timezone.localdate(at)
    waiting = [one for one in waiting_of(wave, at) if due_by_hand(one.case, today)]
    told = [str(one.participation.organisation) for one in waiting]
    before = [was_reminded(one.case, today) for one in waiting]
    due = [name for name, was in zip(told, before, strict=True) if not was]
    left = [name for name, was in zip(told, before, strict=True) if was]
    groups = [(_("These get a mail"), due), (_("Reminded today already, left out"), left)]
    return Deed(
        _("Remind all who have not handed in"),
        _("Send reminders"),
        means=_means(waiting[0].participation if waiting else None, at),
        concerned=tuple(Names.of(title, names) for title, names in groups if names),
        obstacle="" if due else _("There is nobody to be reminded now."),
    )


def _one(participation: Participation, at: datetime) -> Deed:
    waiting = waiting_alone(participation, at)
    whom = due_by_hand(waiting.case, timezone.localdate(at)) if waiting else ()
    people = tuple(_whom(participation, one) for one in whom)
    return Deed(
        _("Remind"),
        _("Send the reminder"),
        means=_means(participation, at),
        concerned=(Names.of(_("Who gets a mail"), people),) if people else (),
        obstacle="" if people else str(actions.NobodyToRemindError()),
    )


def _means(participation: Participation | None, at: datetime) -> tuple[str, ...]:
    means = [
        _("The mail names what is open and has the personal link in it."),
        _("Whoever is asked for several things gets one mail."),
    ]
    if participation is not None:
        leaves_at = next_opening(participation, at)
        if leaves_at != at:
            means.append(_("It leaves on %(moment)s.") % {"moment": _moment(leaves_at)})
    return tuple(means)


def _told(reminded: actions.Reminded, at: datetime) -> str:
    number = len(reminded.addresses)
    told = ngettext(
        "One reminder is on its way.", "%(number)d reminders are on their way.", number
    ) % {"number": number}
    if reminded.leaves_at == at:
        return told
    later = ngettext(
        "One reminder leaves on %(moment)s.", "%(number)d reminders leave on %(moment)s.", number
    )
    return later % {"number": number, "moment": _moment(reminded.leaves_at)}


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    words = {"day": date_format(local, "l, j. F"), "time": time_format(local, "H:i")}
    return _("%(day)s at %(time)s") % words


def _tokens() -> Iterator[str]:
    while True:
        yield secrets.token_urlsafe(32)
