"""A codebook as a workbook, and what a workbook says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from zipfile import BadZipFile

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from regiowerk.ground.documents.sheets import Cell, Sheet, write_xlsx
from regiowerk.ground.process.models import Process
from regiowerk.listen.codes.domain.taking_in import MOST_ROWS, Line
from regiowerk.listen.codes.models import Code
from regiowerk.listen.codes.queries import Book

# What a column may be called; files travel between people who use different languages.
COLUMNS: Mapping[str, str] = {
    "code": "path",
    "definition": "definition",
    "ankerbeispiel": "anchor",
    "anchor example": "anchor",
    "gehört dazu": "inclusion",
    "belongs here": "inclusion",
    "gehört nicht dazu": "exclusion",
    "does not belong here": "exclusion",
    "zuordenbar": "is_assignable",
    "may be assigned": "is_assignable",
    "farbe": "tone",
    "colour": "tone",
    "schlüssel": "key",
    "key": "key",
}


class NotAWorkbookError(Exception):
    """A file that is no workbook, or has no column of codes."""

    def __str__(self) -> str:
        return str(
            _("This is no workbook with a column “Code”. Please take our table as a pattern.")
        )


def codebook_table(process: Process, book: Book, usage: Mapping[int, int], *, on: date) -> bytes:
    """All codes with their definitions; the same table can be taken in again."""
    header = (
        _("Code"),
        _("Definition"),
        _("Anchor example"),
        _("Belongs here"),
        _("Does not belong here"),
        _("May be assigned"),
        _("Colour"),
        _("Key"),
        _("Coded passages"),
    )
    rows = [_row(book, code, usage) for _depth, code in book.standing]
    note = _("%(process)s, state of %(day)s") % {"process": process.name, "day": date_format(on)}
    if process.is_example:
        note = f"{note} – {_('example data')}"
    return write_xlsx([Sheet(_("Codebook"), header, rows, note=note)], on=on)


def lines_in(content: bytes) -> list[Line]:
    """The rows of the first sheet of a workbook.  Raises NotAWorkbookError."""
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 50, max_col=30, values_only=True)
        return list(_lines(rows))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError) as fault:
        raise NotAWorkbookError from fault


def _lines(rows: Iterator[tuple[object, ...]]) -> Iterator[Line]:
    header = [COLUMNS.get(_text(cell).casefold(), "") for cell in next(rows, ())]
    if "path" not in header:
        raise NotAWorkbookError
    for number, row in enumerate(rows, start=2):
        cells = {
            name: _text(cell) for name, cell in zip(header, row, strict=False) if name and cell
        }
        if not cells:
            return  # below the table stands what it is and from when
        yield Line(number, cells)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _row(book: Book, code: Code, usage: Mapping[int, int]) -> tuple[Cell, ...]:
    return (
        book.path(code),
        code.definition,
        code.anchor,
        code.inclusion,
        code.exclusion,
        _("yes") if code.is_assignable else _("no"),
        code.tone,
        code.key,
        usage.get(code.pk, 0),
    )
