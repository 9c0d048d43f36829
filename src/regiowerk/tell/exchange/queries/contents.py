"""What a process's package says, and what the page about it shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Length

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Border as StoredBorder
from regiowerk.tell.exchange.domain.borders import canonical
from regiowerk.tell.exchange.domain.checking import ACTED_BY, offices
from regiowerk.tell.exchange.domain.columns import Row, Table
from regiowerk.tell.exchange.domain.content import Border, Content
from regiowerk.tell.exchange.domain.result_tables import CITATIONS, INSIGHT_SLIDES
from regiowerk.tell.exchange.domain.tables import (
    ANSWERED,
    BORDERS,
    FINDINGS,
    TABLES,
)
from regiowerk.tell.exchange.domain.values import tidy
from regiowerk.tell.exchange.models import Package
from regiowerk.tell.exchange.queries.goal_rows import without_closed_findings
from regiowerk.tell.exchange.queries.result_rows import (
    QUOTED,
    citations_of,
    findings_of,
    named_like_documents,
    only_among,
    release_files,
    slides_of,
)
from regiowerk.tell.exchange.queries.rows import SOURCES, Source, organisations_of, read_rows
from regiowerk.tell.exchange.queries.survey_rows import with_files, without_answers
from regiowerk.tell.exchange.queries.vote_rows import vote_files


def read_content(process: Process, *, readme: str = "", with_answers: bool = True) -> Content:
    """Everything a process's package says; `readme` is for one that has none of its own yet.

    Persons stay behind: who acted is told as an organisation, else as the region.
    """
    rows = {
        name: read_rows(source, _rows_of(source, process, with_answers=with_answers))
        for name, source in SOURCES.items()
    }
    rows, files = with_files(process, rows if with_answers else _without_answers(rows))
    files |= release_files(process, rows["releases"])
    files |= vote_files(process, rows["rounds"])
    rows[CITATIONS.name] = named_like_documents(rows[CITATIONS.name], staying=QUOTED)
    package = Package.objects.filter(process=process).first()
    content = Content(
        tables=rows,
        files=files,
        readme=tidy(package.readme if package else readme),
        licences=tuple(package.licences.split()) if package else (),
        borders=_borders(process),
    )
    return _without_persons(content)


def _without_answers(rows: Mapping[str, tuple[Row, ...]]) -> dict[str, tuple[Row, ...]]:
    """What organisations answered stays behind; evidence of it keeps its words."""
    left = without_answers(rows)
    return {
        **left,
        FINDINGS.name: only_among(left[FINDINGS.name], ("merged_into", "split_from")),
        CITATIONS.name: named_like_documents(left[CITATIONS.name]),
        **without_closed_findings(left, left[FINDINGS.name]),
    }


# What rests on answers; of it one takes along what one may read anyway.
_NARROWER = {
    FINDINGS.name: findings_of,
    CITATIONS.name: citations_of,
    INSIGHT_SLIDES.name: slides_of,
}


def _rows_of(source: Source, process: Process, *, with_answers: bool) -> QuerySet[Any]:
    """The rows of a table; without answers only what the region may read."""
    narrower = None if with_answers else _NARROWER.get(source.table.name)
    return narrower(process, with_answers=False) if narrower else source.of_process(process)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the package: how many rows it has and about how many bytes."""

    table: str
    path: str
    rows: int
    size: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is in a package."""

    parts: tuple[Part, ...]
    package: Package | None


class _Rows(Subquery):
    """How many rows a query has, as a column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


class _Characters(Subquery):
    """How many characters the rows of a query have together, as a column of another."""

    template = "(SELECT COALESCE(SUM(characters), 0) FROM (%(subquery)s) AS measured)"
    output_field = IntegerField()


def extent_of(process: Process, *, with_answers: bool = True) -> Extent:
    """How large each file of the package is, in one query; writing it to know would take seconds."""
    measured: dict[str, Subquery] = {}
    wanted = [table for table in TABLES if with_answers or table not in ANSWERED]
    for name, source in ((table.name, SOURCES[table.name]) for table in wanted):
        rows = _rows_of(source, process, with_answers=with_answers).order_by()
        measured[f"rows_{name}"] = _Rows(rows.values("pk"))
        measured[f"size_{name}"] = _Characters(
            _measured(rows, map(source.path, source.table.names))
        )
    borders = _stored_borders(process).order_by()
    measured["rows_borders"] = _Rows(borders.values("pk"))
    measured["size_borders"] = _Characters(_measured(borders, ["geometry"]))
    found = (
        Process.objects.filter(pk=process.pk)
        .annotate(**measured)
        .values("package", *measured)
        .get()
    )
    return Extent(
        parts=tuple(_parts(found, wanted)),
        package=Package.objects.filter(pk=found["package"]).first(),
    )


def _measured(rows: QuerySet[Any], paths: Iterable[str]) -> QuerySet[Any]:
    """Each row's characters with its commas, as the column `characters`."""
    lengths = (Coalesce(Length(Cast(path, TextField())), 0) + 1 for path in paths)
    measured: QuerySet[Any] = rows.annotate(characters=sum(lengths, Value(0)))
    return measured.values("characters")


def _parts(found: Mapping[str, Any], wanted: Iterable[Table]) -> Iterator[Part]:
    for table in wanted:
        heading = len(",".join(table.names)) + 1
        size = found[f"size_{table.name}"] + heading
        yield Part(table.name, table.path, found[f"rows_{table.name}"], size)
    if found["rows_borders"]:
        yield Part("borders", BORDERS, found["rows_borders"], found["size_borders"])


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
    return replace(content, tables=tables)


def _officially(row: Row, columns: tuple[str, ...], known: frozenset[str], place: str) -> Row:
    strangers = {c: place for c in columns if row.text(c) and row.text(c) not in known}
    return Row(row.number, {**row.values, **strangers}) if strangers else row
