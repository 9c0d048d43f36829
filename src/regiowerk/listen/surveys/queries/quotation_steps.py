"""Quotations that wait for the organisations they are from."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.listen.surveys.models import Participation, Quotation

MINUTES = 2  # one quotation


def quotation_steps(process: Process) -> Iterator[OpenStep]:
    """One step for each organisation that is asked, the longest wait first."""
    proposed = Q(submissions__quotations__state=Quotation.State.PROPOSED)
    found = (
        Participation.objects.filter(proposed, wave__survey__process=process)
        .select_related("organisation", "wave__survey")
        .annotate(
            number=Count("submissions__quotations", filter=proposed),
            since=Min("submissions__quotations__proposed_at", filter=proposed),
        )
        .order_by("since", "pk")
    )
    for one in found:
        organisation, wave = one.organisation, one.wave
        place = [process.key, wave.survey.key, wave.number, organisation.key]
        label = ngettext(
            "Decide on a quotation from your answers to “%(survey)s”",
            "Decide on %(number)d quotations from your answers to “%(survey)s”",
            one.number,
        )
        yield OpenStep(
            organisation_id=organisation.pk,
            organisation_key=organisation.key,
            organisation_label=str(organisation),
            key=f"quotations-{wave.survey.key}-{wave.number}",
            label=label % {"number": one.number, "survey": wave.survey.title},
            reason=_("Nobody uses your words before you have agreed."),
            address=reverse("surveys:quotations", args=place),
            since=timezone.localdate(one.since),
            due_on=None,
            minutes=MINUTES * one.number,
            waits_for_office=False,
            is_private=True,
        )
