"""One organisation per line: what was handed in, as far as the reader may have it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from regiowerk.listen.questionnaires.domain.answers import Field, to_json
from regiowerk.listen.questionnaires.domain.columns import lines_of
from regiowerk.listen.surveys.documents.exports.naming import File
from regiowerk.listen.surveys.queries.exports import Answered, Export

FORMAT = "regiowerk-answers/1"


def write_lines(export: Export, on: date, out: File) -> int:
    """The first line says what this is; then one line per organisation."""
    out.write(_line(_about(export, on)))
    number = 0
    for one in export.answered():
        out.write(_line(_of(export, one)))
        number += 1
    return number


def _about(export: Export, on: date) -> dict[str, Any]:
    wave, survey = export.wave, export.wave.survey
    return {
        "format": FORMAT,
        "process": survey.process.key,
        "survey": survey.key,
        "wave": wave.number,
        "questionnaire": export.whole.instrument.key,
        "made_for": export.audience.value,
        "written_on": on.isoformat(),
        "versions": [
            {"version": one.number, "version_hash": one.content_hash} for one in export.versions
        ],
        "left_out": sorted(set(export.classes) - export.shown),
    }


def _of(export: Export, one: Answered) -> dict[str, Any]:
    submission = one.submission
    participation = submission.participation
    return {
        "organisation": participation.organisation.key,
        "organisation_label": str(participation.organisation),
        "state": participation.state,
        "submission": submission.number,
        "submission_hash": submission.content_hash,
        "handed_in_at": submission.handed_in_at.isoformat(),
        "version": submission.version.number,
        "answers": [
            {**_place(field), "value": to_json(value)}
            for field, value in one.answers.items()
            if value is not None
        ],
        "rows": [
            {**_place(repeat), "ids": list(ids)}
            for repeat, ids in one.rows.items()
            if any(table.path == repeat.path for table in export.tables)
        ],
        "not_agreed": [
            {**_place(field), "values": list(values)} for field, values in one.not_agreed.items()
        ],
        "not_asked": [_place(field) for field in _not_asked(export, one)],
    }


def _not_asked(export: Export, one: Answered) -> list[Field]:
    fields = dict.fromkeys(
        Field(column.path, rows)
        for table in export.tables
        for rows in lines_of(table, one.rows)
        for column in table.columns
        if column.path not in export.silent
    )
    return [field for field in fields if field not in one.asked]


def _place(field: Field) -> dict[str, Any]:
    return {"path": field.path, "rows": list(field.rows)}


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
