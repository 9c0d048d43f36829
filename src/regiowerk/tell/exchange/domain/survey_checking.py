"""What the rows and files of surveys must be together: versions met, checksums kept, records theirs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.listen.questionnaires.domain.answers import from_json
from regiowerk.listen.questionnaires.domain.instrument import Instrument, Question, questions
from regiowerk.listen.questionnaires.domain.storage import instrument_from, plain
from regiowerk.tell.exchange.domain import survey_tables as tables
from regiowerk.tell.exchange.domain.attached import definition_path, paths_of, submission_path
from regiowerk.tell.exchange.domain.columns import Row, Table
from regiowerk.tell.exchange.domain.content import Content
from regiowerk.tell.exchange.domain.faults import Fault, Kind, fault
from regiowerk.tell.exchange.domain.values import Value

RECORD_FORMAT = "regiowerk-submission/1"
HANDED_IN = frozenset({"submitted", "accepted"})

type Rule = Callable[[Content, str], Iterator[Fault]]
type _Key = tuple[Value, ...]


def _known(content: Content, table: Table, *columns: str) -> frozenset[_Key]:
    return frozenset(tuple(row[name] for name in columns) for row in content.rows(table.name))


def unmet(
    content: Content,
    file: str,
    *,
    table: Table,
    columns: tuple[str, ...],
    target: Table,
    keys: tuple[str, ...],
) -> Iterator[Fault]:
    """Rows that name something of several columns which is in no row of the target."""
    if target.name in content.unread:
        return
    known = _known(content, target, *keys)
    for row in content.rows(table.name):
        wanted = tuple(row[name] for name in columns)
        if row.misread.isdisjoint(columns) and wanted not in known:
            yield fault(
                file,
                Kind.UNKNOWN_REFERENCE,
                row=row.number,
                column=", ".join(columns),
                value=", ".join(str(part) for part in wanted),
                where=target.path,
                meant="",
            )


def _versions_met(table: Table) -> Rule:
    """Whatever names a version names one of its survey's questionnaire."""

    def rule(content: Content, file: str) -> Iterator[Fault]:
        if {"surveys", "questionnaire_versions"} & content.unread:
            return
        asks = {row.text("key"): row.text("questionnaire") for row in content.rows("surveys")}
        known = _known(content, tables.VERSIONS, "questionnaire", "number")
        for row in content.rows(table.name):
            questionnaire = asks.get(row.text("survey"))
            is_read = row.misread.isdisjoint({"survey", "version"})
            if is_read and questionnaire and (questionnaire, row["version"]) not in known:
                yield fault(
                    file,
                    Kind.UNKNOWN_REFERENCE,
                    row=row.number,
                    column="version",
                    value=f"{questionnaire}, {row.text('version')}",
                    where=tables.VERSIONS.path,
                    meant="",
                )

    return rule


def files_there(table: Table) -> Rule:
    def rule(content: Content, file: str) -> Iterator[Fault]:
        for row, path in paths_of(table, content.rows(table.name)):
            if row.misread.isdisjoint(table.key) and path not in content.files:
                yield fault(file, Kind.DOCUMENT_MISSING, row=row.number, where=path)

    return rule


def _definitions(content: Content, _file: str) -> Iterator[Fault]:
    for row in content.rows(tables.VERSIONS.name):
        path = definition_path(row)
        raw = content.files.get(path)
        if raw is None or row.misread:
            continue
        if digest(raw) != row.text("content_hash"):
            yield other_hash(path, row, tables.VERSIONS)
        elif definition_in(raw) is None:
            yield fault(path, Kind.NOT_AN_INSTRUMENT)


def _submissions(content: Content, _file: str) -> Iterator[Fault]:
    asks = {row.text("key"): row.text("questionnaire") for row in content.rows("surveys")}
    instruments: dict[str, Instrument | None] = {}
    versions = {
        (row.text("questionnaire"), row["number"]): row
        for row in content.rows("questionnaire_versions")
    }
    for row in content.rows(tables.SUBMISSIONS.name):
        path = submission_path(row)
        raw = content.files.get(path)
        version = versions.get((asks.get(row.text("survey"), ""), row["version"]))
        if raw is None or version is None or row.misread:
            continue
        if digest(raw) != row.text("content_hash"):
            yield other_hash(path, row, tables.SUBMISSIONS)
            continue
        place = definition_path(version)
        if place not in instruments:
            instruments[place] = definition_in(content.files.get(place, b""))
        instrument = instruments[place]
        if instrument is not None:
            yield from _record(path, raw, row, version, instrument)


