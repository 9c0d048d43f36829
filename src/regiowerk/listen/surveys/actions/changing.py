"""A running wave changes to another version of its questionnaire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, gettext_lazy as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.surveys.actions.links import address_of, fresh_link
from regiowerk.listen.surveys.actions.opening import prepare_sections
from regiowerk.listen.surveys.actions.submitting import end_signing_links, state_of_writing
from regiowerk.listen.surveys.actions.telling import tell
from regiowerk.listen.surveys.actions.upkeep import set_state
from regiowerk.listen.surveys.actions.waves import WaveStateError, tell_wave
from regiowerk.listen.surveys.domain.carrying import Carry, moved_paths
from regiowerk.listen.surveys.domain.field_names import rows_text
from regiowerk.listen.surveys.domain.offers import stored
from regiowerk.listen.surveys.domain.operations import operation_for
from regiowerk.listen.surveys.domain.progress import counts_of
from regiowerk.listen.surveys.models import (
    Conflict,
    Head,
    Link,
    Participation,
    Remark,
    Reopening,
    Revision,
    Row,
    SectionTask,
    SignOff,
    Wave,
)
from regiowerk.listen.surveys.queries.answers import layout_for, sheet_of
from regiowerk.listen.surveys.queries.change_letters import changed_for
from regiowerk.listen.surveys.queries.changes import (
    Effect,
    differences_between,
    effects_of,
    section_labels,
)
from regiowerk.listen.surveys.queries.links import lasts_until
from regiowerk.listen.surveys.queries.submissions import last_submission

DEEDS: Sentences = {
    "wave.version_changed": _("%(who)s changed the questionnaire of a running wave: %(what)s."),
    "participation.version_changed": _(
        "The questionnaire changed; sections have to be looked at again: %(what)s."
    ),
}
_Task = SectionTask.State


class NotNewerError(Exception):
    """A version that cannot follow the one that is asked."""

    def __str__(self) -> str:
        return str(
            _("This version cannot be used here. Please choose a newer one that is published.")
        )


class ChangedSinceSeenError(Exception):
    """Since the office looked, somebody answered: it concerns others now."""

    def __str__(self) -> str:
        return str(
            _("Somebody answered meanwhile, and it concerns others now. Please look once more.")
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a change: how many look again, and how many answers went over."""

    organisations: int
    concerned: int
    carried: int


@transaction.atomic
def change_version(
    *,
    wave: Wave,
    version: Version,
    note: str,
    seen: str,
    tokens: Iterator[str],
    by: Actor,
    at: datetime,
) -> Changed:
    """Everybody in the wave goes on with another version; answers go over, nothing is deleted.

    `seen` is what the office was shown, by `image_of`; whoever is concerned gets a mail with `note`.
    """
    _hold(wave, version)
    effects = effects_of(wave, version, at)
    if image_of(effects) != seen:
        raise ChangedSinceSeenError
    wave.version = version
    wave.save(update_fields=["version"])
    for effect in effects:
        _change(effect, version, by, at)
        if effect.outcome != "unnoticed":
            _tell(effect, note, next(tokens), tokens, by, at)
    tell_wave("wave.version_changed", wave, by, at)
    told = [effect for effect in effects if effect.outcome != "unnoticed"]
    return Changed(len(effects), len(told), sum(len(effect.carried) for effect in effects))


def image_of(effects: Sequence[Effect]) -> str:
    """A name of what was shown: the same as long as it concerns the same in the same way."""
    return operation_for(
        *((one.participation.pk, one.outcome, ",".join(one.sections)) for one in effects)
    )


def _hold(wave: Wave, version: Version) -> None:
    held = Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk)
    if held.state == Wave.State.CLOSED:
        raise WaveStateError(held.state)
    is_published = version.state == Version.State.PUBLISHED
    is_of_the_survey = version.questionnaire_id == wave.survey.questionnaire_id
    current = Version.objects.values_list("number", flat=True).get(pk=held.version_id)
    if not is_published or not is_of_the_survey or version.number <= current:
        raise NotNewerError
    participations = Participation.objects.select_for_update(of=("self",)).filter(wave=wave)
    list(participations.order_by("pk").values_list("pk"))


def _change(effect: Effect, version: Version, by: Actor, at: datetime) -> None:
    """One organisation goes over: answers, rows, sections, state."""
    participation = effect.participation
    differences = differences_between(participation.version, version)
    _move_places(participation, moved_paths(differences))
    _carry(effect, version, at)
    participation.version = version
    participation.save(update_fields=["version"])
    if effect.held.revisions or participation.section_tasks.exists():
        _keep_sections(participation, by, at)
    if effect.outcome != "unnoticed":
        _open_again(effect, by, at)


def _move_places(participation: Participation, moved: dict[str, str]) -> None:
    """What hangs on a place goes with it; revisions stay where they were given."""
    for old, new in moved.items():
        for model in (Row, Conflict, Remark):
            model.objects.filter(participation=participation, path=old).update(path=new)


