"""Workbooks as authors make them, written with openpyxl."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

HEAD = ("type", "name", "label", "bind::rp:confidential")
ROW = ("text", "wish", "Was fehlt?", "public")
NAMESPACES = {"namespaces": 'rp="urn:regiowerk:xlsform"', "default_language": "Deutsch (de)"}
type Cells = Sequence[Sequence[object]]


def a_workbook(
    survey: Cells = (HEAD, ROW),
    choices: Cells = (),
    settings: Mapping[str, object] = NAMESPACES,
    *,
    name: str = "survey",
    merged: str = "",
) -> bytes:
    """A workbook with these cells on its three sheets."""
    book = Workbook()
    first = book.active
    first.title = name
    for row in survey:
        first.append(list(row))
    if merged:
        first.merge_cells(merged)
    if choices:
        sheet = book.create_sheet("choices")
        for row in choices:
            sheet.append(list(row))
    sheet = book.create_sheet("settings")
    sheet.append(list(settings))
    sheet.append(list(settings.values()))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def asking(*rows: Sequence[object], extra: Sequence[str] = ()) -> bytes:
    """A workbook with the usual headings, more of them, and these rows."""
    return a_workbook(((*HEAD, *extra), *rows))


def books(**sheets: Cells) -> bytes:
    """A workbook with these sheets, by their names."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()
