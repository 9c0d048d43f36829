from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.regions.actions.organisations import ask_again
from regiowerk.ground.regions.actions.record import RefusedError, tell
from regiowerk.ground.regions.models import Figure, Organisation, Region


class FigureRefusedError(RefusedError):
    """A figure that cannot be added or removed, with the reason as a sentence."""


@transaction.atomic
def add_figure(
    *,
    region: Region,
    organisation: Organisation,
    indicator: Figure.Indicator,
    value: Decimal,
    measured_on: date | None,
    precision: Figure.Precision,
    source: str,
    source_url: str,
    by: Actor,
    at: datetime,
) -> Figure:
    """Put a figure beside those already known; its people are asked to check it."""
    twins = organisation.figures.filter(indicator=indicator, measured_on=measured_on, source=source)
    if twins.exists():
        raise FigureRefusedError(
            _("This source already has a figure of that day. Remove the wrong one first.")
        )
    figure = Figure.objects.create(
        organisation=organisation,
        indicator=indicator,
        value=value,
        measured_on=measured_on,
        precision=precision,
        source=source,
        source_url=source_url,
        added_at=at,
        added_by=by.user_label,
    )
    ask_again(organisation)
    _tell("figure.added", figure, region, organisation, by, at)
    return figure


@transaction.atomic
def remove_figure(
    *, region: Region, organisation: Organisation, figure: Figure, by: Actor, at: datetime
) -> None:
    """Take back a figure that was typed in; one that came with a collection stays."""
    if figure.added_at is None:
        raise FigureRefusedError(
            _(
                "This figure came with a collection of data and can only be replaced there. "
                "Add a newer or more exact figure instead."
            )
        )
    _tell("figure.removed", figure, region, organisation, by, at)
    figure.delete()
    ask_again(organisation)


def _tell(
    deed: str,
    figure: Figure,
    region: Region,
    organisation: Organisation,
    by: Actor,
    at: datetime,
) -> None:
    label = _("%(organisation)s, %(indicator)s: %(value)s") % {
        "organisation": organisation,
        "indicator": figure.get_indicator_display(),
        "value": number_format(figure.value.normalize(), force_grouping=True),
    }
    tell(deed=deed, label=label, region=region, organisation=organisation, by=by, at=at)
