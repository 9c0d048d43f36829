"""From the bytes of a CSV file to its rows, with a diagnosis where it is no such file."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from regiowerk.tell.exchange.domain.columns import Column, Row, Table
from regiowerk.tell.exchange.domain.faults import Fault, Faults, Kind, fault
from regiowerk.tell.exchange.domain.limits import LIMITS
from regiowerk.tell.exchange.domain.values import (
    CONTROL,
    MisreadError,
    Value,
    suggestion,
    tidy,
)

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_OTHER_SEPARATORS = {";": ";", "\t": "Tab", "|": "|"}

# The module's own limit of 131,072 characters is below what a text may have here.
csv.field_size_limit(LIMITS.file)

# A heading has some ten columns; where it has thousands, something else is wrong.
_LOOKED_AT = 100

type _Cells = Sequence[str]


def read_table(table: Table, file: str, content: bytes, faults: Faults) -> tuple[Row, ...] | None:
    """The rows of a table; None when they cannot be told apart, and then a fault says why.

    What is wrong goes to `faults`; reading goes on, so that all of it is told at once.
    """
    text = read_text(file, content, faults)
    if text is None or not _has_commas(table, file, text, faults):
        return None
    records = _records(file, text, faults)
    if records is None:
        return None
    if not records:
        faults.add(fault(file, Kind.FILE_EMPTY, names=",".join(table.names)))
        return None
    names = [name.strip() for name in records[0][1]]
    found = _check_heading(table, file, names, faults)
    if len(records) - 1 > LIMITS.rows:
        faults.add(
            fault(file, Kind.TOO_MANY_ROWS, rows=str(len(records) - 1), most=str(LIMITS.rows))
        )
        return None
    rows = tuple(_rows(table, file, names, records[1:], faults))
    return rows if found.issuperset(table.key) else None


def read_text(file: str, content: bytes, faults: Faults) -> str | None:
    """UTF-8 text; None when it is something else, and then a fault says what it probably is."""
    problem = _not_text(file, content)
    if problem:
        faults.add(problem)
        return None
    if content.startswith(_UTF8_MARK):
        faults.note(fault(file, Kind.BYTE_ORDER_MARK))
        content = content[len(_UTF8_MARK) :]
    return content.decode("utf-8")


def _not_text(file: str, content: bytes) -> Fault | None:
    if content.startswith(_UTF16_MARKS):
        return fault(file, Kind.UTF16)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        return _not_utf8(file, content, problem.start)
    found = CONTROL.search(text)
    if found is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    code = f"U+{ord(found[0]):04X}"
    return fault(file, Kind.CONTROL_CHARACTER, row=line, value=code)


def _not_utf8(file: str, content: bytes, position: int) -> Fault:
    """The word around the spot, read as Windows-1252: people recognise it."""
    start = content.rfind(b"\n", 0, position) + 1
    end = content.find(b"\n", position)
    line = content[start : end if end >= 0 else None]
    before = line[: position - start].decode("cp1252", "replace").replace(",", " ").split(" ")
    after = line[position - start :].decode("cp1252", "replace").replace(",", " ").split(" ")
    word = (before[-1] + after[0]).strip()[:60]
    number = content.count(b"\n", 0, position) + 1
    return fault(file, Kind.NOT_UTF8, row=number, value=word)


def _has_commas(table: Table, file: str, text: str, faults: Faults) -> bool:
    first = text.lstrip().split("\n", 1)[0]
    for mark, name in _OTHER_SEPARATORS.items():
        if first.lower().startswith(f"sep={mark}") or _known(table, first, mark) > _known(
            table, first, ","
        ):
            faults.add(fault(file, Kind.NOT_COMMAS, row=1, value=first[:60].strip(), mark=name))
            return False
    return True


def _known(table: Table, first: str, mark: str) -> int:
    return sum(cell.strip(' "\r') in table.by_name for cell in first.split(mark))


def _records(file: str, text: str, faults: Faults) -> list[tuple[int, _Cells]] | None:
    """All rows that are not empty, with their numbers as a table program counts them.

    None when they cannot be told apart, and then a fault says why.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, _Cells]] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                records.append((number, cells))
    except csv.Error:
        faults.add(fault(file, Kind.QUOTES_BROKEN, row=number + 1))
        return None
    return records


def _check_heading(table: Table, file: str, names: list[str], faults: Faults) -> set[str]:
    """Tell what is wrong with the headings; the columns that are there."""
    missing = [name for name in table.names if name not in names]
    for place, (name, count) in enumerate(Counter(names).items()):
        if name not in table.by_name:
            meant = suggestion(name, tuple(missing)) if place < _LOOKED_AT else ""
            missing = [other for other in missing if other != meant]
            known = ", ".join(table.names)
            faults.add(
                fault(file, Kind.COLUMN_UNKNOWN, row=1, column=name[:80], meant=meant, known=known)
            )
        elif count > 1:
            faults.add(fault(file, Kind.COLUMN_TWICE, row=1, column=name))
    for name in missing:
        title = table.by_name[name].title
        faults.add(fault(file, Kind.COLUMN_MISSING, row=1, column=name, title=title))
    return set(names) & set(table.names)


def _rows(
    table: Table, file: str, names: list[str], records: list[tuple[int, _Cells]], faults: Faults
) -> Iterator[Row]:
    places = {name: names.index(name) for name in table.names if name in names}
    for number, cells in records:
        if len(cells) == len(names):
            yield _row(table, file, places, number, cells, faults)
        else:
            faults.add(_wrong_count(file, number, cells, len(names)))
            yield _row_of_keys(table, places, number, cells)


def _row(
    table: Table,
    file: str,
    places: Mapping[str, int],
    number: int,
    cells: _Cells,
    faults: Faults,
) -> Row:
    values: dict[str, Value] = {}
    misread = set(table.names).difference(places)
    for column in table.columns:
        text = tidy(cells[places[column.name]]) if column.name in places else ""
        try:
            values[column.name] = _value(column, text, is_there=column.name in places)
        except MisreadError as problem:
            misread.add(column.name)
            values[column.name] = _stand_in(column, text)
            faults.add(
                fault(
                    file,
                    problem.kind,
                    row=number,
                    column=column.name,
                    value=text[:80],
                    **problem.details,
                )
            )
    return Row(number, values, frozenset(misread))


def _row_of_keys(table: Table, places: Mapping[str, int], number: int, cells: _Cells) -> Row:
    """Cells stand in the wrong columns; only the row's key is still worth knowing."""
    values: dict[str, Value] = {column.name: column.kind.none for column in table.columns}
    for name in table.key:
        if values[name] == "" and places.get(name, len(cells)) < len(cells):
            values[name] = cells[places[name]]
    return Row(number, values, frozenset(table.names))


def _value(column: Column, text: str, *, is_there: bool) -> Value:
    if text:
        return column.kind.read(text)
    if column.is_required and is_there:
        raise MisreadError(Kind.EMPTY, title=column.title)
    return column.kind.none


def _stand_in(column: Column, text: str) -> Value:
    """A key is known even when it is wrong, so that what refers to it is not blamed as well."""
    return text if column.kind.none == "" and not column.refers_to else column.kind.none


def _wrong_count(file: str, number: int, cells: _Cells, wanted: int) -> Fault:
    kind = Kind.TOO_MANY_CELLS if len(cells) > wanted else Kind.TOO_FEW_CELLS
    value = ",".join(cells)[:40]
    return fault(file, kind, row=number, value=value, wanted=str(wanted), given=str(len(cells)))
