"""Who takes part in a wave: chosen one by one or all of a kind, taken out, taken in again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, override

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.ground.regions.models import Organisation
from regiowerk.listen.surveys.actions.telling import tell
from regiowerk.listen.surveys.actions.upkeep import lock, set_state
from regiowerk.listen.surveys.actions.waves import WaveStateError, tell_wave
from regiowerk.listen.surveys.domain.states import ANSWERING
from regiowerk.listen.surveys.models import Participation, Wave
from regiowerk.listen.surveys.queries.invitations import withdrawn_for
from regiowerk.listen.surveys.queries.waves import (
    Person,
    organisations_for,
    people_for,
    removable,
)

DEEDS: Sentences = {
    "wave.participants_chosen": gettext_lazy("%(who)s changed who takes part: %(what)s."),
    "participation.withdrawn": gettext_lazy("%(who)s took an organisation out: %(what)s."),
}


class TooLateToWithdrawError(Exception):
    """Answers that wait for a signature or are handed in are not taken away."""

    def __str__(self) -> str:
        return _(
            "The answers wait for a signature or are handed in; "
            "this organisation cannot be taken out any more."
        )


class NoWithdrawalReasonError(Exception):
    """Taking somebody out who has begun, without a word why."""

    def __str__(self) -> str:
        return _("Please say why; the organisation reads it.")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the office says of one organisation."""

    organisation_id: int
    takes_part: bool
    name: str = ""
    email: str = ""
    language: str = "de"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What became of the choices."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@transaction.atomic
def choose_participants(
    *, wave: Wave, choices: Sequence[Choice], by: Actor, at: datetime
) -> Chosen:
    """Add, change and take out whoever was not invited yet; all others stay as they are."""
    _hold(wave)
    wanted = {choice.organisation_id: choice for choice in choices}
    known = {
        one.organisation_id: one for one in wave.participations.filter(organisation__in=wanted)
    }
    added = _add(wave, [one for key, one in wanted.items() if key not in known], at)
    free = {
        one.organisation_id: one
        for one in removable(wave.participations.filter(organisation__in=wanted))
        if one.organisation_id in known
    }
    out = [one.pk for key, one in free.items() if not wanted[key].takes_part]
    changed = [
        one for key, one in free.items() if wanted[key].takes_part and _change(one, wanted[key])
    ]
    wave.participations.filter(pk__in=out).delete()
    Participation.objects.bulk_update(
        changed, ["coordinator_name", "coordinator_email", "language"]
    )
    chosen = Chosen(added, len(changed), len(out))
    if chosen:
        tell_wave("wave.participants_chosen", wave, by, at)
    return chosen


@transaction.atomic
def add_all(*, wave: Wave, kind: str, by: Actor, at: datetime) -> int:
    """Everybody of one kind takes part, with whom we know to write to; return how many are new."""
    found = organisations_for(wave, timezone.localdate(at)).filter(kind=kind)
    return _add_found(wave, found, by, at)


@transaction.atomic
def add_as_before(*, wave: Wave, by: Actor, at: datetime) -> int:
    """Whoever was asked in the wave before takes part again; return how many are new."""
    before = Participation.objects.filter(
        wave__survey=wave.survey, wave__number=wave.number - 1
    ).values("organisation")
    found = organisations_for(wave, timezone.localdate(at)).filter(pk__in=before)
    return _add_found(wave, found, by, at)


def _add_found(wave: Wave, found: QuerySet[Organisation], by: Actor, at: datetime) -> int:
    _hold(wave)
    day = timezone.localdate(at)
    known = wave.participations.values("organisation")
    ids = list(found.exclude(pk__in=known).values_list("pk", flat=True))
    people = people_for(wave, ids, day)
    Participation.objects.bulk_create(
        (_new(wave, key, people.get(key, Person())) for key in ids), batch_size=1000
    )
    if ids:
        tell_wave("wave.participants_chosen", wave, by, at)
    return len(ids)


@transaction.atomic
def withdraw(*, participation: Participation, reason: str, by: Actor, at: datetime) -> None:
    """Take an organisation out before it hands in.

    Whoever has not written anything is no longer there; what somebody wrote is kept for them, and
    they are taken in again with everything they had.
    """
    lock(participation)
    if participation.state == Participation.State.DECLINED:
        return
    if participation.state not in ANSWERING:
        raise TooLateToWithdrawError
    is_asked = participation.state != Participation.State.PLANNED
    if is_asked and not reason.strip():
        raise NoWithdrawalReasonError
    label = f"{participation.organisation}, {participation.wave.survey}"
    tell("participation.withdrawn", participation, label, by, at)
    if is_asked:
        _tell_coordinator(participation, reason, at)
    if not participation.revisions.exclude(origin="prefill").exists():
        participation.delete()
        return
    participation.links.filter(revoked_at__isnull=True).update(
        revoked_at=at, revoked_by=by.label[:200] or "-"
    )
    set_state(participation, Participation.State.DECLINED)
    participation.declined_at, participation.declined_by = at, by.label[:200]
    participation.decline_reason = reason
    participation.save(update_fields=["state", "declined_at", "declined_by", "decline_reason"])


def _hold(wave: Wave) -> None:
    wave.state = Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk).state
    if wave.state == Wave.State.CLOSED:
        raise WaveStateError(wave.state)


def _add(wave: Wave, choices: Sequence[Choice], at: datetime) -> int:
    """Only those who belong to the region; others were not offered."""
    wanted = {one.organisation_id: one for one in choices if one.takes_part}
    offered = organisations_for(wave, timezone.localdate(at)).filter(pk__in=wanted)
    new = [
        _new(wave, key, Person(wanted[key].name, wanted[key].email), wanted[key].language)
        for key in offered.values_list("pk", flat=True)
    ]
    return len(Participation.objects.bulk_create(new))


def _new(wave: Wave, organisation: int, person: Person, language: str = "de") -> Participation:
    return Participation(
        wave=wave,
        organisation_id=organisation,
        version_id=wave.version_id,
        coordinator_name=person.name[:200],
        coordinator_email=person.email,
        language=language,
    )


def _change(participation: Participation, choice: Choice) -> bool:
    before = (
        participation.coordinator_name,
        participation.coordinator_email,
        participation.language,
    )
    after = (choice.name, choice.email, choice.language)
    (
        participation.coordinator_name,
        participation.coordinator_email,
        participation.language,
    ) = after
    return before != after


def _tell_coordinator(participation: Participation, reason: str, at: datetime) -> None:
    if not participation.coordinator_email:
        return
    with override(participation.language):
        letter = withdrawn_for(participation, reason)
    queue_mail(
        to=participation.coordinator_email,
        subject=letter.subject,
        text=letter.text,
        once_key=f"survey-withdrawn:{participation.pk}:{at:%Y%m%d%H%M}",
        at=at,
    )
