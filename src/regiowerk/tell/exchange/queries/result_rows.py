"""Published results, the evidence of findings, and the slides that show both, as they travel.

Whoever is no office takes along what the region may read: results of a survey are then named like a
published document, because the results themselves stay behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.queries.readers import (
    OFFICE,
    Reader,
    circles_of,
    citations_for,
    still_agreed,
    with_something_to_read,
)
from regiowerk.listen.surveys.models import Release, ReleaseMember
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.tell.exchange.domain import result_tables as tables
from regiowerk.tell.exchange.domain.attached import release_paths
from regiowerk.tell.exchange.domain.columns import Row
from regiowerk.tell.exchange.queries.survey_rows import submissions_of, waves_of
from regiowerk.tell.reports.models import InsightSlide

type Rows = QuerySet[Any]

REGION = Reader(Audience.REGION)
PATHS: Mapping[str, Mapping[str, str]] = {
    "releases": {"survey": "wave__survey__key", "wave": "wave__number"},
    "release_members": {
        "survey": "release__wave__survey__key",
        "wave": "release__wave__number",
        "release": "release__number",
        "organisation": "submission__participation__organisation__key",
        "submission": "submission__number",
    },
    "citations": {
        "result_survey": "release__wave__survey__key",
        "result_wave": "release__wave__number",
        "result_release": "release__number",
        "answer_survey": "submission__participation__wave__survey__key",
        "answer_wave": "submission__participation__wave__number",
        "answer_organisation": "submission__participation__organisation__key",
        "answer_submission": "submission__number",
    },
    "insight_slides": {
        "result_survey": "release__wave__survey__key",
        "result_wave": "release__wave__number",
        "result_release": "release__number",
    },
}
_FROZEN = frozenset(Citation.Kind.values) - {Citation.Kind.DOCUMENT.value}
QUOTED = frozenset({Citation.Kind.QUOTATION.value})
_OF_A_SOURCE = (
    "result_survey",
    "result_wave",
    "result_release",
    "answer_survey",
    "answer_wave",
    "answer_organisation",
    "answer_submission",
    "question",
    "rows",
    "answer",
    "breakdown",
    "group",
    "version",
    "figures",
    "source_hash",
)


def releases_of(process: Process) -> Rows:
    """What was published; drafts stay."""
    return Release.objects.filter(
        wave__in=waves_of(process).values("pk"), state=Release.State.RELEASED
    )


def members_of(process: Process) -> Rows:
    return ReleaseMember.objects.filter(
        release__in=releases_of(process).values("pk"),
        submission__in=submissions_of(process).values("pk"),
    )


def findings_of(process: Process, *, with_answers: bool = True) -> Rows:
    """Findings that rest on something one takes along."""
    if with_answers:
        return Finding.objects.filter(process=process)
    return Finding.objects.filter(with_something_to_read(REGION), process=process)


def citations_of(process: Process, *, with_answers: bool = True) -> Rows:
    reader = OFFICE if with_answers else REGION
    findings = findings_of(process, with_answers=with_answers).values("pk")
    agreed = still_agreed(circles_of(OFFICE))
    return citations_for(reader).filter(agreed, finding__in=findings)


def slides_of(process: Process, *, with_answers: bool = True) -> Rows:
    """Slides that show something one takes along, each in its place."""
    findings = findings_of(process, with_answers=with_answers).values("pk")
    shows = Q(finding__in=findings)
    if with_answers:
        shows |= Q(release__in=releases_of(process).values("pk"))
    return InsightSlide.objects.filter(shows, process=process)


def release_files(process: Process, rows: tuple[Row, ...]) -> dict[str, bytes]:
    """The files beside the rows of releases."""
    found = {
        (one.wave.survey.key, one.wave.number, one.number): one
        for one in releases_of(process).select_related("wave__survey")
    }
    files: dict[str, bytes] = {}
    for row in rows:
        one, paths = found[row["survey"], row["wave"], row["number"]], release_paths(row)
        files[paths.content] = one.content.encode()
        files[paths.register] = one.register.encode()
        files[paths.snapshot] = bytes(one.snapshot)
    return files


def named_like_documents(
    rows: tuple[Row, ...], *, staying: frozenset[str] = _FROZEN
) -> tuple[Row, ...]:
    """Evidence whose source stays behind: it keeps its words and the name of the source."""
    return tuple(
        row
        if row.text("kind") not in staying
        else replace(row, values={**row.values, **_nothing(), "kind": "document"})
        for row in rows
    )


def only_among(rows: tuple[Row, ...], columns: tuple[str, ...]) -> tuple[Row, ...]:
    """Rows that refer to others of their table, as far as those travel too."""
    known = {row.text("key") for row in rows} | {""}
    return tuple(
        replace(
            row,
            values={
                **row.values,
                **{name: "" for name in columns if row.text(name) not in known},
            },
        )
        for row in rows
    )


def _nothing() -> dict[str, Any]:
    return {name: tables.CITATIONS.by_name[name].kind.none for name in _OF_A_SOURCE}
