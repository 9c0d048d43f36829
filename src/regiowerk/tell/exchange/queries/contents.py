"""What a process's package says, and what the page about it shows."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db.models import IntegerField, QuerySet, Subquery

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Border as StoredBorder
from regiowerk.tell.exchange.domain.borders import canonical
from regiowerk.tell.exchange.domain.checking import ACTED_BY, offices
from regiowerk.tell.exchange.domain.columns import Row, Table
from regiowerk.tell.exchange.domain.content import Border, Content
from regiowerk.tell.exchange.domain.tables import TABLES
from regiowerk.tell.exchange.domain.values import tidy
from regiowerk.tell.exchange.models import Package
from regiowerk.tell.exchange.queries.rows import SOURCES, organisations_of, read_rows


def read_content(process: Process, *, readme: str = "") -> Content:
    """Everything a process's package says; `readme` is for one that has none of its own yet.

    Persons stay behind: who acted is told as an organisation, else as the region.
    """
    rows = {name: read_rows(source, source.of_process(process)) for name, source in SOURCES.items()}
    package = Package.objects.filter(process=process).first()
    content = Content(
        tables=rows,
        readme=tidy(package.readme if package else readme),
        licences=tuple(package.licences.split()) if package else (),
        borders=_borders(process),
    )
    return _without_persons(content)


@dataclass(frozen=True, slots=True)
class TableSize:
    table: Table
    rows: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is in a package."""

    tables: tuple[TableSize, ...]
    borders: int
    package: Package | None


class _RowCount(Subquery):
    """How many rows a query has, as a column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def extent_of(process: Process) -> Extent:
    """How many rows each table of the package has, in one query."""
    counts = {
        f"rows_{name}": _RowCount(source.of_process(process).order_by().values("pk"))
        for name, source in SOURCES.items()
    }
    borders = _RowCount(_stored_borders(process).order_by().values("pk"))
    found = (
        Process.objects.filter(pk=process.pk)
        .annotate(**counts, rows_borders=borders)
        .select_related("package")
        .get()
    )
    return Extent(
        tables=tuple(TableSize(table, getattr(found, f"rows_{table.name}")) for table in TABLES),
        borders=found.rows_borders,
        package=getattr(found, "package", None),
    )


def _stored_borders(process: Process) -> QuerySet[StoredBorder]:
    return StoredBorder.objects.filter(organisation__in=organisations_of(process).values("pk"))


def _borders(process: Process) -> tuple[Border, ...]:
    stored = _stored_borders(process).select_related("organisation").order_by("organisation__key")
    return tuple(border_value(border) for border in stored)


def border_value(border: StoredBorder) -> Border:
    return Border(
        organisation=border.organisation.key,
        geometry=canonical(json.loads(border.geometry)),
        attribution=tidy(border.attribution),
        vintage=tidy(border.vintage),
    )


def _without_persons(content: Content) -> Content:
    """The same content; where no organisation of the package acted, the region did."""
    known = offices(content)
    region = content.only("region")
    place = region.text("name") if region else ""
    tables = dict(content.tables)
    for name, columns in ACTED_BY.items():
        tables[name] = tuple(_officially(row, columns, known, place) for row in content.rows(name))
    return Content(tables, content.readme, content.licences, content.borders)


def _officially(row: Row, columns: tuple[str, ...], known: frozenset[str], place: str) -> Row:
    strangers = {c: place for c in columns if row.text(c) and row.text(c) not in known}
    return Row(row.number, {**row.values, **strangers}) if strangers else row
