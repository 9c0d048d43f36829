"""Reads the cells of a workbook as text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from difflib import get_close_matches
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import md_to_dict, xls_to_dict

from regiowerk.listen.questionnaires.documents.xlsform.faults import UnreadableFileError
from regiowerk.listen.questionnaires.documents.xlsform.merged import merged_ranges
from regiowerk.listen.questionnaires.domain.linting import Findings, Place
from regiowerk.listen.questionnaires.domain.linting.tables import EXPLANATIONS, Row, Table, Workbook

SHEETS = ("survey", "choices", "settings", "external_choices")
MOST_ROWS = 10_000  # of one sheet; choices of all municipalities of a state fit
MOST_COLUMNS = 250
LONGEST_CELL = 32_767  # characters; what a spreadsheet holds
_BROKEN = (
    BadZipFile,
    InvalidFileException,
    DefusedXmlException,
    KeyError,
    ValueError,
    TypeError,
    OSError,
    SyntaxError,
    AttributeError,
    IndexError,
)
_RUNS = re.compile(r"\s*(?:=\s*[\w.]+\s*\(|[=+\-@]\s*[\w.]+\|['\"!])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
type Cells = Iterable[tuple[int, list[tuple[Any, bool]]]]  # row number; values, is it a formula


def workbook_from(content: bytes, ending: str, found: Findings) -> Workbook:
    """The sheets of a file as text.  Raises UnreadableFileError."""
    if ending == ".xlsx":
        return _from_xlsx(content, found)
    read = xls_to_dict if ending == ".xls" else md_to_dict
    try:
        book = read(BytesIO(content))
    except (PyXFormError, UnicodeDecodeError, *_BROKEN) as problem:
        raise UnreadableFileError("broken-workbook") from problem
    return _from_dict(book, found)


def _from_xlsx(content: bytes, found: Findings) -> Workbook:
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            names = _named(book.sheetnames, found)
            tables = {word: _table(name, _cells(book[name]), found) for word, name in names.items()}
            others = tuple(name for name in book.sheetnames if name not in names.values())
        finally:
            book.close()
        _tell_merged(content, tables, found)
    except UnreadableFileError:
        raise
    except _BROKEN as problem:
        raise UnreadableFileError("broken-workbook") from problem
    return _complete(tables, others)


def _cells(sheet: Any) -> Cells:
    """Rows of a sheet as they stream in, never all at once."""
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, [(cell.value, cell.data_type == "f") for cell in row]


def _from_dict(book: Mapping[str, Any], found: Findings) -> Workbook:
    names = _named(book["sheet_names"], found)
    tables = {}
    for word, name in names.items():
        headings = list(book.get(f"{word}_header", [{}])[0]) if f"{word}_header" in book else []
        lines = [(1, [(heading, False) for heading in headings])]
        for number, cells in enumerate(book.get(word, ()), start=2):
            lines.append((number, [(cells.get(heading), False) for heading in headings]))
        tables[word] = _table(name, lines, found)
    others = tuple(name for name in book["sheet_names"] if name not in names.values())
    return _complete(tables, others)


def _named(names: list[str], found: Findings) -> dict[str, str]:
    """The sheets by the words of XLSForm; a wrong name is told with the one it resembles."""
    known: dict[str, str] = {}
    for name in names:
        word = name.strip().lower()
        if word in SHEETS and word not in known:
            known[word] = name
    for name in names:
        if name in known.values() or name == EXPLANATIONS:
            continue
        near = get_close_matches(name.strip().lower(), [w for w in SHEETS if w not in known], 1)
        if near:
            found.warn("sheet-misspelt", Place(name), sheet=name, near=near[0])
        else:
            found.note("sheet-not-read", Place(name), sheet=name)
    if "survey" not in known:
        raise UnreadableFileError("no-survey-sheet", sheets=", ".join(names))
    return known


def _complete(tables: Mapping[str, Table], others: tuple[str, ...]) -> Workbook:
    survey, choices, settings, external = (tables.get(word, Table(word)) for word in SHEETS)
    return Workbook(survey, choices, settings, others, external)


def _table(name: str, lines: Cells, found: Findings) -> Table:
    stream = iter(lines)
    headings = _headings(name, stream, found)
    rows = []
    for number, values in stream:
        texts = [value for value in values if value[0] is not None]
        if not texts:
            continue
        if number > MOST_ROWS:
            raise UnreadableFileError("too-many-rows", Place(name, number), limit=str(MOST_ROWS))
        cells = _row(name, number, headings, values, found)
        if cells:
            rows.append(Row(number, cells))
    return Table(name, tuple(heading for heading in headings if heading), tuple(rows))


def _headings(
    name: str, stream: Iterator[tuple[int, list[tuple[Any, bool]]]], found: Findings
) -> list[str]:
    _number, values = next(stream, (1, []))
    texts = [_text(value) for value, _is_formula in values]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > MOST_COLUMNS:
        raise UnreadableFileError("too-many-columns", Place(name, 1), limit=str(MOST_COLUMNS))
    seen: set[str] = set()
    for position, (text, (_value, is_formula)) in enumerate(zip(texts, values, strict=False)):
        place = Place(name, 1, text or get_column_letter(position + 1))
        if is_formula:
            found.error("formula", place, cell=f"{get_column_letter(position + 1)}1")
        if text and text in seen:
            found.error("column-twice", place, column=text)
            texts[position] = ""
        seen.add(text)
    return texts


def _row(
    name: str,
    number: int,
    headings: list[str],
    values: list[tuple[Any, bool]],
    found: Findings,
) -> dict[str, str]:
    cells: dict[str, str] = {}
    for position, (value, is_formula) in enumerate(values[:MOST_COLUMNS]):
        if value is None:
            continue
        heading = headings[position] if position < len(headings) else ""
        cell = f"{get_column_letter(position + 1)}{number}"
        place = Place(name, number, heading or get_column_letter(position + 1))
        if is_formula or _is_dangerous(value):
            found.error("formula", place, cell=cell)
            continue
        text = _clean(_text(value), place, cell, found)
        if text and not heading:
            found.warn("cell-without-heading", place, cell=cell, text=text)
        elif text:
            cells[heading] = text
    return cells


def _is_dangerous(value: object) -> bool:
    """Text that a spreadsheet would run when it is typed in again: =HYPERLINK(...), +cmd|'..."""
    return isinstance(value, str) and bool(_RUNS.match(value))


def _clean(text: str, place: Place, cell: str, found: Findings) -> str:
    if _CONTROL.search(text):
        found.warn("control-characters", place, cell=cell)
        text = _CONTROL.sub("", text).strip()
    if len(text) > LONGEST_CELL:
        found.error("cell-too-long", place, cell=cell, limit=str(LONGEST_CELL))
        return ""
    return text


def _text(value: object) -> str:
    """A cell as the author reads it: 6 and not 6.0, a day as 2022-01-24, no blanks around."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            is_day = value.time() == time()
            return value.date().isoformat() if is_day else value.isoformat(sep=" ")
        case date() | time():
            return value.isoformat()
    return str(value).replace("\xa0", " ").replace("_x0000_", "\x00").strip()


def _tell_merged(content: bytes, tables: Mapping[str, Table], found: Findings) -> None:
    by_name = merged_ranges(content)
    for table in tables.values():
        for span in by_name.get(table.name, ()):
            row = int(re.search(r"\d+", span).group())  # type: ignore[union-attr]
            found.warn("merged-cells", Place(table.name, row), cells=span)
