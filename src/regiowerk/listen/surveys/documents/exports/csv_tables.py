"""A ZIP archive of CSV tables, with a codebook for those who keep them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from regiowerk.listen.questionnaires.documents.codebook import says
from regiowerk.listen.questionnaires.documents.ddi import DataFile, Study, row_key, write_ddi
from regiowerk.listen.questionnaires.domain.columns import (
    Table,
    in_csv,
    lines_of,
    value_labels,
)
from regiowerk.listen.surveys.documents.exports.naming import (
    IN_MEMORY,
    File,
    contested_header,
    contested_lines,
    explanations,
    file_name,
    header_of,
    key_cells,
    keys,
)
from regiowerk.listen.surveys.queries.exports import Answered, Export

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the oldest a ZIP archive knows: the same bytes every day
_BOM = b"\xef\xbb\xbf"  # so that spreadsheets read umlauts


def write_archive(export: Export, on: date, out: File) -> int:
    """A table per file, the codes, and what has to be known."""
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        cases = _write_tables(export, archive)
        _write_beside(export, on, archive)
    return cases[""]


def write_described(export: Export, on: date, out: File) -> int:
    """The same with a codebook in DDI 2.5."""
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        cases = _write_tables(export, archive)
        files = [DataFile(t.path, file_name(t), cases[t.path]) for t in export.tables]
        content = write_ddi(export.instrument, _study(export, on), files, keys=keys(), says=says())
        archive.writestr(_entry("codebook.xml"), content)
        _write_beside(export, on, archive)
    return cases[""]


class _Sheet:
    """A table that grows, on disk when it is large."""

    def __init__(self, table: Table, stack: ExitStack) -> None:
        self.table = table
        self.cases = 0
        self.file = stack.enter_context(SpooledTemporaryFile[bytes](max_size=IN_MEMORY))
        self.file.write(_BOM)
        self._text = io.StringIO()
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._write([header_of(table, list(row_key(table)))])

    def add(self, export: Export, one: Answered) -> None:
        """The lines of one organisation."""
        whose = [in_csv(cell) for cell in key_cells(one)]
        columns = self.table.columns
        for rows in lines_of(self.table, one.rows):
            found = [in_csv(export.cell(column, one, rows)) for column in columns]
            self._write([[*whose, *rows, *found]])
            self.cases += 1

    def _write(self, lines: Iterable[list[str]]) -> None:
        self._writer.writerows(lines)
        self.file.write(self._text.getvalue().encode())
        self._text.seek(0)
        self._text.truncate()


def _write_tables(export: Export, archive: ZipFile) -> dict[str, int]:
    """All tables in one reading; the number of lines by the path of the table."""
    with ExitStack() as stack:
        sheets = [_Sheet(table, stack) for table in export.tables]
        contested: list[tuple[str, ...]] = []
        for one in export.answered():
            contested += contested_lines(export, one)
            for sheet in sheets:
                sheet.add(export, one)
        for sheet in sheets:
            sheet.file.seek(0)
            with archive.open(_entry(file_name(sheet.table)), "w", force_zip64=True) as entry:
                copyfileobj(sheet.file, entry)
    if contested:
        archive.writestr(_entry("not-agreed.csv"), _table(contested_header(), contested))
    return {sheet.table.path: sheet.cases for sheet in sheets}


def _write_beside(export: Export, on: date, archive: ZipFile) -> None:
    columns = [column for table in export.tables for column in table.columns]
    codes = [
        (column.name, code, label)
        for column in columns
        for code, label in value_labels(
            column, export.instrument, export.language, export.placed
        ).items()
    ]
    labels = [(column.name, column.label) for column in columns]
    archive.writestr(_entry("columns.csv"), _table((_("Column"), _("Question")), labels))
    archive.writestr(_entry("codes.csv"), _table((_("Column"), _("Code"), _("Meaning")), codes))
    told = explanations(export, on)
    archive.writestr(_entry("about.csv"), _table((_("What"), _("Explanation")), told))


def _table(header: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([in_csv(cell) for cell in line] for line in lines)
    return _BOM + text.getvalue().encode()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _FIRST_DAY)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _study(export: Export, on: date) -> Study:
    wave, survey = export.wave, export.wave.survey
    return Study(
        identifier=f"{survey.process.key}-{survey.key}-{wave.number}",
        title=f"{survey.title}, {wave.label}",
        office=survey.begun_by,
        language=export.language,
        abstract=survey.purpose,
        universe=_("All organisations taking part"),
        geography=survey.process.region.name,
        collected_from=wave.opens_on,
        collected_until=wave.closes_on,
        version=", ".join(str(version.number) for version in export.versions),
        written_on=on,
    )
