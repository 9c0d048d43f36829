"""The answers of a wave as files: CSV, XLSX, JSON lines, and DDI Codebook with CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from tempfile import SpooledTemporaryFile

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from regiowerk.listen.surveys.documents.exports.csv_tables import write_archive, write_described
from regiowerk.listen.surveys.documents.exports.json_lines import write_lines
from regiowerk.listen.surveys.documents.exports.naming import IN_MEMORY, File
from regiowerk.listen.surveys.documents.exports.workbook import fits_a_workbook, write_workbook
from regiowerk.listen.surveys.queries.exports import Audience, Export

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how it is called, what is in it, and for whom it is."""

    key: str  # in the address
    title: Promise
    contents: Promise
    ending: str
    media_type: str
    write: Callable[[Export, date, File], int]  # the number of organisations in it

    def fits(self, export: Export) -> bool:
        """Whether this kind of file can hold so many columns."""
        return self.key != "xlsx" or fits_a_workbook(export)


FORMATS: Mapping[str, Format] = {
    one.key: one
    for one in (
        Format(
            "xlsx",
            _("Excel workbook"),
            _("A sheet per table, with questions, codes and explanations. To read and to filter."),
            "xlsx",
            XLSX,
            write_workbook,
        ),
        Format(
            "csv",
            _("CSV tables"),
            _("A ZIP archive with a table per file. For statistics programs."),
            "csv.zip",
            "application/zip",
            write_archive,
        ),
        Format(
            "json",
            _("JSON lines"),
            _("An organisation per line, with the check number of what was signed. For programs."),
            "jsonl",
            "application/jsonl",
            write_lines,
        ),
        Format(
            "ddi",
            _("DDI Codebook 2.5 and CSV"),
            _("A ZIP archive with the tables and a description of all variables. For archives."),
            "ddi.zip",
            "application/zip",
            write_described,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Written:
    """A file on its way out."""

    name: str
    media_type: str
    file: File
    organisations: int


def write_export(export: Export, kind: Format, on: date) -> Written:
    """The file, kept on disk where it is large; the same bytes for the same answers and day."""
    file: File = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    try:
        number = kind.write(export, on, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return Written(name_of(export, kind, on), kind.media_type, file, number)


def name_of(export: Export, kind: Format, on: date) -> str:
    """Process, survey, wave, for whom, day: "paderborn-rathaus-1-office-2022-01-24.xlsx"."""
    survey = export.wave.survey
    circle = "" if export.audience is Audience.OFFICE else f"-{export.audience}"
    stem = slugify(f"{survey.process.key}-{survey.key}-{export.wave.number}{circle}")
    return f"{stem}-{on.isoformat()}.{kind.ending}"
