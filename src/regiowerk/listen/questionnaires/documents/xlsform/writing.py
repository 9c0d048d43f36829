"""Writes an instrument as an XLSForm workbook; the same instrument gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from regiowerk.listen.questionnaires.documents.xlsform.columns import (
    FREE,
    OFFERED,
    in_language,
    kept_columns,
    languages_of,
    survey_columns,
)
from regiowerk.listen.questionnaires.documents.xlsform.rows import (
    Cells,
    choice_rows,
    settings_row,
    survey_rows,
)
from regiowerk.listen.questionnaires.domain.instrument import Instrument

LAST_OFFERED_ROW = 2_000  # rows that offer a list of values
WIDE, MIDDLE, NARROW = 48, 24, 14
_WIDTHS = {"label": WIDE, "hint": WIDE, "guidance_hint": WIDE, "type": MIDDLE, "name": MIDDLE}
_MADE = datetime(2022, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same in every file


class Book:
    """A workbook whose sheets look alike."""

    def __init__(self) -> None:
        self._stream = BytesIO()
        self._book = Workbook(
            self._stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        self._book.set_properties({"created": _MADE, "author": "Regiowerk"})
        self._head = self._format(bold=True, bg_color="#E8EEF2", bottom=1)
        self._body = self._format()
        self._section = self._format(bold=True, top=1)

    def sheet(self, name: str, headings: Sequence[str], rows: Iterable[Cells]) -> Worksheet:
        """A sheet with a frozen head, one row per set of cells."""
        sheet = self._book.add_worksheet(name)
        for column, heading in enumerate(headings):
            width = _WIDTHS.get(heading.partition("::")[0], MIDDLE if "_" in heading else NARROW)
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, self._head)
        for number, cells in enumerate(rows, start=1):
            begins = cells.get("type", "").startswith("begin_")
            for column, heading in enumerate(headings):
                if heading in cells:
                    shape = self._section if begins else self._body
                    sheet.write_string(number, column, cells[heading], shape)
        sheet.freeze_panes(1, 2 if len(headings) > 2 else 0)
        return sheet

    def content(self) -> bytes:
        self._book.close()
        return self._stream.getvalue()

    def _format(self, **properties: object) -> Format:
        return self._book.add_format({"text_wrap": True, "valign": "top", **properties})


def write_workbook(instrument: Instrument) -> bytes:
    """The instrument as .xlsx that this program, pyxform and spreadsheets read."""
    book = Book()
    languages = languages_of(instrument)
    headings = survey_columns(languages, kept_columns(instrument))
    offer(book.sheet("survey", headings, survey_rows(instrument)), headings)
    columns = {
        heading: None
        for choices in instrument.choice_lists.values()
        for choice in choices
        for heading in choice.columns
    }
    labels = [in_language("label", code) for code in languages]
    book.sheet("choices", ["list_name", "name", *labels, *columns], choice_rows(instrument))
    settings = settings_row(instrument)
    book.sheet("settings", list(settings), [settings])
    return book.content()


def offer(sheet: Worksheet, headings: Sequence[str]) -> None:
    """Lists to pick from, where only some words are allowed."""
    for column, heading in enumerate(headings):
        if heading in OFFERED:
            rule = {
                "validate": "list",
                "source": list(OFFERED[heading]),
                "error_type": "information" if heading in FREE else "stop",
                "show_error": heading not in FREE,
            }
            sheet.data_validation(1, column, LAST_OFFERED_ROW, column, rule)
