"""What the office changes for one organisation: its deadline, and whether the office types for it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy as _, override

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.listen.surveys.actions.telling import tell
from regiowerk.listen.surveys.actions.upkeep import lock
from regiowerk.listen.surveys.domain.states import ANSWERING, HANDED_IN, Stage
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.letters import whom_to_call

DEEDS: Sentences = {
    "participation.extended": _("%(who)s changed the deadline of %(what)s."),
    "participation.typed": _("%(who)s types what came on paper or by phone for %(what)s."),
    "participation.typed_no_more": _("%(who)s no longer types for %(what)s."),
}


class ExtensionError(Exception):
    """A day that has passed."""

    def __str__(self) -> str:
        return str(_("Please choose a day from today on."))


class TooLateToExtendError(Exception):
    """Nothing is waited for any more."""

    def __str__(self) -> str:
        return str(_("This organisation has handed in or declined; no deadline is open."))


class TypingError(Exception):
    """What the organisation answers itself is not typed for it."""

    def __str__(self) -> str:
        return str(_("The organisation has handed in, declined, or waits for a signature."))


@transaction.atomic
def extend(*, participation: Participation, due_on: date, by: Actor, at: datetime) -> None:
    """Another last day for one organisation; whoever coordinates is told by mail."""
    lock(participation)
    if participation.state in HANDED_IN or participation.state == Stage.DECLINED:
        raise TooLateToExtendError
    if due_on < timezone.localdate(at):
        raise ExtensionError
    if due_on == participation.deadline:
        return
    participation.due_on = None if due_on == participation.wave.closes_on else due_on
    participation.save(update_fields=["due_on"])
    label = f"{participation.organisation}, {date_format(due_on)}"
    tell("participation.extended", participation, label, by, at)
    _mail(participation, due_on, at)


@transaction.atomic
def enter_on_behalf(
    *, participation: Participation, is_by_office: bool, by: Actor, at: datetime
) -> None:
    """The office may type for the organisation, or no more; the organisation confirms by signing."""
    lock(participation)
    if is_by_office and participation.state not in ANSWERING:
        raise TypingError
    if participation.is_by_office == is_by_office:
        return
    participation.is_by_office = is_by_office
    participation.save(update_fields=["is_by_office"])
    deed = "participation.typed" if is_by_office else "participation.typed_no_more"
    tell(deed, participation, str(participation.organisation), by, at)


def _mail(participation: Participation, due_on: date, at: datetime) -> None:
    if not participation.coordinator_email or participation.invited_at is None:
        return
    with override(participation.language):
        words = {
            "survey": participation.wave.survey.title,
            "organisation": str(participation.organisation),
            "day": date_format(due_on),
            "contact": whom_to_call(participation),
        }
        paragraphs = [
            gettext("Good day,"),
            gettext(
                "the survey “%(survey)s” waits for the answers of %(organisation)s until %(day)s. "
                "Your personal link stays the same."
            )
            % words,
        ]
        if words["contact"]:
            paragraphs.append(gettext("Questions? %(contact)s") % words)
        queue_mail(
            to=participation.coordinator_email,
            subject=gettext("New deadline %(day)s: %(survey)s") % words,
            text="\n\n".join(paragraphs) + "\n",
            once_key=f"survey-extended:{participation.pk}:{due_on}:{at:%Y%m%d%H%M}",
            at=at,
        )
