from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext, gettext_lazy as _, override

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.surveys.actions.answers import save_answers
from regiowerk.listen.surveys.actions.telling import tell
from regiowerk.listen.surveys.actions.upkeep import lock, set_state
from regiowerk.listen.surveys.domain.claims import CLAIM
from regiowerk.listen.surveys.domain.offers import Offer
from regiowerk.listen.surveys.domain.operations import operation_for
from regiowerk.listen.surveys.domain.progress import counts_of
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Participation, Revision, SectionTask
from regiowerk.listen.surveys.queries.answers import heads_of, layout_for, sheet_of
from regiowerk.listen.surveys.queries.prefill import answers_of_last_wave
from regiowerk.listen.surveys.queries.progress import why_closed

DEEDS: Sentences = {"participation.opened": _("%(who)s opened the survey %(what)s.")}

_BEFORE = (Participation.State.PLANNED, Participation.State.INVITED)


@transaction.atomic
def open_participation(*, participation: Participation, writer: Writer, at: datetime) -> None:
    """Begin: sections to hand out, defaults and answers of the last wave; once only."""
    lock(participation)
    participation.refresh_from_db(fields=["opened_at"])
    if participation.opened_at is not None or why_closed(participation) is not None:
        return
    prepare_sections(participation=participation, at=at)
    _prefill(participation, at)
    participation.opened_at = at
    if participation.state in _BEFORE:
        set_state(participation, Participation.State.OPENED)
    participation.save(update_fields=["state", "opened_at"])
    tell("participation.opened", participation, str(participation.wave.survey), writer.actor, at)


@transaction.atomic
def prepare_sections(*, participation: Participation, at: datetime) -> None:
    """A task per section, with the numbers of what is asked; those that exist stay as they are."""
    layout = layout_for(participation)
    known = set(
        SectionTask.objects.filter(participation=participation).values_list("section", flat=True)
    )
    missing = [
        (position, name) for position, name in enumerate(layout.sections) if name not in known
    ]
    if not missing:
        return
    counts = counts_of(sheet_of(participation, at), layout, only=[name for _p, name in missing])
    SectionTask.objects.bulk_create(
        SectionTask(
            participation=participation, section=name, position=position, **asdict(counts[name])
        )
        for position, name in missing
    )


@transaction.atomic(savepoint=False)
def claim_section(
    *, participation: Participation, section: str, writer: Writer, at: datetime
) -> None:
    """Say that somebody has a section open; whoever has it already is not put out."""
    label = writer.label[:200]
    is_own = Q(claimed_by=label, claim_ends_at__gt=at)
    is_free = Q(claim_ends_at__isnull=True) | Q(claim_ends_at__lte=at)
    SectionTask.objects.filter(
        is_own | is_free, participation=participation, section=section
    ).update(
        claimed_at=Case(When(is_own, then=F("claimed_at")), default=Value(at)),
        claimed_by=label,
        claim_ends_at=at + CLAIM,
    )


def _prefill(participation: Participation, at: datetime) -> None:
    """Defaults of the questionnaire, and what was answered last time, to be confirmed."""
    standings = heads_of(participation)
    last = {
        field: value
        for field, value in answers_of_last_wave(participation).items()
        if field not in standings
    }
    defaults = {
        field: value
        for field, value in sheet_of(participation, at, standings).defaults().items()
        if field not in last and field not in standings
    }
    with override(participation.language):
        by_form, by_last = gettext("questionnaire"), gettext("last survey")
    for answers, label, asks_again in ((defaults, by_form, False), (last, by_last, True)):
        save_answers(
            participation=participation,
            offers=[
                Offer(field, value, None, _operation(participation, field, asks_again))
                for field, value in answers.items()
            ],
            writer=Writer(SYSTEM, label),
            at=at,
            origin=Revision.Origin.PREFILL,
            asks_again=asks_again,
        )


def _operation(participation: Participation, field: Field, asks_again: bool) -> str:
    return operation_for("prefill", participation.pk, field, asks_again)