def _record(
    path: str, raw: bytes, row: Row, version: Row, instrument: Instrument
) -> Iterator[Fault]:
    record = record_in(raw)
    if record is None:
        yield fault(path, Kind.NOT_A_SUBMISSION)
        return
    said = {
        "organisation": row["organisation"],
        "survey": row["survey"],
        "wave": row["wave"],
        "questionnaire": version["questionnaire"],
        "version": version["number"],
        "version_hash": version["content_hash"],
    }
    for name, value in said.items():
        if record.get(name) != value:
            yield fault(
                path,
                Kind.OTHER_QUESTIONNAIRE,
                column=name,
                value=str(record.get(name, ""))[:80],
                wanted=str(value),
            )
    for place in _unreadable(record, instrument):
        yield fault(path, Kind.NOT_A_SUBMISSION, column=place[:80])


def _unreadable(record: dict[str, Any], instrument: Instrument) -> Iterator[str]:
    """The paths of answers that no question of this version can have."""
    asked = questions(instrument)
    for answer in record["answers"]:
        placed = asked.get(answer["path"])
        try:
            if placed is None or not isinstance(placed.item, Question):
                raise ValueError
            from_json(placed.item.kind, answer["value"])
        except ValueError:
            yield answer["path"]


def definition_in(raw: bytes) -> Instrument | None:
    """The instrument of a definition; None when it is none, or not written canonically."""
    try:
        instrument = instrument_from(raw.decode())
        is_canonical = canonical(plain(instrument)) == raw
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return instrument if is_canonical else None


def record_in(raw: bytes) -> dict[str, Any] | None:
    """The record of a submission; None when it is none, or not written canonically."""
    try:
        record = json.loads(raw)
        is_whole = record["format"] == RECORD_FORMAT and canonical(record) == raw
        answers = [(a["path"], a["rows"], a["value"]) for a in record["answers"]]
        rows = [(r["path"], r["rows"], r["ids"]) for r in record["rows"]]
        record["not_agreed"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    places = [place for *place, _value in (*answers, *rows)]
    is_placed = all(isinstance(p, str) and isinstance(around, list) for p, around in places)
    return record if is_whole and is_placed else None


def _handed_in(content: Content, file: str) -> Iterator[Fault]:
    """Who has handed in has a submission, and nobody else has one."""
    if tables.SUBMISSIONS.name in content.unread:
        return
    key = tables.PARTICIPATIONS.key
    known = _known(content, tables.SUBMISSIONS, *key)
    for row in content.rows(tables.PARTICIPATIONS.name):
        is_in = row.text("state") in HANDED_IN
        if row.misread.isdisjoint({*key, "state"}) and is_in != (
            tuple(row[name] for name in key) in known
        ):
            yield fault(
                file,
                Kind.WITHOUT_SUBMISSION,
                row=row.number,
                column="state",
                value=row.text("state"),
                where=tables.SUBMISSIONS.path,
            )


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def other_hash(path: str, row: Row, table: Table) -> Fault:
    return fault(path, Kind.HASH_DIFFERS, where=table.path, line=str(row.number))


def to_wave(table: Table) -> Rule:
    return partial(
        unmet,
        table=table,
        columns=("survey", "wave"),
        target=tables.WAVES,
        keys=("survey", "number"),
    )


def _to_participation(table: Table) -> Rule:
    key = tables.PARTICIPATIONS.key
    return partial(unmet, table=table, columns=key, target=tables.PARTICIPATIONS, keys=key)


_TO_SUBMISSION = partial(
    unmet,
    table=tables.SIGN_OFFS,
    columns=("survey", "wave", "organisation", "submission"),
    target=tables.SUBMISSIONS,
    keys=tables.SUBMISSIONS.key,
)

RULES: dict[str, tuple[Rule, ...]] = {
    "questionnaire_versions": (files_there(tables.VERSIONS), _definitions),
    "waves": (_versions_met(tables.WAVES),),
    "participations": (
        to_wave(tables.PARTICIPATIONS),
        _versions_met(tables.PARTICIPATIONS),
        _handed_in,
    ),
    "submissions": (
        _to_participation(tables.SUBMISSIONS),
        _versions_met(tables.SUBMISSIONS),
        files_there(tables.SUBMISSIONS),
        _submissions,
    ),
    "sign_offs": (_TO_SUBMISSION,),
}
ACTED_BY = {
    "questionnaires": ("begun_by",),
    "questionnaire_versions": ("begun_by", "published_by"),
    "surveys": ("begun_by",),
    "waves": ("opened_by", "closed_by"),
}
SPANS = {
    "waves": (("opens_on", "closes_on"), ("opened_at", "closed_at")),
    "questionnaire_versions": (("begun_at", "published_at"),),
}
PAIRS = {"waves": (("opened_at", "opened_by"), ("closed_at", "closed_by"))}
