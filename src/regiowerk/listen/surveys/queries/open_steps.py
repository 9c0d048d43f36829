"""What surveys wait for, and from whom; computed, never stored."""

from __future__ import annotations

from datetime import date
from math import ceil

from django.db.models import F, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.listen.surveys.models import Participation, Wave

WAITED_FOR = (
    Participation.State.INVITED,
    Participation.State.OPENED,
    Participation.State.IN_WORK,
    Participation.State.RETURNED,
    Participation.State.REOPENED,
)
MINUTES_PER_QUESTION = 0.5


def open_steps(process: Process, on: date) -> tuple[OpenStep, ...]:
    """Organisations that were asked and have not handed in yet, the longest wait first."""
    return tuple(_answer(process, one, on) for one in _waited_for(process))


def _waited_for(process: Process) -> QuerySet[Participation]:
    return (
        Participation.objects.filter(
            wave__survey__process=process, wave__state=Wave.State.OPEN, state__in=WAITED_FOR
        )
        .select_related("organisation", "wave__survey")
        .annotate(left=Sum(F("section_tasks__asked") - F("section_tasks__answered")))
        .order_by("invited_at", "organisation__name", "pk")
    )


def _answer(process: Process, participation: Participation, on: date) -> OpenStep:
    organisation, wave = participation.organisation, participation.wave
    asked_at = participation.invited_at or participation.opened_at
    place = [process.key, wave.survey.key, wave.number, organisation.key]
    left: int | None = participation.left  # type: ignore[attr-defined]
    return OpenStep(
        organisation_id=organisation.pk,
        organisation_key=organisation.key,
        organisation_label=str(organisation),
        key=f"survey-{wave.survey.key}-{wave.number}",
        label=_("Answer the survey “%(survey)s”") % {"survey": wave.survey.title},
        reason=_("What the region decides later rests on these answers."),
        address=reverse("surveys:overview", args=place),
        since=timezone.localdate(asked_at) if asked_at else wave.opens_on or on,
        due_on=participation.deadline,
        minutes=max(1, ceil((left or 0) * MINUTES_PER_QUESTION)),
        waits_for_office=False,
        is_private=True,
    )
