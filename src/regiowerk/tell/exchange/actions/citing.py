"""Published results, the evidence of findings, and slides of both, from a package into the database."""

from __future__ import annotations

from typing import Any

from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Citation
from regiowerk.listen.surveys.models import Release, ReleaseMember, Submission
from regiowerk.tell.exchange.actions.storing import Store
from regiowerk.tell.exchange.actions.surveying import Surveying
from regiowerk.tell.exchange.domain import result_tables as tables
from regiowerk.tell.exchange.domain.attached import release_paths
from regiowerk.tell.exchange.domain.columns import Row, Table, in_order
from regiowerk.tell.exchange.domain.content import Content
from regiowerk.tell.reports.models import InsightSlide

_AT_ONCE = 1000
type _Releases = dict[tuple[object, ...], Release]

_RELEASE = ("result_survey", "result_wave", "result_release")
_SUBMISSION = ("answer_survey", "answer_wave", "answer_organisation", "answer_submission")


def store_results(content: Content, store: Store, process: Process, surveying: Surveying) -> None:
    """Write what was published, whose submissions are in it, what findings rest on, and slides."""
    releases = _create_releases(content, store, surveying)
    _create_members(content, store, surveying, releases)
    _create_citations(content, store, surveying, releases)
    _create_slides(content, store, process, releases)


def _create_releases(content: Content, store: Store, surveying: Surveying) -> _Releases:
    rows = in_order(tables.RELEASES, content.rows(tables.RELEASES.name))
    made = [_release(content, surveying, row) for row in rows]
    Release.objects.bulk_create(made, batch_size=_AT_ONCE)
    _count(store, tables.RELEASES, len(made))
    return {
        (row["survey"], row["wave"], row["number"]): one
        for row, one in zip(rows, made, strict=True)
    }


def _release(content: Content, surveying: Surveying, row: Row) -> Release:
    plain: dict[str, Any] = {
        name: value for name, value in row.values.items() if name not in {"survey", "wave"}
    }
    paths = release_paths(row)
    return Release(
        **plain,
        wave=surveying.waves[row["survey"], row["wave"]],
        content=content.files[paths.content].decode(),
        register=content.files[paths.register].decode(),
        snapshot=content.files[paths.snapshot],
    )


def _create_members(
    content: Content, store: Store, surveying: Surveying, releases: _Releases
) -> None:
    rows = in_order(tables.RELEASE_MEMBERS, content.rows(tables.RELEASE_MEMBERS.name))
    made = [
        ReleaseMember(
            release=releases[row["survey"], row["wave"], row["release"]],
            submission=surveying.submissions[
                row["survey"], row["wave"], row["organisation"], row["submission"]
            ],
            content_hash=row.text("content_hash"),
        )
        for row in rows
    ]
    ReleaseMember.objects.bulk_create(made, batch_size=_AT_ONCE)
    _count(store, tables.RELEASE_MEMBERS, len(made))


def _create_citations(
    content: Content, store: Store, surveying: Surveying, releases: _Releases
) -> None:
    rows = in_order(tables.CITATIONS, content.rows(tables.CITATIONS.name))
    made = []
    for row in rows:
        plain: dict[str, Any] = {
            name: value
            for name, value in row.values.items()
            if name not in {"finding", *_RELEASE, *_SUBMISSION}
        }
        release = releases.get(tuple(row[name] for name in _RELEASE))
        submission: Submission | None = surveying.submissions.get(
            tuple(row[name] for name in _SUBMISSION)
        )
        finding = store.ids["findings"][row.text("finding")]
        made.append(Citation(finding_id=finding, release=release, submission=submission, **plain))
    Citation.objects.bulk_create(made, batch_size=_AT_ONCE)
    _count(store, tables.CITATIONS, len(made))


def _create_slides(content: Content, store: Store, process: Process, releases: _Releases) -> None:
    rows = in_order(tables.INSIGHT_SLIDES, content.rows(tables.INSIGHT_SLIDES.name))
    made = []
    for row in rows:
        plain: dict[str, Any] = {
            name: value for name, value in row.values.items() if name not in {"finding", *_RELEASE}
        }
        release = releases.get(tuple(row[name] for name in _RELEASE))
        finding = store.ids["findings"].get(row.text("finding"))
        made.append(InsightSlide(process=process, finding_id=finding, release=release, **plain))
    InsightSlide.objects.bulk_create(made, batch_size=_AT_ONCE)
    _count(store, tables.INSIGHT_SLIDES, len(made))


def _count(store: Store, table: Table, made: int) -> None:
    if made:
        store.written[table.name] += made
