from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.surveys.actions.submitting import NoReasonError
from regiowerk.listen.surveys.actions.telling import tell
from regiowerk.listen.surveys.actions.upkeep import lock, set_state
from regiowerk.listen.surveys.domain.states import ANSWERING
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Participation

DEEDS: Sentences = {
    "participation.declined": _("%(who)s declined to take part: %(what)s."),
    "participation.resumed": _("%(who)s takes part after all: %(what)s."),
}


class TooLateToDeclineError(Exception):
    """What was handed in is not declined any more."""

    def __str__(self) -> str:
        return str(
            _("The answers are handed in or wait for a signature; declining is no longer possible.")
        )


@transaction.atomic
def decline(*, participation: Participation, reason: str, writer: Writer, at: datetime) -> None:
    """The organisation does not take part and says why; what it answered is kept for it."""
    lock(participation)
    if participation.state == Participation.State.DECLINED:
        return
    if participation.state not in ANSWERING:
        raise TooLateToDeclineError
    if not reason.strip():
        raise NoReasonError
    set_state(participation, Participation.State.DECLINED)
    participation.declined_at, participation.declined_by = at, writer.label[:200]
    participation.decline_reason = reason
    _save(participation)
    label = f"{participation.organisation}, {participation.wave.survey}"
    tell("participation.declined", participation, label, writer.actor, at)


@transaction.atomic
def resume(*, participation: Participation, writer: Writer, at: datetime) -> None:
    """The organisation takes part after all and goes on where it was."""
    lock(participation)
    if participation.state != Participation.State.DECLINED:
        return
    participation.refresh_from_db(fields=["answered_at", "opened_at", "invited_at"])
    set_state(participation, _state_before(participation))
    participation.declined_at, participation.declined_by = None, ""
    participation.decline_reason = ""
    _save(participation)
    label = f"{participation.organisation}, {participation.wave.survey}"
    tell("participation.resumed", participation, label, writer.actor, at)


def _state_before(participation: Participation) -> Participation.State:
    if participation.answered_at:
        return Participation.State.IN_WORK
    if participation.opened_at:
        return Participation.State.OPENED
    return Participation.State.INVITED if participation.invited_at else Participation.State.PLANNED


def _save(participation: Participation) -> None:
    participation.save(update_fields=["state", "declined_at", "declined_by", "decline_reason"])
