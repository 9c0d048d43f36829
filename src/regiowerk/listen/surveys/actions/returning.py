"""What becomes of a submission: accepted, returned with a remark, or some sections opened again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.listen.surveys.actions.submitting import NoReasonError, remark_on, send_coordinator
from regiowerk.listen.surveys.actions.telling import tell
from regiowerk.listen.surveys.actions.upkeep import lock, set_state
from regiowerk.listen.surveys.domain.states import HANDED_IN, Stage, may_follow
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Participation, Remark, Reopening, SectionTask
from regiowerk.listen.surveys.queries.answers import layout_for
from regiowerk.listen.surveys.queries.letters import asked_for
from regiowerk.listen.surveys.queries.submissions import last_submission

DEEDS: Sentences = {
    "submission.accepted": _("%(who)s accepted %(what)s."),
    "submission.returned": _("%(who)s returned %(what)s."),
    "submission.reopened": _("%(who)s opened sections again: %(what)s."),
    "reopening.asked": _("%(who)s asked to open sections again: %(what)s."),
}


class NotHandedInError(Exception):
    """Only what was handed in can be accepted, returned or opened again."""

    def __str__(self) -> str:
        return str(
            _("Nothing lies here that was handed in, or somebody decided about it meanwhile.")
        )


class NoSectionError(Exception):
    """Nothing was chosen that could be opened again."""

    def __str__(self) -> str:
        return str(_("Please choose at least one section."))


class DuePastError(Exception):
    """A day that has passed already."""

    def __str__(self) -> str:
        return str(_("Please choose a day from today on."))


@transaction.atomic
def accept_submission(*, participation: Participation, by: Actor, at: datetime) -> None:
    """The project office has what it needs."""
    _hold(participation, Stage.ACCEPTED)
    set_state(participation, Participation.State.ACCEPTED)
    participation.save(update_fields=["state"])
    tell("submission.accepted", participation, _label(participation), by, at)


@transaction.atomic
def return_submission(
    *,
    participation: Participation,
    sections: Iterable[str],
    reason: str,
    due_on: date | None,
    token: str,
    by: Actor,
    at: datetime,
) -> Reopening:
    """Send a submission back: these sections are open again, with a remark that says why."""
    _hold(participation, Stage.RETURNED)
    return _open(participation, Reopening.Cause.RETURNED, sections, reason, due_on, token, by, at)


@transaction.atomic
def reopen_sections(
    *,
    participation: Participation,
    sections: Iterable[str],
    reason: str,
    due_on: date | None,
    token: str,
    by: Actor,
    at: datetime,
) -> Reopening:
    """Open sections because the organisation asked for it; the others stay as signed."""
    _hold(participation, Stage.REOPENED)
    return _open(participation, Reopening.Cause.ASKED, sections, reason, due_on, token, by, at)


@transaction.atomic
def ask_to_reopen(
    *,
    participation: Participation,
    sections: Iterable[str],
    reason: str,
    writer: Writer,
    at: datetime,
) -> None:
    """Tell the project office that something should be changed in what was handed in."""
    lock(participation)
    if participation.state not in HANDED_IN:
        raise NotHandedInError
    scope = _scope(participation, sections)
    if not reason.strip():
        raise NoReasonError
    wave = participation.wave
    letter = asked_for(participation, scope, reason, writer.label)
    if wave.contact_email:
        once_key = f"reopening-asked:{participation.pk}:{at:%Y%m%d%H%M}"
        queue_mail(
            to=wave.contact_email,
            subject=letter.subject,
            text=letter.text,
            once_key=once_key,
            at=at,
        )
    remark_on(participation, scope, reason, Remark.Audience.OFFICE, writer, at)
    tell("reopening.asked", participation, _label(participation), writer.actor, at)


def _open(
    participation: Participation,
    cause: Reopening.Cause,
    sections: Iterable[str],
    reason: str,
    due_on: date | None,
    token: str,
    by: Actor,
    at: datetime,
) -> Reopening:
    scope = _scope(participation, sections)
    if not reason.strip():
        raise NoReasonError
    if due_on is not None and due_on < timezone.localdate(at):
        raise DuePastError
    reopening = Reopening.objects.create(
        participation=participation,
        submission=last_submission(participation),
        cause=cause,
        scope="\n".join(scope),
        reason=reason,
        due_on=due_on,
        opened_at=at,
        opened_by=by.label[:200],
    )
    participation.section_tasks.filter(section__in=scope).update(state=SectionTask.State.REOPENED)
    is_return = cause is Reopening.Cause.RETURNED
    state = Participation.State.RETURNED if is_return else Participation.State.REOPENED
    set_state(participation, state)
    participation.due_on = due_on or participation.due_on
    participation.save(update_fields=["state", "due_on"])
    deed = "submission.returned" if is_return else "submission.reopened"
    tell(deed, participation, _label(participation), by, at)
    send_coordinator(participation, token, by, at, reason=reason, is_return=True)
    return reopening


def _hold(participation: Participation, following: Stage) -> None:
    lock(participation)
    is_there = participation.state in HANDED_IN
    if not is_there or not may_follow(participation.state, following):
        raise NotHandedInError


def _scope(participation: Participation, sections: Iterable[str]) -> list[str]:
    """The sections in the author's order.  Names of others are left out."""
    wanted = frozenset(sections)
    scope = [name for name in layout_for(participation).sections if name in wanted]
    if not scope:
        raise NoSectionError
    return scope


def _label(participation: Participation) -> str:
    return f"{participation.organisation}, {participation.wave.survey}"
