"""The answers as a workbook, written row by row so that no wave is too large for the memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import Any, cast

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from regiowerk.listen.questionnaires.documents.codebook import says
from regiowerk.listen.questionnaires.documents.ddi import row_key
from regiowerk.listen.questionnaires.domain.columns import Cell, Table, lines_of, value_labels
from regiowerk.listen.surveys.documents.exports.naming import (
    File,
    contested_header,
    contested_lines,
    explanations,
    header_of,
    key_cells,
    keys,
)
from regiowerk.listen.surveys.queries.exports import Answered, Export

MOST_COLUMNS = 16_384  # of a worksheet
LONGEST_NAME = 31  # of a worksheet
_TAKEN = ("history",)  # Excel keeps this name to itself


def fits_a_workbook(export: Export) -> bool:
    """Whether every table has a place in a worksheet."""
    around = len(keys())
    return all(
        around + len(table.repeats) + len(table.columns) <= MOST_COLUMNS for table in export.tables
    )


def write_workbook(export: Export, on: date, out: File) -> int:
    """A sheet per table, then questions and codes, then what has to be known."""
    with TemporaryDirectory(prefix="regiowerk-") as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            # even "=1+1" and "http://..." typed by somebody stay the words they are
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with Workbook(cast("Any", out), options) as book:
            book.set_properties({"created": datetime(on.year, on.month, on.day)})  # noqa: DTZ001
            return _write(export, on, book)


def _write(export: Export, on: date, book: Workbook) -> int:
    formats = _Formats(book)
    names = _Names((_("not agreed internally"), _("Questions"), _("Codes"), _("About")))
    sheets = [
        _Sheet(book.add_worksheet(names.take(table.name or _("Answers"))), table, formats)
        for table in export.tables
    ]
    number = 0
    contested = [contested_header()]
    for one in export.answered():
        number += 1
        contested += contested_lines(export, one)
        for sheet in sheets:
            sheet.add(export, one)
    for sheet in sheets:
        sheet.close()
    if len(contested) > 1:
        _plain(book.add_worksheet(_("not agreed internally")), contested, formats)
    _plain(book.add_worksheet(_("Questions")), _questions(export), formats)
    _plain(book.add_worksheet(_("Codes")), _codes(export), formats)
    about = [(_("What"), _("Explanation")), *explanations(export, on)]
    _plain(book.add_worksheet(_("About")), about, formats)
    return number


class _Formats:
    def __init__(self, book: Workbook) -> None:
        self.header: Format = book.add_format({"bold": True, "bottom": 2})
        self.day: Format = book.add_format({"num_format": "dd.mm.yyyy"})
        self.text: Format = book.add_format({"num_format": "@"})
        self.wrapped: Format = book.add_format({"num_format": "@", "text_wrap": True})


class _Sheet:
    """A worksheet that grows; what is written goes to disk."""

    def __init__(self, page: Worksheet, table: Table, formats: _Formats) -> None:
        self._page, self._table, self._formats = page, table, formats
        self._row = 0
        header = header_of(table, list(row_key(table)))
        self._width = len(header)
        page.set_column(0, self._width - 1, 16)
        page.freeze_panes(1, 2)
        for column, words in enumerate(header):
            page.write_string(0, column, words, formats.header)

    def add(self, export: Export, one: Answered) -> None:
        """The lines of one organisation."""
        whose = key_cells(one)
        for rows in lines_of(self._table, one.rows):
            self._row += 1
            found = (export.cell(column, one, rows) for column in self._table.columns)
            for column, cell in enumerate((*whose, *rows, *found)):
                _put(self._page, self._row, column, cell, self._formats)

    def close(self) -> None:
        if self._row:
            self._page.autofilter(0, 0, self._row, self._width - 1)


def _put(page: Worksheet, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    match cell:
        case None | "":
            return
        case date():
            page.write_datetime(row, column, cell, formats.day)
        case int() | Decimal():
            page.write_number(row, column, cell)
        case str():
            page.write_string(row, column, cell, formats.text)


def _questions(export: Export) -> list[tuple[str, ...]]:
    circles = says().visibility
    lines: list[tuple[str, ...]] = [
        (_("Column"), _("Question"), _("Kind"), _("Who may see it"), _("Table"))
    ]
    lines += [
        (
            column.name,
            column.label,
            column.kind.value,
            circles[export.classes[column.path]],
            table.name,
        )
        for table in export.tables
        for column in table.columns
    ]
    return lines


def _codes(export: Export) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = [(_("Column"), _("Code"), _("Meaning"))]
    lines += [
        (column.name, code, label)
        for table in export.tables
        for column in table.columns
        for code, label in value_labels(
            column, export.instrument, export.language, export.placed
        ).items()
    ]
    return lines


def _plain(page: Worksheet, lines: Iterable[Sequence[str]], formats: _Formats) -> None:
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 70)
    page.set_column(2, 4, 30)
    page.freeze_panes(1, 0)
    for row, line in enumerate(lines):
        for column, words in enumerate(line):
            page.write_string(row, column, words, formats.wrapped if row else formats.header)


class _Names:
    """Names a workbook accepts, each once whatever its letters' case."""

    def __init__(self, kept: Iterable[str]) -> None:
        self._taken = {name.casefold() for name in (*kept, *_TAKEN)}

    def take(self, wanted: str) -> str:
        name, number = wanted[:LONGEST_NAME], 2
        while name.casefold() in self._taken:
            ending = f"_{number}"
            name, number = f"{wanted[: LONGEST_NAME - len(ending)]}{ending}", number + 1
        self._taken.add(name.casefold())
        return name
