from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet, Subquery

from regiowerk.ground.regions.models import Figure, Membership, Organisation, Region
from regiowerk.ground.regions.queries.figures import best_of_organisation


def member_organisations(region: Region, on: date) -> QuerySet[Membership]:
    """Every membership in force on a day, of municipalities and of others."""
    return Membership.objects.in_force(on).filter(region=region, kind=Membership.Kind.MEMBER)


def municipalities_of(region: Region, on: date) -> QuerySet[Membership]:
    return member_organisations(region, on).filter(
        organisation__kind=Organisation.Kind.MUNICIPALITY
    )


def members_of(region: Region, on: date) -> QuerySet[Membership]:
    """The member municipalities on a day, by name, each with the figures that count that day.

    Annotated: population, population_on, population_precision, area_km2.
    """
    population = best_of_organisation(Figure.Indicator.POPULATION, on, outer="organisation")
    area = best_of_organisation(Figure.Indicator.AREA, on, outer="organisation")
    return (
        municipalities_of(region, on)
        .select_related("organisation__district")
        .annotate(
            population=Subquery(population.values("value")[:1]),
            population_on=Subquery(population.values("measured_on")[:1]),
            population_precision=Subquery(population.values("precision")[:1]),
            area_km2=Subquery(area.values("value")[:1]),
        )
        .order_by("organisation__name", "pk")
    )


def counted_figures(region: Region, on: date) -> QuerySet[Figure]:
    """The inhabitants and the area of each member municipality that count on a day."""
    members = municipalities_of(region, on).order_by()
    chosen = Q()
    for indicator in (Figure.Indicator.POPULATION, Figure.Indicator.AREA):
        best = best_of_organisation(indicator, on, outer="organisation").values("pk")[:1]
        known = members.annotate(best=Subquery(best)).filter(best__isnull=False)
        chosen |= Q(pk__in=known.values("best"))
    return Figure.objects.filter(chosen)
