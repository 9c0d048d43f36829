"""What surveys wait for, and from whom; computed, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from math import ceil

from django.db.models import F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.ground.regions.models import Organisation
from regiowerk.listen.surveys.models import Participation, Wave
from regiowerk.listen.surveys.queries.quotation_steps import quotation_step, with_quotations

WAITED_FOR = (
    Participation.State.INVITED,
    Participation.State.OPENED,
    Participation.State.IN_WORK,
    Participation.State.IN_SIGN_OFF,
    Participation.State.RETURNED,
    Participation.State.REOPENED,
)
MINUTES_PER_QUESTION = 0.5
MINUTES_TO_SIGN = 10
MINUTES_TO_CHECK = 15  # one submission


def open_steps(process: Process, on: date) -> tuple[OpenStep, ...]:
    """Organisations that were asked and have not handed in yet, the longest wait first.

    What they handed in waits for the regiopole, whose office looks at it; it comes first.
    """
    found = list(_waited_for(process))
    submitted = [one for one in found if one.state == Participation.State.SUBMITTED]
    asked = [one for one in found if one.state in WAITED_FOR and one.wave.state == Wave.State.OPEN]
    quoted = [one for one in found if one.quotations]  # type: ignore[attr-defined]
    office = process.region.regiopole
    checks = _checks(process, office, submitted) if office else ()
    steps = (_step(process, one, on) for one in asked)
    return (*checks, *steps, *(quotation_step(process, one) for one in quoted))


def _checks(
    process: Process, office: Organisation, submitted: Iterable[Participation]
) -> Iterator[OpenStep]:
    """What the project office has not looked at yet, one step per wave."""
    by_wave: dict[int, list[Participation]] = {}
    for participation in submitted:
        by_wave.setdefault(participation.wave_id, []).append(participation)
    return (_check(process, office, found) for found in by_wave.values())


def _check(process: Process, office: Organisation, found: list[Participation]) -> OpenStep:
    number, wave = len(found), found[0].wave
    first = min(one.handed_in_at for one in found if one.handed_in_at)
    label = ngettext(
        "Look at one answer to the survey “%(survey)s”",
        "Look at %(number)d answers to the survey “%(survey)s”",
        number,
    )
    place = [process.key, wave.survey.key, wave.number]
    return OpenStep(
        organisation_id=office.pk,
        organisation_key=office.key,
        organisation_label=str(office),
        key=f"check-{wave.survey.key}-{wave.number}",
        label=label % {"number": number, "survey": wave.survey.title},
        reason=_("Who handed in wants to know whether anything is missing."),
        address=f"{reverse('surveys:wave', args=place)}?stand=handed_in#organisationen",
        since=timezone.localdate(first),
        due_on=None,
        minutes=MINUTES_TO_CHECK * number,
        waits_for_office=True,
        is_private=True,
    )


def _step(process: Process, participation: Participation, on: date) -> OpenStep:
    step = _answer(process, participation, on)
    if participation.state != Participation.State.IN_SIGN_OFF:
        return step
    words = {"survey": participation.wave.survey.title}
    return replace(
        step,
        key=f"sign-{step.key}",
        label=_("Sign the answers to the survey “%(survey)s”") % words,
        reason=_("Everything is answered; the signature of an authorised person is missing."),
        minutes=MINUTES_TO_SIGN,
    )


def _waited_for(process: Process) -> QuerySet[Participation]:
    return (
        with_quotations(Participation.objects.filter(wave__survey__process=process))
        .filter(
            Q(wave__state=Wave.State.OPEN, state__in=WAITED_FOR)
            | Q(state=Participation.State.SUBMITTED)
            | Q(quotations__isnull=False)
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
