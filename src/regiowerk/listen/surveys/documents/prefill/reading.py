"""Reads a workbook of values; what is wrong is told by row and column, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from regiowerk.listen.questionnaires.documents.xlsform.faults import UnreadableFileError
from regiowerk.listen.questionnaires.documents.xlsform.merged import merged_ranges
from regiowerk.listen.questionnaires.documents.xlsform.unpacking import ending_of
from regiowerk.listen.questionnaires.domain.columns import Column
from regiowerk.listen.questionnaires.domain.instrument import Instrument
from regiowerk.listen.surveys.documents.prefill.cells import Wrong, text_of, value_from
from regiowerk.listen.surveys.documents.prefill.sentences import Note
from regiowerk.listen.surveys.documents.prefill.template import KEY, NAME, REMARK, SHEET
from regiowerk.listen.surveys.queries.prefilling import Given, fillable

MOST_ROWS = 12_000  # all municipalities of the country
MOST_COLUMNS = 4_000
MOST_VALUES = 10_000  # written in one transaction, about a millisecond each
_HINTS = frozenset({"handed-in"})  # told, and all else is filled in
MOST_NOTES = 200  # more would only say the same again
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

type Cell = tuple[Any, str]  # value, type as openpyxl names it


@dataclass(frozen=True, slots=True)
class Read:
    """The values by the key of the organisation and the path of the question."""

    values: Mapping[str, Given]
    notes: tuple[Note, ...]

    @property
    def has_errors(self) -> bool:
        return any(note.is_error for note in self.notes)


@dataclass(frozen=True, slots=True)
class Known:
    """What a workbook may name: columns of questions, and who takes part."""

    columns: Sequence[Column]
    instrument: Instrument
    organisations: Mapping[str, bool]  # key -> whether it may still be filled in
    labels: Mapping[str, str]  # key -> name
    language: str


def read_prefill(content: bytes, file_name: str, known: Known) -> Read:
    """The values of a file, or what is wrong with it."""
    try:
        ending = ending_of(content, file_name)
        if ending != ".xlsx":
            raise UnreadableFileError("not-xlsx", name=file_name)
        return _read(content, known)
    except UnreadableFileError as problem:
        place = problem.place
        return Read({}, (Note(problem.kind, place.row, place.column, problem.values),))
    except _BROKEN:
        return Read({}, (Note("broken-workbook"),))


def _read(content: bytes, known: Known) -> Read:
    book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        name = _sheet_name(book.sheetnames)
        reader = _Reader(known)
        reader.tell_merged(merged_ranges(content).get(name, ()))
        for number, row in enumerate(book[name].iter_rows(), start=1):
            cells = [(cell.value, cell.data_type) for cell in row]
            if any(value is not None for value, _kind in cells):
                reader.take(number, cells)
        return reader.read()
    finally:
        book.close()


def _sheet_name(names: Sequence[str]) -> str:
    """The sheet with the values, whatever its letters' case."""
    for name in names:
        if name.strip().casefold() == SHEET:
            return name
    near = get_close_matches(SHEET, [name.strip().casefold() for name in names], 1)
    raise UnreadableFileError(
        "no-sheet", sheet=SHEET, sheets=", ".join(names), near=near[0] if near else ""
    )


