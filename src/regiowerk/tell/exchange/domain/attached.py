"""The files beside the tables: definitions of questionnaires, their authors' files, submissions.

No table says where they lie; the rows do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from regiowerk.tell.exchange.domain.columns import Row, Table, in_order
from regiowerk.tell.exchange.domain.result_tables import RELEASES
from regiowerk.tell.exchange.domain.survey_tables import SUBMISSIONS, VERSIONS
from regiowerk.tell.exchange.domain.vote_tables import ROUNDS

QUESTIONNAIRES_FOLDER = "questionnaires"
SUBMISSIONS_FOLDER = "submissions"
RELEASES_FOLDER = "releases"
VOTES_FOLDER = "votes"
FOLDERS = (QUESTIONNAIRES_FOLDER, SUBMISSIONS_FOLDER, RELEASES_FOLDER, VOTES_FOLDER)

_NAME = r"[-\w. ]+"
_ATTACHED = re.compile(
    rf"({QUESTIONNAIRES_FOLDER}|{VOTES_FOLDER})/{_NAME}|("
    rf"{SUBMISSIONS_FOLDER}|{RELEASES_FOLDER})(/{_NAME}){{3}}"
)
_MEDIA_TYPES = {
    ".json": "application/json",
    ".zip": "application/zip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".lss": "application/xml",
    ".csv": "text/csv",
    ".txt": "text/tab-separated-values",
}

type Place = tuple[str, int]  # a questionnaire and the number of a version


def is_attached(path: str) -> bool:
    return _ATTACHED.fullmatch(path) is not None


def definition_path(row: Row) -> str:
    """Where the definition of a version lies."""
    return f"{QUESTIONNAIRES_FOLDER}/{row.text('questionnaire')}-{row.text('number')}.json"


def vote_path(row: Row) -> str:
    """Where the options, voters, papers and the result of a vote lie."""
    return f"{VOTES_FOLDER}/{row.text('key')}.json"


def submission_path(row: Row) -> str:
    """Where a submission lies."""
    name = f"{row.text('organisation')}-{row.text('number')}.json"
    return f"{SUBMISSIONS_FOLDER}/{row.text('survey')}/{row.text('wave')}/{name}"


@dataclass(frozen=True, slots=True)
class ReleasePaths:
    """Where the files of a release lie."""

    content: str  # the published tables
    register: str  # what was told of whose answers
    snapshot: str  # what was counted, of questions that are told exactly


def release_paths(row: Row) -> ReleasePaths:
    """Where the files of a release lie."""
    place = f"{RELEASES_FOLDER}/{row.text('survey')}/{row.text('wave')}/{row.text('number')}"
    return ReleasePaths(f"{place}.json", f"{place}-register.json", f"{place}-snapshot.zip")


def author_paths(versions: Iterable[Row]) -> Mapping[Place, str]:
    """Where the authors' files lie: under their own names, unless another one has it already."""
    rows = in_order(VERSIONS, tuple(versions))
    taken = {definition_path(row) for row in rows}
    found: dict[Place, str] = {}
    for row in rows:
        name = re.sub(r"[^-\w. ]", "-", row.text("file_name")).strip(". ")
        if not name:
            continue
        path = f"{QUESTIONNAIRES_FOLDER}/{name}"
        if path.casefold() in {other.casefold() for other in taken}:
            prefix = f"{row.text('questionnaire')}-{row.text('number')}"
            path = f"{QUESTIONNAIRES_FOLDER}/{prefix}-{name}"
        taken.add(path)
        found[place_of(row)] = path
    return found


def place_of(row: Row) -> Place:
    number = row["number"]
    return row.text("questionnaire"), number if isinstance(number, int) else 0


def paths_of(table: Table, rows: tuple[Row, ...]) -> tuple[tuple[Row, str], ...]:
    """The files the rows of a table need, each with its row."""
    if table is SUBMISSIONS:
        return tuple((row, submission_path(row)) for row in rows)
    if table is RELEASES:
        found = ((row, release_paths(row)) for row in rows)
        return tuple(
            (row, path) for row, of in found for path in (of.content, of.register, of.snapshot)
        )
    if table is ROUNDS:
        return tuple((row, vote_path(row)) for row in rows)
    if table is VERSIONS:
        authors = author_paths(rows)
        named = ((row, authors[place_of(row)]) for row in rows if place_of(row) in authors)
        return (*((row, definition_path(row)) for row in rows), *named)
    return ()


def resource_name(path: str) -> str:
    """What a file is called in datapackage.json."""
    return re.sub(r"[^a-z0-9._-]+", "-", path.casefold())


def media_type(path: str) -> str:
    suffix = PurePosixPath(path).suffix.lower()
    return _MEDIA_TYPES.get(suffix, "application/octet-stream")
