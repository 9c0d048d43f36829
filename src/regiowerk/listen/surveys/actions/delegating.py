from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, ngettext

from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.surveys.actions.links import make_link, revoke_links
from regiowerk.listen.surveys.actions.opening import prepare_sections
from regiowerk.listen.surveys.actions.telling import tell_section
from regiowerk.listen.surveys.actions.upkeep import lock
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Link, Participation, SectionTask
from regiowerk.listen.surveys.queries.links import links_of_section
from regiowerk.listen.surveys.queries.progress import check_writable

DEEDS: Sentences = {
    "section.given": _("%(who)s gave a section away: %(what)s."),
    "section.taken_back": _("%(who)s took a section back: %(what)s."),
    "section.reminded": _("%(who)s reminded of a section: %(what)s."),
    "section.postponed": _("%(who)s changed the deadline of a section: %(what)s."),
    "section.ready": _("%(who)s marked a section as ready: %(what)s."),
    "section.resumed": _("%(who)s went on with a section: %(what)s."),
}


class NotReadyError(Exception):
    """A section in which required answers are missing or something is not right."""

    def __init__(self, missing: int, invalid: int) -> None:
        self.missing, self.invalid = missing, invalid
        super().__init__(missing, invalid)

    def __str__(self) -> str:
        parts = []
        if self.missing:
            parts.append(
                ngettext(
                    "One required answer is missing.",
                    "%(number)d required answers are missing.",
                    self.missing,
                )
                % {"number": self.missing}
            )
        if self.invalid:
            parts.append(
                ngettext(
                    "One answer needs to be looked at.",
                    "%(number)d answers need to be looked at.",
                    self.invalid,
                )
                % {"number": self.invalid}
            )
        return " ".join(parts)


class NotGivenError(Exception):
    """A section nobody has been given."""

    def __str__(self) -> str:
        return str(_("Nobody has been given this section."))


class RemindedError(Exception):
    """Whoever was reminded today is left alone."""

    def __str__(self) -> str:
        return str(_("A reminder was sent today already."))


class DeadlineError(Exception):
    """A day on which the section would come too late, or that has passed."""

    def __str__(self) -> str:
        return str(_("Please choose a day from today until the deadline of the survey."))


@transaction.atomic
def delegate_section(
    *,
    participation: Participation,
    section: str,
    unit: str,
    name: str,
    email: str,
    due_on: date | None,
    token: str,
    writer: Writer,
    at: datetime,
    expires_at: datetime,
) -> Link:
    """Give one section to a department or person by a personal link; earlier links of it end."""
    task = _task(participation, section, at)
    check_writable(participation, {section})
    _check_day(participation, due_on, at)
    revoke_links(participation=participation, section=section, by=writer.actor, at=at)
    task.unit, task.name, task.email, task.due_on = unit[:200], name[:200], email, due_on
    task.save(update_fields=["unit", "name", "email", "due_on"])
    link = make_link(
        participation=participation,
        purpose=Link.Purpose.SECTION,
        section=section,
        name=name,
        unit=unit,
        email=email,
        token=token,
        by=writer.actor,
        at=at,
        expires_at=expires_at,
    )
    _tell("section.given", task, writer, at)
    return link


@transaction.atomic
def take_back_section(
    *, participation: Participation, section: str, writer: Writer, at: datetime
) -> None:
    """The coordinator has the section again; its links open nothing more, its answers stay."""
    task = _task(participation, section, at)
    if not task.email:
        raise NotGivenError
    revoke_links(participation=participation, section=section, by=writer.actor, at=at)
    task.name, task.email, task.due_on = "", "", None
    task.save(update_fields=["name", "email", "due_on"])
    _tell("section.taken_back", task, writer, at)


@transaction.atomic
def remind_section(
    *,
    participation: Participation,
    section: str,
    token: str,
    writer: Writer,
    at: datetime,
    expires_at: datetime,
) -> Link:
    """Send whoever has a section the same task once more, with a new link; once a day."""
    task = _task(participation, section, at)
    check_writable(participation, {section})
    if not task.email:
        raise NotGivenError
    links = links_of_section(participation, section, at)
    if links.filter(made_at__date=timezone.localdate(at)).exists():
        raise RemindedError
    revoke_links(participation=participation, section=section, by=writer.actor, at=at)
    link = make_link(
        participation=participation,
        purpose=Link.Purpose.SECTION,
        section=section,
        name=task.name,
        unit=task.unit,
        email=task.email,
        token=token,
        by=writer.actor,
        at=at,
        expires_at=expires_at,
        is_reminder=True,
    )
    _tell("section.reminded", task, writer, at)
    return link


@transaction.atomic
def postpone_section(
    *, participation: Participation, section: str, due_on: date, writer: Writer, at: datetime
) -> None:
    """Another day by which a section is wanted."""
    task = _task(participation, section, at)
    _check_day(participation, due_on, at)
    task.due_on = due_on
    task.save(update_fields=["due_on"])
    _tell("section.postponed", task, writer, at)


@transaction.atomic
def set_ready(*, participation: Participation, section: str, writer: Writer, at: datetime) -> None:
    """A section is ready, as far as those who wrote it are concerned."""
    task = _task(participation, section, at)
    check_writable(participation, {section})
    if task.missing or task.invalid:
        raise NotReadyError(task.missing, task.invalid)
    if task.state != SectionTask.State.READY:
        task.state = SectionTask.State.READY
        task.save(update_fields=["state"])
        _tell("section.ready", task, writer, at)


@transaction.atomic
def resume_section(
    *, participation: Participation, section: str, writer: Writer, at: datetime
) -> None:
    """A section that was ready is worked on again."""
    task = _task(participation, section, at)
    check_writable(participation, {section})
    if task.state == SectionTask.State.READY:
        task.state = SectionTask.State.WORKING
        task.save(update_fields=["state"])
        _tell("section.resumed", task, writer, at)


def _task(participation: Participation, section: str, at: datetime) -> SectionTask:
    """The task of a section while the participation is held."""
    lock(participation)
    prepare_sections(participation=participation, at=at)
    task = SectionTask.objects.get(participation=participation, section=section)
    task.participation = participation
    return task


def _check_day(participation: Participation, due_on: date | None, at: datetime) -> None:
    """A day still to come and, as long as that lies ahead, not behind the deadline of all."""
    today = timezone.localdate(at)
    is_over = participation.deadline < today
    if due_on is None or (due_on >= today and (is_over or due_on <= participation.deadline)):
        return
    raise DeadlineError


def _tell(deed: str, task: SectionTask, writer: Writer, at: datetime) -> None:
    tell_section(deed, task.participation, task.section, writer.actor, at)
