"""Tables as an XLSX workbook: real numbers and dates, a header that stays, words that stay words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

type Cell = str | int | float | Decimal | date | datetime | bool | None

NARROWEST, WIDEST = 8.0, 60.0  # of a column, in characters
DAY, MOMENT, NUMBER = "dd.mm.yyyy", "dd.mm.yyyy hh:mm", "#,##0"
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table.  `formats` gives columns a number format, `note` stands below the table."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    formats: dict[int, str] = field(default_factory=dict)
    note: str = ""


def write_xlsx(sheets: Sequence[Sheet], *, on: date | None = None) -> bytes:
    """Write tables as XLSX; no text is ever read as a formula.

    With `on` the file carries that day as its date, so that the same tables give the same bytes.
    """
    out = BytesIO()
    # even "=1+1" and "http://..." typed by somebody stay the words they are
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, {**options, "strings_to_numbers": False}) as book:
        if on:
            book.set_properties({"created": datetime(on.year, on.month, on.day)})  # noqa: DTZ001
        formats = _Formats(book)
        for sheet, name in zip(sheets, _names(sheets), strict=True):
            _write(book.add_worksheet(name), sheet, formats)
    return out.getvalue()


class _Formats:
    """Each format of a workbook once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.known: dict[str, Format] = {}
        self.header = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2}
        )
        self.note = book.add_format({"italic": True, "font_color": "#525870"})
        self.text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})

    def number(self, pattern: str) -> Format:
        if pattern not in self.known:
            look = {"num_format": pattern, "valign": "top"}
            self.known[pattern] = self.book.add_format(look)
        return self.known[pattern]


def _write(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    for column, words in enumerate(sheet.header):
        page.write_string(0, column, words, formats.header)
        page.set_column(column, column, _width(words, (row[column] for row in sheet.rows)))
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            _put(page, number, column, cell, sheet.formats.get(column, ""), formats)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)
    if sheet.note:
        page.write_string(len(sheet.rows) + 2, 0, sheet.note, formats.note)
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    page.set_landscape()
    page.set_paper(9)  # A4


def _put(
    page: Worksheet, row: int, column: int, cell: Cell, pattern: str, formats: _Formats
) -> None:
    match cell:
        case None | "":
            return
        case str():  # most cells are words
            page.write_string(row, column, cell, formats.text)
        case bool():
            page.write_boolean(row, column, cell)
        case datetime():
            # a worksheet knows no time zones: the moment as its clock showed it
            moment = cell.replace(tzinfo=None)
            page.write_datetime(row, column, moment, formats.number(pattern or MOMENT))
        case date():
            page.write_datetime(row, column, cell, formats.number(pattern or DAY))
        case int():
            page.write_number(row, column, cell, formats.number(pattern or NUMBER))
        case float() | Decimal():
            places = _places(Decimal(str(cell)))
            page.write_number(row, column, cell, formats.number(pattern or places))
        case _:
            page.write_string(row, column, str(cell), formats.text)


def _places(value: Decimal) -> str:
    return NUMBER if value == value.to_integral_value() else "#,##0.00"


def _width(words: str, cells: Iterable[Cell]) -> float:
    """The width of a column in characters: its longest cell, within limits."""
    # the same words stand in many rows
    longest = max((len(_shown(cell)) for cell in set(cells)), default=0)
    return min(max(longest * 1.1 + 2, min(len(words) + 3, 24), NARROWEST), WIDEST)


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return MOMENT
    if isinstance(cell, date):
        return DAY
    if isinstance(cell, int | float | Decimal):
        return f"{cell:,}"
    return max(str(cell or "").split("\n"), key=len)


def _names(sheets: Sequence[Sheet]) -> list[str]:
    """Names Excel accepts: at most 31 signs, none of []:*?/\\, each once."""
    names: list[str] = []
    taken = set()
    for number, sheet in enumerate(sheets, 1):
        name = " ".join(sheet.title.translate(NOT_IN_NAMES).split()).strip("'")[:31].strip()
        if not name or name.casefold() in taken:
            name = f"{name[:27]} {number}".strip()
        taken.add(name.casefold())
        names.append(name)
    return names
