"""What surveys say in a package: only published versions, only what was handed in, nobody's name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.process.models import Process
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Kind,
    Question,
    Visibility,
    questions,
)
from regiowerk.listen.questionnaires.domain.storage import instrument_from
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.surveys.models import Participation, SignOff, Submission, Survey, Wave
from regiowerk.tell.exchange.domain import survey_tables as tables
from regiowerk.tell.exchange.domain.attached import (
    author_paths,
    definition_path,
    place_of,
    submission_path,
)
from regiowerk.tell.exchange.domain.columns import Row
from regiowerk.tell.exchange.domain.tables import ANSWERED

type Rows = QuerySet[Any]

_PUBLISHED = ~Q(state=Version.State.DRAFT)


def questionnaires_of(process: Process) -> Rows:
    published = Version.objects.filter(_PUBLISHED, questionnaire=OuterRef("pk"))
    return Questionnaire.objects.filter(Exists(published), process=process)


def versions_of(process: Process) -> Rows:
    return Version.objects.filter(_PUBLISHED, questionnaire__process=process)


def surveys_of(process: Process) -> Rows:
    return Survey.objects.filter(
        process=process, questionnaire__in=questionnaires_of(process).values("pk")
    )


def waves_of(process: Process) -> Rows:
    return Wave.objects.filter(survey__process=process, version__in=_published(process))


def participations_of(process: Process) -> Rows:
    return Participation.objects.filter(
        wave__in=waves_of(process).values("pk"), version__in=_published(process)
    )


def submissions_of(process: Process) -> Rows:
    return Submission.objects.filter(
        participation__in=participations_of(process).values("pk"), version__in=_published(process)
    )


def sign_offs_of(process: Process) -> Rows:
    return SignOff.objects.filter(
        submission__in=submissions_of(process).values("pk"), voided_at=None
    )


def _published(process: Process) -> Rows:
    return versions_of(process).values("pk")


_WAVE = {"survey": "wave__survey__key", "wave": "wave__number"}
_PARTICIPATION = {
    "survey": "participation__wave__survey__key",
    "wave": "participation__wave__number",
    "organisation": "participation__organisation__key",
}
# Where columns that are not called like a field of their model come from.
PATHS: Mapping[str, Mapping[str, str]] = {
    "waves": {"version": "version__number"},
    "participations": {**_WAVE, "version": "version__number"},
    "submissions": {**_PARTICIPATION, "version": "version__number"},
    "sign_offs": {**_PARTICIPATION, "submission": "submission__number"},
}


def with_files(
    process: Process, rows: Mapping[str, tuple[Row, ...]]
) -> tuple[dict[str, tuple[Row, ...]], dict[str, bytes]]:
    """The rows as they travel, and the files beside them."""
    versions = _versions(process)
    files = _definitions(rows[tables.VERSIONS.name], versions)
    submissions, records = _submissions(process, rows[tables.SUBMISSIONS.name], versions)
    handed_in = {tuple(row[name] for name in tables.PARTICIPATIONS.key) for row in submissions}
    participations = tuple(
        _folded(row, is_handed_in=tuple(row[n] for n in tables.PARTICIPATIONS.key) in handed_in)
        for row in rows[tables.PARTICIPATIONS.name]
    )
    travelling = {
        tables.SUBMISSIONS.name: submissions,
        tables.PARTICIPATIONS.name: participations,
    }
    return {**rows, **travelling}, files | records


def without_answers(content_rows: Mapping[str, tuple[Row, ...]]) -> dict[str, tuple[Row, ...]]:
    """The same without what organisations answered."""
    answered = {table.name for table in ANSWERED}
    return {name: () if name in answered else rows for name, rows in content_rows.items()}


def _versions(process: Process) -> dict[tuple[str, int], Version]:
    found = versions_of(process).select_related("questionnaire").order_by("pk")
    return {(version.questionnaire.key, version.number): version for version in found}


def _definitions(
    rows: tuple[Row, ...], versions: Mapping[tuple[str, int], Version]
) -> dict[str, bytes]:
    files = {definition_path(row): versions[place_of(row)].definition.encode() for row in rows}
    for place, path in author_paths(rows).items():
        files[path] = bytes(versions[place].file_content)
    return files


def _submissions(
    process: Process, rows: tuple[Row, ...], versions: Mapping[tuple[str, int], Version]
) -> tuple[tuple[Row, ...], dict[str, bytes]]:
    """Records without what concerns persons, and without files nobody brings along."""
    kept_back = {
        version.pk: _kept_back(instrument_from(version.definition)) for version in versions.values()
    }
    contents = dict[tuple[object, ...], bytes]()
    found = submissions_of(process).select_related("participation__wave__survey").order_by("pk")
    for one in found.select_related("participation__organisation", "participation__wave__survey"):
        key = (
            one.participation.wave.survey.key,
            one.participation.wave.number,
            one.participation.organisation.key,
            one.number,
        )
        contents[key] = _travelling(one.content, kept_back[one.version_id])
    travelling: list[Row] = []
    files: dict[str, bytes] = {}
    for row in rows:
        content = contents[tuple(row[name] for name in tables.SUBMISSIONS.key)]
        digest = hashlib.sha256(content).hexdigest()
        travelling.append(replace(row, values={**row.values, "content_hash": digest}))
        files[submission_path(row)] = content
    return tuple(travelling), files


def _kept_back(instrument: Instrument) -> frozenset[str]:
    return frozenset(
        path
        for path, placed in questions(instrument).items()
        if isinstance(placed.item, Question)
        and (placed.item.visibility is Visibility.PERSONAL or placed.item.kind is Kind.FILE)
    )


def _travelling(content: str, kept_back: frozenset[str]) -> bytes:
    record = json.loads(content)
    for part in ("answers", "not_agreed"):
        record[part] = [entry for entry in record[part] if entry["path"] not in kept_back]
    return canonical(record)


_IN = {Participation.State.SUBMITTED.value, Participation.State.ACCEPTED.value}
_NOTHING_YET = {"handed_in_at": None, "declined_at": None, "decline_reason": ""}


def _folded(row: Row, *, is_handed_in: bool) -> Row:
    """How far an organisation is, as far as the package brings along what it rests on."""
    state = row.text("state")
    if is_handed_in:
        kept = state if state in _IN else Participation.State.SUBMITTED.value
        values = {"state": kept, "declined_at": None, "decline_reason": ""}
    elif state == Participation.State.DECLINED:
        values = {"handed_in_at": None}
    else:
        values = {"state": Participation.State.PLANNED.value, **_NOTHING_YET}
    return replace(row, values={**row.values, **values})
