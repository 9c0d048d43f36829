"""The project office begins surveys, plans their waves, opens and closes them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.models import Process
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.surveys.models import Survey, Wave
from regiowerk.listen.surveys.queries.waves import latest_published

DEEDS: Sentences = {
    "survey.begun": _("%(who)s began the survey %(what)s."),
    "survey.changed": _("%(who)s changed the survey %(what)s."),
    "wave.planned": _("%(who)s planned a wave: %(what)s."),
    "wave.changed": _("%(who)s changed a wave: %(what)s."),
    "wave.opened": _("%(who)s opened a wave: %(what)s."),
    "wave.closed": _("%(who)s closed a wave: %(what)s."),
    "wave.reopened": _("%(who)s opened a wave again: %(what)s."),
}


class NotPublishedError(Exception):
    """Organisations are asked only what has been published."""

    def __str__(self) -> str:
        return str(
            _("This questionnaire has no published version. Please publish it first, then go on.")
        )


class SurveyKeyTakenError(Exception):
    """Two surveys of a process cannot have the same short name."""

    def __init__(self, better: str) -> None:
        self.better = better
        super().__init__(better)

    def __str__(self) -> str:
        return str(
            _("This short name cannot be used. Please choose another one, for example %(better)s.")
            % {"better": self.better}
        )


class WaveStateError(Exception):
    """A step that does not follow from where the wave is, with what to do instead."""

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(state)

    def __str__(self) -> str:
        return str(
            {
                Wave.State.PLANNED: _("The wave is not open yet. Please open it first."),
                Wave.State.OPEN: _("The wave is open already."),
                Wave.State.CLOSED: _("The wave is closed. Please open it again first."),
            }[Wave.State(self.state)]
        )


class NobodyChosenError(Exception):
    """A wave without anybody to ask."""

    def __str__(self) -> str:
        return str(_("Nobody takes part yet. Please choose the organisations first."))


class LastDayPastError(Exception):
    """A wave that would be over when it begins."""

    def __init__(self, last_day: date) -> None:
        self.last_day = last_day
        super().__init__(last_day)

    def __str__(self) -> str:
        return str(
            _("The last day, %(day)s, lies in the past. Please choose a day from today on.")
            % {"day": date_format(self.last_day)}
        )


@dataclass(frozen=True, slots=True)
class WaveFacts:
    """What the office decides about a wave."""

    label: str
    opens_on: date
    closes_on: date
    min_cell: int
    contact_name: str
    contact_email: str
    contact_phone: str


@transaction.atomic
def begin_survey(
    *,
    process: Process,
    title: str,
    key: str,
    purpose: str,
    questionnaire: Questionnaire,
    by: Actor,
    at: datetime,
) -> Survey:
    """Begin a survey with a published questionnaire; without a key it is made from the title."""
    Process.objects.select_for_update(of=("self",)).get(pk=process.pk)
    if latest_published(questionnaire) is None:
        raise NotPublishedError
    taken = set(process.surveys.values_list("key", flat=True))
    better = key_from(key or title, taken=taken)
    if key and better != key:
        raise SurveyKeyTakenError(better)
    survey = Survey.objects.create(
        process=process,
        key=better,
        title=title,
        purpose=purpose,
        questionnaire=questionnaire,
        begun_at=at,
        begun_by=by.label[:200],
    )
    tell_survey("survey.begun", survey, survey.title, by, at)
    return survey


@transaction.atomic
def change_survey(*, survey: Survey, title: str, purpose: str, by: Actor, at: datetime) -> None:
    """Correct what a survey is called and what it is for; its address stays."""
    if (survey.title, survey.purpose) == (title, purpose):
        return
    survey.title, survey.purpose = title, purpose
    survey.save(update_fields=["title", "purpose"])
    tell_survey("survey.changed", survey, survey.title, by, at)


@transaction.atomic
def plan_wave(*, survey: Survey, facts: WaveFacts, by: Actor, at: datetime) -> Wave:
    """Plan a wave with the version that was published last."""
    Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    version = latest_published(survey.questionnaire)
    if version is None:
        raise NotPublishedError
    last: int | None = survey.waves.aggregate(last=Max("number"))["last"]
    wave = Wave.objects.create(
        survey=survey, number=(last or 0) + 1, version=version, **asdict(facts)
    )
    tell_wave("wave.planned", wave, by, at)
    return wave


@transaction.atomic
def change_wave(*, wave: Wave, facts: WaveFacts, by: Actor, at: datetime) -> None:
    """Change what was decided; a planned wave takes the newest version, any other keeps its own."""
    _hold(wave)
    version = _version_for(wave)
    if wave.state == Wave.State.OPEN:
        _check_last_day(facts.closes_on, at)
    before = (wave.version_id, *(getattr(wave, name) for name in asdict(facts)))
    if before == (version.pk, *asdict(facts).values()):
        return
    for name, value in asdict(facts).items():
        setattr(wave, name, value)
    wave.version = version
    wave.save(update_fields=[*asdict(facts), "version"])
    if wave.version_id != before[0]:
        wave.participations.update(version=version)
    tell_wave("wave.changed", wave, by, at)


@transaction.atomic
def open_wave(*, wave: Wave, by: Actor, at: datetime) -> None:
    """From now on the organisations may answer."""
    _hold(wave)
    if wave.state != Wave.State.PLANNED:
        raise WaveStateError(wave.state)
    if not wave.participations.exists():
        raise NobodyChosenError
    _check_last_day(wave.closes_on, at)
    wave.state, wave.opened_at, wave.opened_by = Wave.State.OPEN, at, by.label[:200]
    wave.save(update_fields=["state", "opened_at", "opened_by"])
    tell_wave("wave.opened", wave, by, at)


@transaction.atomic
def close_wave(*, wave: Wave, by: Actor, at: datetime) -> None:
    """From now on nobody answers; what waits for a signature is still signed."""
    _hold(wave)
    if wave.state == Wave.State.CLOSED:
        return
    if wave.state != Wave.State.OPEN:
        raise WaveStateError(wave.state)
    wave.state, wave.closed_at, wave.closed_by = Wave.State.CLOSED, at, by.label[:200]
    wave.save(update_fields=["state", "closed_at", "closed_by"])
    tell_wave("wave.closed", wave, by, at)


@transaction.atomic
def reopen_wave(*, wave: Wave, closes_on: date, by: Actor, at: datetime) -> None:
    """Whoever has not handed in may go on until a new last day."""
    _hold(wave)
    if wave.state != Wave.State.CLOSED:
        raise WaveStateError(wave.state)
    _check_last_day(closes_on, at)
    wave.state, wave.closes_on = Wave.State.OPEN, closes_on
    wave.closed_at, wave.closed_by = None, ""
    wave.save(update_fields=["state", "closes_on", "closed_at", "closed_by"])
    tell_wave("wave.reopened", wave, by, at)


def tell_wave(deed: str, wave: Wave, by: Actor, at: datetime) -> None:
    """Write down a deed about a whole wave."""
    tell_survey(deed, wave.survey, f"{wave.survey}, {wave}", by, at)


def tell_survey(deed: str, survey: Survey, label: str, by: Actor, at: datetime) -> None:
    """Write down a deed about a survey, with the way to it."""
    process = survey.process
    journal.record(
        by=by,
        at=at,
        deed=deed,
        label=label,
        address=reverse("surveys:survey", args=[process.key, survey.key]),
        region=process.region.key,
        process=process.key,
    )


def _hold(wave: Wave) -> None:
    """Hold the row; its state is read anew."""
    held = Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk)
    wave.state, wave.closes_on = held.state, held.closes_on


def _version_for(wave: Wave) -> Version:
    """The newest version for a planned wave in which nothing stands yet, else its own."""
    if wave.state != Wave.State.PLANNED:
        return wave.version
    begun = Q(section_tasks__isnull=False) | Q(revisions__isnull=False)
    if wave.participations.filter(begun).exists():
        return wave.version
    return latest_published(wave.survey.questionnaire) or wave.version


def _check_last_day(last_day: date, at: datetime) -> None:
    if last_day < timezone.localdate(at):
        raise LastDayPastError(last_day)
