"""What published results, the evidence of findings, and slides of both must be together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.listen.surveys.domain.evaluation.registering import register_from
from regiowerk.listen.surveys.domain.evaluation.tables import FORMAT, from_json, table_from_json
from regiowerk.tell.exchange.domain import result_tables as tables
from regiowerk.tell.exchange.domain.attached import release_paths
from regiowerk.tell.exchange.domain.columns import Row, Table
from regiowerk.tell.exchange.domain.content import Content
from regiowerk.tell.exchange.domain.faults import Fault, Kind, fault
from regiowerk.tell.exchange.domain.survey_checking import (
    Rule,
    digest,
    files_there,
    other_hash,
    to_wave,
    unmet,
)
from regiowerk.tell.exchange.domain.survey_tables import SUBMISSIONS
from regiowerk.tell.exchange.domain.values import suggestion

_RELEASE = ("result_survey", "result_wave", "result_release")
_SHOWN = (*_RELEASE, "question")
_SUBMISSION = ("answer_survey", "answer_wave", "answer_organisation", "answer_submission")
_NAMES = {
    "document": (),
    "table": _RELEASE,
    "chart": _RELEASE,
    "answer": _SUBMISSION,
}
_WRONG = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


def _releases(content: Content, _file: str) -> Iterator[Fault]:
    for row in content.rows(tables.RELEASES.name):
        paths = release_paths(row)
        raw, register = content.files.get(paths.content), content.files.get(paths.register)
        if raw is None or register is None or row.misread:
            continue
        if digest(raw) != row.text("content_hash"):
            yield other_hash(paths.content, row, tables.RELEASES)
        elif not _are_results(raw):
            yield fault(paths.content, Kind.NOT_RESULTS)
        if not _is_register(register):
            yield fault(paths.register, Kind.NOT_RESULTS)


def _are_results(raw: bytes) -> bool:
    try:
        plain = json.loads(raw)
        from_json(plain)
        return bool(plain["format"] == FORMAT and canonical(plain) == raw)
    except _WRONG:
        return False


def _is_register(raw: bytes) -> bool:
    try:
        register_from(json.loads(raw))
    except _WRONG:
        return False
    return True


def _sources(content: Content, file: str) -> Iterator[Fault]:
    """Each kind of evidence names its source and no other, and has a copy that can be read."""
    for row in content.rows(tables.CITATIONS.name):
        if row.misread:
            continue
        given = tuple(name for name in (*_RELEASE, *_SUBMISSION) if row[name] not in {None, ""})
        wanted = _NAMES[row.text("kind")]
        if given != wanted or bool(row.text("source_hash")) != bool(wanted):
            yield fault(
                file,
                Kind.NOT_ITS_SOURCE,
                row=row.number,
                column=", ".join(given or wanted),
                value=row.text("kind"),
            )
        elif wanted == _RELEASE and not _is_table(row.text("figures")):
            yield fault(file, Kind.NOT_RESULTS, row=row.number, column="figures")


def _is_table(text: str) -> bool:
    try:
        table_from_json(json.loads(text))
    except _WRONG:
        return False
    return True


def _cited(columns: tuple[str, ...], target: Table) -> Rule:
    """What is named of a source is in the package; rows without such a source name nothing."""

    def rule(content: Content, file: str) -> Iterator[Fault]:
        citing = tuple(row for row in content.rows(tables.CITATIONS.name) if row.text(columns[0]))
        only = Content({**content.tables, tables.CITATIONS.name: citing}, unread=content.unread)
        yield from unmet(
            only, file, table=tables.CITATIONS, columns=columns, target=target, keys=target.key
        )

    return rule


def _slides(content: Content, file: str) -> Iterator[Fault]:
    """A slide shows a finding, or a question that stands in published results of the package."""
    table = tables.INSIGHT_SLIDES
    of_results: list[Row] = []
    for row in content.rows(table.name):
        if not row.misread.isdisjoint({"finding", *_SHOWN}):
            continue
        given = [name for name in _SHOWN if row[name] not in {None, ""}]
        if len(given) != (0 if row.text("finding") else len(_SHOWN)):
            yield fault(
                file,
                Kind.NOT_ONE_SHOWN,
                row=row.number,
                column=", ".join(("finding", *_SHOWN)),
            )
        elif given:
            of_results.append(row)
    only = Content({**content.tables, table.name: tuple(of_results)}, unread=content.unread)
    yield from unmet(
        only,
        file,
        table=table,
        columns=_RELEASE,
        target=tables.RELEASES,
        keys=tables.RELEASES.key,
    )
    yield from _questions(content, file, of_results)


def _questions(content: Content, file: str, rows: list[Row]) -> Iterator[Fault]:
    """What is shown of published results has a table in them."""
    asked = {
        tuple(release[name] for name in tables.RELEASES.key): release
        for release in content.rows(tables.RELEASES.name)
    }
    for row in rows:
        release = asked.get(tuple(row[name] for name in _RELEASE))
        path = release_paths(release).content if release and not release.misread else ""
        known = _tables_in(content.files.get(path, b""))
        if known and row.text("question") not in known:
            yield fault(
                file,
                Kind.NOT_IN_RESULTS,
                row=row.number,
                column="question",
                value=row.text("question"),
                where=path,
                meant=suggestion(row.text("question"), known),
            )


def _tables_in(raw: bytes) -> tuple[str, ...]:
    """The keys of the tables of a release; none where its file is told to be wrong already."""
    try:
        return tuple(one.key for one in from_json(json.loads(raw)).tables)
    except _WRONG:
        return ()


_RELEASE_OF_MEMBER = partial(
    unmet,
    table=tables.RELEASE_MEMBERS,
    columns=("survey", "wave", "release"),
    target=tables.RELEASES,
    keys=tables.RELEASES.key,
)
_SUBMISSION_OF_MEMBER = partial(
    unmet,
    table=tables.RELEASE_MEMBERS,
    columns=("survey", "wave", "organisation", "submission"),
    target=SUBMISSIONS,
    keys=SUBMISSIONS.key,
)

RULES: dict[str, tuple[Rule, ...]] = {
    "releases": (to_wave(tables.RELEASES), files_there(tables.RELEASES), _releases),
    "release_members": (_RELEASE_OF_MEMBER, _SUBMISSION_OF_MEMBER),
    "citations": (
        _cited(_RELEASE, tables.RELEASES),
        _cited(_SUBMISSION, SUBMISSIONS),
        _sources,
    ),
    "insight_slides": (_slides,),
}
ACTED_BY = {
    "releases": ("asked_by", "released_by"),
    "citations": ("cited_by",),
    "insight_slides": ("chosen_by",),
}
