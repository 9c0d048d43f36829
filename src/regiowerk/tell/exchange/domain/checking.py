"""What rows of all tables must be together: keys told apart, references met, dates in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from regiowerk.tell.exchange.domain import (
    coding_checking,
    goal_checking,
    goal_tables,
    result_checking,
    survey_checking,
    vote_checking,
)
from regiowerk.tell.exchange.domain.columns import Column, Row, Table
from regiowerk.tell.exchange.domain.content import Content
from regiowerk.tell.exchange.domain.faults import Fault, Faults, Kind, fault
from regiowerk.tell.exchange.domain.tables import BY_NAME, TABLES
from regiowerk.tell.exchange.domain.values import SUGGESTED, Value, suggestion

type Paths = Callable[[str], str]

# What a deed is called when nobody of the region did it: the software itself.
SYSTEM_LABEL = "Regiowerk"

# Columns that say who acted, by table.
ACTED_BY = {
    "process": ("created_by",),
    "stages": ("opened_by", "closed_by"),
    "milestones": ("reached_by",),
    "findings": ("recorded_by", "merged_by"),
    **survey_checking.ACTED_BY,
    **result_checking.ACTED_BY,
    **coding_checking.ACTED_BY,
    **goal_tables.ACTED_BY,
    **vote_checking.ACTED_BY,
}
# A first and a last day or moment, by table.
_SPANS = {
    "memberships": (("from_on", "until_on"),),
    "process": (("starts_on", "ends_on"), ("ends_on", "latest_end_on")),
    "stages": (("starts_on", "ends_on"), ("opened_at", "closed_at")),
    "activities": (("starts_on", "ends_on"),),
    **survey_checking.SPANS,
    **goal_tables.SPANS,
    **vote_checking.SPANS,
}
# Cells that are filled together or not at all.
_PAIRS = {
    "organisations": (("latitude", "longitude"),),
    "stages": (("opened_at", "opened_by"), ("closed_at", "closed_by")),
    "activities": (("starts_on", "ends_on"),),
    "findings": (("merged_at", "merged_by"),),
    **survey_checking.PAIRS,
    **coding_checking.PAIRS,
    **goal_tables.PAIRS,
}


def check(content: Content, file_of: Paths, faults: Faults) -> None:
    """Tell everything that is wrong between the rows; what could not be read is left alone."""
    for table in TABLES:
        rows = content.rows(table.name)
        if table.name in content.unread:
            continue
        file = file_of(table.name)
        faults.extend(_of_table(table, rows, file))
        for column in table.references:
            faults.extend(_unmet(column, rows, content, file, file_of))
        for rule in _rules(table):
            faults.extend(rule(content, file))


def _rules(table: Table) -> Iterator[_Rule]:
    yield from _RULES.get(table.name, ())
    yield from survey_checking.RULES.get(table.name, ())
    yield from goal_checking.RULES.get(table.name, ())
    yield from result_checking.RULES.get(table.name, ())
    yield from coding_checking.RULES.get(table.name, ())
    yield from vote_checking.RULES.get(table.name, ())
    if table.name in ACTED_BY:
        yield _acted_by(table.name)


def offices(content: Content) -> frozenset[str]:
    """Who may have acted: the organisations of the package and its region, never a person."""
    named = {
        f"{row.text('designation')} {row.text('name')}".strip()
        for row in content.rows("organisations")
    }
    return frozenset(named | content.texts("region", "name") | {SYSTEM_LABEL})


def _of_table(table: Table, rows: tuple[Row, ...], file: str) -> Iterator[Fault]:
    if table.at_most == 1 and len(rows) > 1:
        yield fault(file, Kind.MORE_THAN_ONE_ROW, row=rows[1].number, rows=str(len(rows)))
    if table.at_most == 1 and table.is_required and not rows:
        yield fault(file, Kind.NOT_ONE_ROW)
    yield from _duplicates(table, table.key, rows, file)
    for columns in table.unique:
        yield from _duplicates(table, columns, rows, file)
    for first, second in _PAIRS.get(table.name, ()):
        yield from _unpaired(rows, file, first, second)
    for first, second in _SPANS.get(table.name, ()):
        yield from _reversed(table, rows, file, first, second)


def _duplicates(
    table: Table, columns: tuple[str, ...], rows: tuple[Row, ...], file: str
) -> Iterator[Fault]:
    seen: dict[tuple[Value, ...], int] = {}
    for row in rows:
        if not row.misread.isdisjoint(columns):
            continue
        values = tuple(row[name] for name in columns)
        # An AGS nobody has twice may be missing many times.
        if columns != table.key and all(value in {None, ""} for value in values):
            continue
        first = seen.setdefault(values, row.number)
        if first != row.number:
            words = ", ".join(
                table.by_name[name].kind.write(row[name])
                for name in columns
                if row[name] is not None
            )
            yield fault(
                file,
                Kind.DUPLICATE,
                row=row.number,
                column=", ".join(columns),
                value=words[:80],
                first=str(first),
            )


def _unpaired(rows: tuple[Row, ...], file: str, first: str, second: str) -> Iterator[Fault]:
    for row in rows:
        given = [name for name in (first, second) if row[name] not in {None, ""}]
        if len(given) == 1 and row.misread.isdisjoint((first, second)):
            missing = second if given == [first] else first
            yield fault(
                file,
                Kind.ONE_WITHOUT_OTHER,
                row=row.number,
                column=missing,
                other=given[0],
            )


def _reversed(
    table: Table, rows: tuple[Row, ...], file: str, first: str, second: str
) -> Iterator[Fault]:
    kind = table.by_name[first].kind
    for row in rows:
        begin, end = row[first], row[second]
        if isinstance(begin, date) and isinstance(end, date) and end < begin:
            yield fault(
                file,
                Kind.ENDS_BEFORE,
                row=row.number,
                column=second,
                value=kind.write(end),
                other=first,
                begin=kind.write(begin),
            )


def _unmet(
    column: Column, rows: tuple[Row, ...], content: Content, file: str, file_of: Paths
) -> Iterator[Fault]:
    target = BY_NAME[column.refers_to]
    if target.name in content.unread:
        return
    known = content.texts(target.name, "key") | {""}
    unmet = (row for row in rows if row.text(column.name) not in known)
    for count, row in enumerate(unmet):
        wanted = row.text(column.name)
        # Looking for a near spelling is slow, and nobody reads more than a screen of them.
        meant = suggestion(wanted, tuple(sorted(known))) if count < SUGGESTED else ""
        yield fault(
            file,
            Kind.UNKNOWN_REFERENCE,
            row=row.number,
            column=column.name,
            value=wanted,
            where=file_of(target.name),
            meant=meant,
        )


def _districts(content: Content, file: str) -> Iterator[Fault]:
    kinds = {row.text("key"): row.text("kind") for row in content.rows("organisations")}
    for row in content.rows("organisations"):
        district = row.text("district")
        if kinds.get(district, "") not in {"district", ""}:
            yield fault(
                file, Kind.NOT_A_DISTRICT, row=row.number, column="district", value=district
            )
        is_municipality = row.text("kind") == "municipality"
        if is_municipality and not row.text("ags") and "ags" not in row.misread:
            name = row.text("name")
            yield fault(
                file, Kind.MUNICIPALITY_WITHOUT_AGS, row=row.number, column="ags", name=name
            )


def _figures(content: Content, file: str) -> Iterator[Fault]:
    for row in content.rows("figures"):
        about = ("organisation", "region")
        is_read = row.misread.isdisjoint(about)
        if is_read and bool(row.text("organisation")) == bool(row.text("region")):
            yield fault(file, Kind.ABOUT_ONE_THING, row=row.number, column="organisation, region")
        value = row["value"]
        counts = row.text("indicator") in {"population", "municipalities"}
        if counts and isinstance(value, Decimal) and value != value.to_integral_value():
            # "9.110" typed the German way would silently become nine.
            yield fault(file, Kind.WHOLE_NUMBER, row=row.number, column="value", value=f"{value:f}")


def _inside_process(content: Content, file: str) -> Iterator[Fault]:
    process = content.only("process")
    if process is None:
        return
    begin, end = process["starts_on"], process["latest_end_on"] or process["ends_on"]
    if not isinstance(begin, date) or not isinstance(end, date) or end < begin:
        return
    for row in content.rows("stages"):
        for column in ("starts_on", "ends_on"):
            day = row[column]
            if isinstance(day, date) and not begin <= day <= end:
                yield fault(
                    file,
                    Kind.OUTSIDE_PROCESS,
                    row=row.number,
                    column=column,
                    value=day.isoformat(),
                    begin=begin.isoformat(),
                    end=end.isoformat(),
                )


def _closed_after_opened(content: Content, file: str) -> Iterator[Fault]:
    for row in content.rows("stages"):
        is_open = row["opened_at"] is not None or "opened_at" in row.misread
        if row["closed_at"] is not None and not is_open:
            yield fault(
                file,
                Kind.ONE_WITHOUT_OTHER,
                row=row.number,
                column="opened_at",
                other="closed_at",
            )


def _reached(content: Content, file: str) -> Iterator[Fault]:
    for row in content.rows("milestones"):
        is_reached = row["reached_on"] is not None or "reached_on" in row.misread
        if row.text("reached_by") and not is_reached:
            yield fault(
                file,
                Kind.ONE_WITHOUT_OTHER,
                row=row.number,
                column="reached_on",
                other="reached_by",
            )


def _circles(content: Content, file: str) -> Iterator[Fault]:
    parents = {row.text("key"): row.text("parent") for row in content.rows("bodies")}
    ends_well = {""}
    for row in content.rows("bodies"):
        path: dict[str, None] = {}
        key = row.text("key")
        while key not in ends_well and key not in path:
            path[key] = None
            key = parents.get(key, "")
        if key in path:
            parent = row.text("parent")
            yield fault(file, Kind.CIRCLE, row=row.number, column="parent", value=parent)
        ends_well.update(path)


def _has_nameless(content: Content) -> bool:
    """Whether an organisation's name could not be read; then who acted cannot be judged."""
    named = {"name", "designation"}
    return any(row.misread & named for row in content.rows("organisations"))


def _acted_by(name: str) -> Callable[[Content, str], Iterator[Fault]]:
    def rule(content: Content, file: str) -> Iterator[Fault]:
        if "organisations" in content.unread or _has_nameless(content):
            return
        known = offices(content) | {""}
        cells = ((row, column) for row in content.rows(name) for column in ACTED_BY[name])
        strangers = (
            (row, column)
            for row, column in cells
            if row.text(column) not in known and column not in row.misread
        )
        for count, (row, column) in enumerate(strangers):
            who = row.text(column)
            meant = suggestion(who, tuple(sorted(known))) if count < SUGGESTED else ""
            yield fault(
                file, Kind.NOT_AN_OFFICE, row=row.number, column=column, value=who, meant=meant
            )

    return rule


type _Rule = Callable[[Content, str], Iterator[Fault]]

_RULES: dict[str, tuple[_Rule, ...]] = {
    "organisations": (_districts,),
    "figures": (_figures,),
    "stages": (_inside_process, _closed_after_opened),
    "milestones": (_reached,),
    "bodies": (_circles,),
}
