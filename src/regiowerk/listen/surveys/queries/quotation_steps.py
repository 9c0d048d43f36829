"""Quotations that wait for the organisations they are from."""

from __future__ import annotations

from django.db.models import Count, IntegerField, Min, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.listen.surveys.models import Participation, Quotation

MINUTES = 2  # one quotation


def with_quotations(found: QuerySet[Participation]) -> QuerySet[Participation]:
    """Each with how many quotations wait for it (None: none) and since when, as part of one query."""
    proposed = (
        Quotation.objects.filter(
            submission__participation=OuterRef("pk"), state=Quotation.State.PROPOSED
        )
        .order_by()
        .values("submission__participation")
    )
    number = proposed.annotate(number=Count("pk")).values("number")
    since = proposed.annotate(since=Min("proposed_at")).values("since")
    return found.annotate(
        quotations=Subquery(number, output_field=IntegerField()), quoted_since=Subquery(since)
    )


def quotation_step(process: Process, one: Participation) -> OpenStep:
    """What an organisation is asked, all quotations together."""
    number: int = one.quotations  # type: ignore[attr-defined]
    organisation, wave = one.organisation, one.wave
    place = [process.key, wave.survey.key, wave.number, organisation.key]
    label = ngettext(
        "Decide on a quotation from your answers to “%(survey)s”",
        "Decide on %(number)d quotations from your answers to “%(survey)s”",
        number,
    )
    return OpenStep(
        organisation_id=organisation.pk,
        organisation_key=organisation.key,
        organisation_label=str(organisation),
        key=f"quotations-{wave.survey.key}-{wave.number}",
        label=label % {"number": number, "survey": wave.survey.title},
        reason=_("Nobody uses your words before you have agreed."),
        address=reverse("surveys:quotations", args=place),
        since=timezone.localdate(one.quoted_since),  # type: ignore[attr-defined]
        due_on=None,
        minutes=MINUTES * number,
        waits_for_office=False,
        is_private=True,
    )
