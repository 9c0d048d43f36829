from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from django.db.models import Count, F, Max, Min, Q, Sum
from django.utils.functional import SimpleLazyObject

from regiowerk.ground.regions.models import Figure, Membership, Region
from regiowerk.ground.regions.queries.figures import stated_figures
from regiowerk.ground.regions.queries.members import (
    counted_figures,
    members_of,
    municipalities_of,
)

MANY = 400  # above this number of members a region is drawn by district


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums over the members of a region, and what they rest on."""

    municipalities: int
    population: Decimal | None
    counted: int  # members whose inhabitants are known
    missing: int  # members without a figure: the sum is too small by theirs
    rounded: int  # members whose figure is rounded or only stated
    area_km2: Decimal | None
    measured_from: date | None
    measured_until: date | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """The members of a region that lie in one district; key and label are empty without one."""

    key: str
    label: str
    municipalities: int
    population: Decimal | None
    area_km2: Decimal | None


@dataclass(frozen=True, slots=True)
class RegionPicture:
    """A region on a day: all that its map, its sums and its tables are made of."""

    region: Region
    on: date
    members: Sequence[Membership]
    totals: Totals
    districts: tuple[District, ...]
    stated: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How many municipalities and inhabitants a region has; no inhabitants: none are known."""

    municipalities: int
    population: Decimal | None


def size_of(region: Region, on: date) -> Size:
    """How large a region is, in one query."""
    members = members_of(region, on).order_by()
    # The sum needs a name of its own: called like the column it sums, it sums its own name.
    sums = members.aggregate(number=Count("pk"), inhabitants=Sum("population"))
    return Size(municipalities=sums["number"], population=sums["inhabitants"])


def totals_of(region: Region, on: date) -> Totals:
    """The sums over the member municipalities, with how many of them lack a figure."""
    return _totals(_counts(region, on), _sums(region, on))


def districts_of(region: Region, on: date) -> tuple[District, ...]:
    """The sums by district, most inhabitants first."""
    return _districts(_counts(region, on), _sums(region, on))


def region_picture(region: Region, on: date) -> RegionPicture:
    """Everything a region shows of itself on a day, in a fixed number of queries.

    The members carry their borders; too many to be drawn one by one are read only when somebody
    looks at them, and without the lines of their borders.
    """
    rows = members_of(region, on).select_related("organisation__district", "organisation__border")
    members: Sequence[Membership] = tuple(rows[: MANY + 1])
    if len(members) > MANY:
        slim = rows.defer("organisation__border__geometry")
        members = cast("Sequence[Membership]", SimpleLazyObject(lambda: tuple(slim)))
        counts = _counts(region, on)
    else:
        counts = _counted(members)
    sums = _sums(region, on)
    return RegionPicture(
        region=region,
        on=on,
        members=members,
        totals=_totals(counts, sums),
        districts=_districts(counts, sums),
        stated=tuple(stated_figures(region)),
    )


@dataclass(frozen=True, slots=True)
class _Count:
    """How many members lie in a district; everything is empty for those without one."""

    district: int | None
    key: str
    label: str
    municipalities: int


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the figures of one indicator and one source add up to in a district."""

    district: int | None
    indicator: str
    source: str
    total: Decimal
    counted: int
    rounded: int
    measured_from: date | None
    measured_until: date | None


def _counts(region: Region, on: date) -> list[_Count]:
    district = "organisation__district"
    rows = (
        municipalities_of(region, on)
        .order_by()
        .values_list(district, f"{district}__key", f"{district}__designation", f"{district}__name")
        .annotate(municipalities=Count("organisation", distinct=True))
    )
    return [
        _Count(pk, key or "", f"{designation or ''} {name or ''}".strip(), count)
        for pk, key, designation, name, count in rows
    ]


def _counted(members: Iterable[Membership]) -> list[_Count]:
    """The same as `_counts` from members that are here already."""
    districts = {
        member.organisation.district_id: member.organisation.district for member in members
    }
    numbers = Counter(member.organisation.district_id for member in members)
    return [
        _Count(pk, district.key if district else "", str(district or ""), numbers[pk])
        for pk, district in districts.items()
    ]


def _sums(region: Region, on: date) -> list[_Sum]:
    """A few rows however many members there are: one per district, indicator and source."""
    rows = (
        counted_figures(region, on)
        .order_by()
        .values("indicator", "source", district=F("organisation__district"))
        .annotate(
            total=Sum("value"),
            counted=Count("pk"),
            rounded=Count("pk", filter=~Q(precision=Figure.Precision.EXACT)),
            measured_from=Min("measured_on"),
            measured_until=Max("measured_on"),
        )
    )
    return [_Sum(**row) for row in rows]


def _totals(counts: Sequence[_Count], sums: Sequence[_Sum]) -> Totals:
    municipalities = sum(row.municipalities for row in counts)
    inhabitants = [row for row in sums if row.indicator == Figure.Indicator.POPULATION]
    counted = sum(row.counted for row in inhabitants)
    return Totals(
        municipalities=municipalities,
        population=_total(sums, Figure.Indicator.POPULATION),
        counted=counted,
        missing=municipalities - counted,
        rounded=sum(row.rounded for row in inhabitants),
        area_km2=_total(sums, Figure.Indicator.AREA),
        measured_from=min((r.measured_from for r in inhabitants if r.measured_from), default=None),
        measured_until=max(
            (r.measured_until for r in inhabitants if r.measured_until), default=None
        ),
        sources=tuple(sorted({row.source for row in inhabitants})),
    )


def _districts(counts: Sequence[_Count], sums: Sequence[_Sum]) -> tuple[District, ...]:
    by_district: dict[int | None, list[_Sum]] = defaultdict(list)
    for row in sums:
        by_district[row.district].append(row)
    found = [
        District(
            key=row.key,
            label=row.label,
            municipalities=row.municipalities,
            population=_total(by_district[row.district], Figure.Indicator.POPULATION),
            area_km2=_total(by_district[row.district], Figure.Indicator.AREA),
        )
        for row in counts
    ]
    return tuple(sorted(found, key=lambda d: (-(d.population or 0), d.label, d.key)))


def _total(sums: Iterable[_Sum], indicator: str) -> Decimal | None:
    """The sum, or nothing when not a single figure is known."""
    totals = [row.total for row in sums if row.indicator == indicator]
    return sum(totals, Decimal(0)) if totals else None