class _Reader:
    """The rows of one sheet as they come."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._by_name = {column.name.casefold(): column for column in known.columns}
        self._questions = fillable(known.instrument)
        self._headings: list[Column | str] | None = None
        self._seen: dict[str, int] = {}
        self._values: dict[str, Given] = {}
        self._number = 0
        self._notes: list[Note] = []

    def read(self) -> Read:
        """All values, or none of them when something is wrong."""
        if not self._number and not any(note.is_error for note in self._notes):
            self._tell("no-values")
        return Read(self._values, tuple(self._notes))

    def tell_merged(self, spans: Iterable[str]) -> None:
        for span in spans:
            digits = "".join(sign for sign in span.partition(":")[0] if sign.isdigit())
            self._tell("merged-cells", int(digits or 1), cells=span)

    def take(self, number: int, cells: Sequence[Cell]) -> None:
        """One row that is not empty."""
        if self._headings is None:
            self._headings = self._headings_from(number, cells)
            return
        if number > MOST_ROWS:
            raise UnreadableFileError("too-many-rows", limit=f"{MOST_ROWS:,}")
        if text_of(cells[0][0]).startswith(REMARK):
            return
        key = self._key_in(number, cells)
        if key:
            self._take_values(key, number, cells)

    def _headings_from(self, number: int, cells: Sequence[Cell]) -> list[Column | str]:
        texts = [text_of(value).casefold() for value, _kind in cells]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > MOST_COLUMNS:
            raise UnreadableFileError("too-many-columns", limit=f"{MOST_COLUMNS:,}")
        if KEY not in texts:
            raise UnreadableFileError("no-key-column", column=KEY)
        found: list[Column | str] = []
        for position, text in enumerate(texts):
            heading: Column | str | None = text if text in {KEY, NAME} else self._by_name.get(text)
            if text and heading is None:
                self._tell("unknown-column", number, text)
            elif text and text in texts[:position]:
                self._tell("column-twice", number, text)
            found.append(text if heading is None else heading)
        return found

    def _key_in(self, number: int, cells: Sequence[Cell]) -> str:
        """The organisation of a row; "" if it is none whose values can be taken."""
        headings = self._headings or []
        position = headings.index(KEY)
        key = text_of(cells[position][0]) if position < len(cells) else ""
        has_values = any(
            value is not None and headings[place] != NAME
            for place, (value, _kind) in enumerate(cells[: len(headings)])
            if place != position
        )
        if not has_values:
            return ""
        if not key:
            self._tell("no-organisation", number)
        elif key not in self._known.organisations:
            self._tell("unknown-organisation", number, KEY, key=key)
        elif key in self._seen:
            self._tell("organisation-twice", number, KEY, key=key, first=str(self._seen[key]))
        else:
            self._seen[key] = number
            if self._known.organisations[key]:
                return key
            label = self._known.labels[key]
            self._tell("handed-in", number, KEY, organisation=label)
        return ""

    def _take_values(self, key: str, number: int, cells: Sequence[Cell]) -> None:
        given = {}
        for path, filled in self._by_question(number, cells).items():
            try:
                value = value_from(
                    self._questions[path], filled, self._known.instrument, self._known.language
                )
            except Wrong as wrong:
                self._tell(wrong.kind, number, wrong.column, **wrong.values)
                continue
            if value is not None:
                given[path] = value
        self._number += len(given)
        if self._number > MOST_VALUES:
            raise UnreadableFileError("too-many-values", limit=f"{MOST_VALUES:,}")
        if given:
            self._values[key] = given

    def _by_question(
        self, number: int, cells: Sequence[Cell]
    ) -> dict[str, list[tuple[Column, Cell]]]:
        """The cells of a row that have a value, by the question they belong to."""
        headings = self._headings or []
        found: dict[str, list[tuple[Column, Cell]]] = {}
        for position, cell in enumerate(cells):
            if cell[0] is None or self._is_formula(number, position, cell):
                continue
            heading = headings[position] if position < len(headings) else ""
            if isinstance(heading, Column):
                found.setdefault(heading.path, []).append((heading, cell))
            elif not heading and text_of(cell[0]):
                self._tell("no-heading", number, cell=f"{get_column_letter(position + 1)}{number}")
        return found

    def _is_formula(self, number: int, position: int, cell: Cell) -> bool:
        value, kind = cell
        if kind not in {"f", "e"}:
            return False
        place = f"{get_column_letter(position + 1)}{number}"
        self._tell("formula" if kind == "f" else "fault", number, cell=place, text=str(value))
        return True

    def _tell(self, kind: str, row: int | None = None, column: str = "", **values: str) -> None:
        is_error = kind not in _HINTS
        # Hints never crowd out an error.
        if sum(note.is_error == is_error for note in self._notes) < MOST_NOTES:
            self._notes.append(Note(kind, row, column, {"column": column, **values}, is_error))
