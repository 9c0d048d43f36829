"""The municipalities of a region: the map, the sums, and a table to search and sort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_take_part
from regiowerk.ground.regions import documents as drawn, queries as regions
from regiowerk.ground.regions.models import Figure, Membership, Organisation, Region
from regiowerk.tell.portal.queries.organisation import central_place, decimal, whole

PER_PAGE = 50
# What the table can be sorted by: the word in the address, the label, the field, a number or not.
COLUMNS = (
    ("name", gettext_lazy("Municipality"), "organisation__name", False),
    ("kreis", gettext_lazy("District"), "organisation__district__name", False),
    ("einwohner", gettext_lazy("Inhabitants"), "population", True),
    ("flaeche", gettext_lazy("Area in km²"), "area_km2", True),
    ("ort", gettext_lazy("Central place"), "organisation__central_place", False),
)


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    address: str
    is_numeric: bool
    sorted: str


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    address: str
    district: str
    population: str
    area: str
    central_place: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    source: str
    url: str = ""


def of_region(region: Region, on: date, asked: QueryDict, *, actor: Actor) -> dict[str, object]:
    """The page of a region: what the members add up to, beside what the region says of itself."""
    processes = [p for p in _processes(region) if p.is_public or may_take_part(actor, p)]
    process = processes[0] if processes else None
    picture = regions.region_picture(region, on)
    address_of = _addresses(process)
    return {
        "region": region,
        "process": process,
        "processes": processes,
        "heading": totals_in_words(picture.totals),
        "lead": stated_in_words(picture.stated),
        "sentences": tuple(_sentences(picture)),
        "map": drawn.map_of(picture, address_of=address_of if process else None),
        "districts": drawn.districts_chart(picture) if len(picture.districts) > 1 else None,
        **table(region, on, asked, process),
    }


def of_process(process: Process, on: date, asked: QueryDict) -> dict[str, object]:
    """The organisations of a process as a table."""
    totals = regions.totals_of(process.region, on)
    return {
        "process": process,
        "heading": _("Who takes part"),
        "lead": totals_in_words(totals),
        **table(process.region, on, asked, process),
    }


def table(region: Region, on: date, asked: QueryDict, process: Process | None) -> dict[str, object]:
    """One page of the municipalities, searched and sorted as the address says."""
    query = asked.get("q", "").strip()[:100]
    rows = regions.members_of(region, on)
    if query:
        rows = rows.filter(organisation__name__icontains=query)
    page = Paginator(_ordered(rows, asked.get("sort", "")), PER_PAGE).get_page(asked.get("page"))
    address_of = _addresses(process)
    return {
        "query": query,
        "columns": tuple(_columns(asked)),
        "page": page,
        "rows": [_row(member, address_of(member.organisation)) for member in page],
        "members_caption": _("Municipalities on %(day)s") % {"day": date_format(on)},
    }


def totals_in_words(totals: regions.Totals) -> str:
    """29 municipalities, 714,644 inhabitants on 31 December 2020."""
    members = ngettext(
        "%(number)s municipality", "%(number)s municipalities", totals.municipalities
    ) % {"number": whole(Decimal(totals.municipalities))}
    if totals.population is None:
        return members
    words = {"members": members, "inhabitants": whole(totals.population)}
    if totals.measured_until and totals.measured_from == totals.measured_until:
        words["day"] = date_format(totals.measured_until)
        return _("%(members)s, %(inhabitants)s inhabitants on %(day)s") % words
    return _("%(members)s, %(inhabitants)s inhabitants") % words


def stated_in_words(stated: tuple[Figure, ...]) -> str:
    """What the region says of itself, where it differs from what its members add up to."""
    for figure in stated:
        if figure.indicator == Figure.Indicator.POPULATION:
            words = {"value": whole(figure.value)}
            return _("The region itself speaks of about %(value)s inhabitants.") % words
    return ""


def _sentences(picture: regions.RegionPicture) -> Iterator[Sentence]:
    totals = picture.totals
    if totals.population is not None:
        yield Sentence(
            _("Sum of the members: ") + totals_in_words(totals), "; ".join(totals.sources)
        )
    if totals.area_km2:
        yield Sentence(_("Area: %(area)s km²") % {"area": whole(totals.area_km2)}, "")
    labels = {
        Figure.Indicator.POPULATION.value: _("As published: %(value)s inhabitants"),
        Figure.Indicator.AREA.value: _("As published: %(value)s km²"),
        Figure.Indicator.MUNICIPALITIES.value: _("As published: %(value)s municipalities"),
    }
    for figure in picture.stated:
        text = labels[figure.indicator] % {"value": whole(figure.value)}
        yield Sentence(text, figure.source, figure.source_url)


def _processes(region: Region) -> QuerySet[Process]:
    of_region = Process.objects.filter(region=region).select_related("region__regiopole")
    return of_region.order_by("-starts_on", "key")


class _addresses:  # noqa: N801 - used like a function
    """Where an organisation's page is; nowhere while the region has no process."""

    def __init__(self, process: Process | None) -> None:
        self.process = process

    def __call__(self, organisation: Organisation) -> str:
        if self.process is None:
            return ""
        return reverse("portal:organisation", args=[self.process.key, organisation.key])


def _ordered(rows: QuerySet[Membership], sort: str) -> QuerySet[Membership]:
    fields: Mapping[str, str] = {word: field for word, _label, field, _number in COLUMNS}
    word = sort.removeprefix("-")
    if word not in fields:
        return rows
    field = F(fields[word])
    order = field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True)
    return rows.order_by(order, "organisation__name", "pk")


def _columns(asked: QueryDict) -> Iterator[Column]:
    current = asked.get("sort", "name")
    for word, label, _field, is_numeric in COLUMNS:
        # A number is looked at from the top first, a name from the beginning.
        first, second = (f"-{word}", word) if is_numeric else (word, f"-{word}")
        to = asked.copy()
        to["sort"] = second if current == first else first
        to.pop("page", None)
        shown = {word: "ascending", f"-{word}": "descending"}.get(current, "")
        yield Column(str(label), f"?{to.urlencode()}#members", is_numeric, shown)


def _row(member: Membership, address: str) -> Row:
    organisation = member.organisation
    population: Decimal | None = member.population  # type: ignore[attr-defined]
    area: Decimal | None = member.area_km2  # type: ignore[attr-defined]
    return Row(
        name=organisation.name,
        address=address,
        district=str(organisation.district or ""),
        population="" if population is None else whole(population),
        area="" if area is None else decimal(area),
        central_place=central_place(organisation),
        is_confirmed=member.is_confirmed,
    )
