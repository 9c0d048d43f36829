"""Reads an XLSForm workbook, and tells everything that is wrong or doubtful in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regiowerk.listen.questionnaires.documents.xlsform.building import Building
from regiowerk.listen.questionnaires.documents.xlsform.cells import workbook_from
from regiowerk.listen.questionnaires.documents.xlsform.faults import UnreadableFileError
from regiowerk.listen.questionnaires.documents.xlsform.judging import judge
from regiowerk.listen.questionnaires.documents.xlsform.settings import Settings
from regiowerk.listen.questionnaires.documents.xlsform.unpacking import ending_of
from regiowerk.listen.questionnaires.domain.instrument import Instrument
from regiowerk.listen.questionnaires.domain.linting import Finding, Findings, has_errors
from regiowerk.listen.questionnaires.domain.linting.checks import check
from regiowerk.listen.questionnaires.domain.linting.tables import Workbook
from regiowerk.listen.questionnaires.domain.linting.texts import check_texts

NO_ATTACHMENTS: Mapping[str, bytes] = {}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds; no instrument where an error was found."""

    instrument: Instrument | None
    findings: tuple[Finding, ...]


def read_workbook(
    content: bytes, file_name: str, attachments: Mapping[str, bytes] = NO_ATTACHMENTS
) -> Reading:
    """The instrument of an XLSForm: .xlsx, .xls or a table in Markdown."""
    found = Findings()
    try:
        book = workbook_from(content, ending_of(content, file_name), found)
        instrument = _instrument(book, file_name, attachments, found)
    except UnreadableFileError as refusal:
        found.error(refusal.kind, refusal.place, **refusal.values)
        return Reading(None, found.all())
    return Reading(None if has_errors(found.all()) else instrument, found.all())


def _instrument(
    book: Workbook, file_name: str, attachments: Mapping[str, bytes], found: Findings
) -> Instrument:
    if not {"type", "name"} <= {heading.strip().lower() for heading in book.survey.headings}:
        raise UnreadableFileError("no-type-column", book.survey.place())
    building = Building(book, Settings(book, file_name, found), attachments, found)
    instrument = building.instrument()
    _tell_kept(building, found)
    check_texts(book, found)
    check(instrument, building.place_of, book.choices, found)
    if not has_errors(found.all()):
        judge(book, instrument, found)
    return instrument


def _tell_kept(building: Building, found: Findings) -> None:
    """Columns we have no use for, with the number of rows that say something there."""
    table = building.survey.table
    for heading in building.survey.unknown():
        rows = [row for row in table.rows if heading in row.cells]
        if rows:
            place = table.place(rows[0], heading)
            found.warn("column-kept", place, column=heading, number=str(len(rows)))
