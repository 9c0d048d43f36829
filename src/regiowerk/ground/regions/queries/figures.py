from __future__ import annotations

from datetime import date

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from regiowerk.ground.regions.models import Figure, Organisation, Region

# An exact figure is worth more than a rounded one, and both more than what somebody says.
WORTH = Case(
    When(precision=Figure.Precision.EXACT, then=Value(1)),
    When(precision=Figure.Precision.ROUNDED, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)


def best_first(figures: QuerySet[Figure], on: date) -> QuerySet[Figure]:
    """The figures known on a day, the one that counts first.

    The latest measurement counts; of several on one day the exact one, then the rounded one, then
    the stated one.  A figure without a day counts only where there is no other.
    """
    known = figures.filter(Q(measured_on__isnull=True) | Q(measured_on__lte=on))
    return known.order_by(F("measured_on").desc(nulls_last=True), WORTH, "source", "pk")


def best_of_organisation(indicator: Figure.Indicator, on: date, *, outer: str) -> QuerySet[Figure]:
    """The figure that counts for the organisation of each outer row, for use in a subquery."""
    figures = Figure.objects.filter(organisation=OuterRef(outer), indicator=indicator)
    return best_first(figures, on)


def figures_of(organisation: Organisation) -> QuerySet[Figure]:
    """Everything measured or said about an organisation, inhabitants first, the best ones first."""
    return organisation.figures.order_by(
        "-indicator", F("measured_on").desc(nulls_last=True), WORTH, "source", "pk"
    )


def best_figures(organisation: Organisation, on: date) -> dict[str, Figure]:
    """The figure that counts for each indicator on a day."""
    best: dict[str, Figure] = {}
    for figure in best_first(organisation.figures.all(), on):
        best.setdefault(figure.indicator, figure)
    return best


def stated_figures(region: Region) -> list[Figure]:
    """What is published about the region as a whole, beside what is computed from its members."""
    return list(
        region.figures.order_by("indicator", F("measured_on").desc(nulls_last=True), "source", "pk")
    )


def figure_sentence(figure: Figure) -> str:
    """A figure in words: what, how much, when and by whom."""
    return _("%(indicator)s: %(value)s (%(day)s, %(precision)s, %(source)s)") % {
        "indicator": figure.get_indicator_display(),
        "value": number_format(figure.value.normalize(), force_grouping=True),
        "day": date_format(figure.measured_on) if figure.measured_on else _("day not known"),
        "precision": figure.get_precision_display(),
        "source": figure.source,
    }