def _carry(effect: Effect, version: Version, at: datetime) -> None:
    """Answers are written anew at their new place; the old revisions are what they were."""
    if not effect.carried:
        return
    label = gettext("questionnaire, version %(number)d") % {"number": version.number}
    revisions = [_revision(effect, one, version, label, at) for one in effect.carried]
    Revision.objects.bulk_create(revisions)
    known = {
        (head.path, head.rows): head
        for head in Head.objects.filter(participation=effect.participation)
    }
    new = []
    for revision in revisions:
        head = known.get((revision.path, revision.rows))
        if head is None:
            new.append(
                Head(
                    participation=effect.participation,
                    path=revision.path,
                    rows=revision.rows,
                    revision=revision,
                )
            )
        else:
            Head.objects.filter(pk=head.pk).update(revision=revision)
    Head.objects.bulk_create(new)


def _revision(effect: Effect, one: Carry, version: Version, label: str, at: datetime) -> Revision:
    base = effect.held.revisions.get(one.field)
    place = (effect.participation.pk, one.field.path, rows_text(one.field.rows))
    return Revision(
        participation=effect.participation,
        path=one.field.path,
        rows=rows_text(one.field.rows),
        value=stored(one.value),
        base_id=base,
        operation=operation_for("version", version.pk, *place, base, at.isoformat()),
        origin=Revision.Origin.VERSION,
        author=label[:200],
        answered_at=at,
    )


def _keep_sections(participation: Participation, by: Actor, at: datetime) -> None:
    """A task for every section there is now, counted anew; what is not whole is not ready."""
    layout = layout_for(participation)
    gone = participation.section_tasks.exclude(section__in=layout.sections)
    ended = participation.links.filter(
        purpose=Link.Purpose.SECTION, section__in=gone.values("section"), revoked_at__isnull=True
    )
    ended.update(revoked_at=at, revoked_by=by.label[:200] or "-")
    gone.delete()
    prepare_sections(participation=participation, at=at)
    counts = counts_of(sheet_of(participation, at), layout)
    for position, name in enumerate(layout.sections):
        task = participation.section_tasks.filter(section=name)
        task.update(position=position, **asdict(counts[name]))
        if not counts[name].is_complete:
            task.filter(state=_Task.READY).update(state=_Task.WORKING)


def _open_again(effect: Effect, by: Actor, at: datetime) -> None:
    """Where somebody has to look: sections are open, agreements to them hold no more."""
    participation, scope = effect.participation, list(effect.sections)
    agreements = participation.sign_offs.filter(
        step=SignOff.Step.DEPARTMENT, scope__in=scope, voided_at__isnull=True
    )
    agreements.update(voided_at=at, voided_by=by.label[:200] or "-")
    submission = last_submission(participation)
    if effect.outcome == "given_back":
        set_state(participation, Participation.State(state_of_writing(participation)))
        end_signing_links(participation, by, at)
    if submission is not None:
        _reopen(effect, by, at)
    else:
        tasks = participation.section_tasks.filter(section__in=scope, state=_Task.READY)
        tasks.update(state=_Task.WORKING)
    participation.save(update_fields=["state"])


def _reopen(effect: Effect, by: Actor, at: datetime) -> None:
    """After handing in, only these sections are open, with those that were open already."""
    participation = effect.participation
    Reopening.objects.create(
        participation=participation,
        submission=last_submission(participation),
        cause=Reopening.Cause.VERSION,
        scope="\n".join(effect.sections),
        reason=gettext("The questionnaire has changed here."),
        opened_at=at,
        opened_by=by.label[:200] or "-",
    )
    participation.section_tasks.filter(section__in=effect.sections).update(state=_Task.REOPENED)
    if participation.state != Participation.State.RETURNED:
        set_state(participation, Participation.State.REOPENED)


def _tell(
    effect: Effect, note: str, seal: str, tokens: Iterator[str], by: Actor, at: datetime
) -> None:
    """Whoever coordinates reads where to look; the journal too."""
    participation = effect.participation
    labels = section_labels(participation.version, effect.sections, participation.language)
    label = f"{participation.organisation}, {', '.join(labels)}"
    tell("participation.version_changed", participation, label, by, at)
    if not participation.coordinator_email:
        return
    link = fresh_link(
        participation=participation,
        purpose=Link.Purpose.COORDINATE,
        section="",
        email=participation.coordinator_email,
        tokens=tokens,
        at=at,
        expires_at=lasts_until(participation, at),
    )
    letter = changed_for(participation, labels, note, effect.outcome)
    queue_mail(
        to=participation.coordinator_email,
        subject=letter.subject,
        text=letter.text % {"address": address_of(link.seal)},
        once_key=f"survey-version:{participation.pk}:{participation.version_id}:{seal}",
        at=at,
    )
