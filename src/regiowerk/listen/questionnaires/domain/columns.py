"""Tables: one stable column per question, and what stands in its cells.  Pure.

Names come from the names of questions and the codes of choices, never from labels, so that a
reworded question keeps its column.  They hold only letters, digits and "_", and differ even where
upper and lower case are not told apart.

| kind            | columns                                  | cell                                 |
|-----------------|------------------------------------------|--------------------------------------|
| select_multiple | one per choice, `name__code`             | 1 chosen, 0 not, empty: no answer    |
| rank            | one per place, `name__1`, `name__2` ...  | the code that stands there           |
| acknowledge     | one                                      | 1 or empty                           |
| file            | one                                      | the name of the file                 |
| note            | none                                     |                                      |
| all others      | one                                      | the answer itself                    |
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regiowerk.listen.questionnaires.domain.answers import Field, Upload, Value
from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Choice,
    Group,
    Instrument,
    Kind,
    Placed,
    Question,
    Repeat,
    questions,
    say,
    walk,
)

type Cell = str | int | Decimal | date | None

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets take for a formula
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an export; `table` is the path of the repeat it belongs to, "" the main one."""

    name: str
    label: str
    path: str
    kind: Kind
    code: str = ""  # the choice of a select_multiple, the place of a rank
    table: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns filled once per answer sheet, or once per row of a repeat."""

    name: str  # "" for the main table
    path: str
    repeats: tuple[str, ...]  # paths of the repeats around a row, the innermost last
    columns: tuple[Column, ...]


def columns_of(instrument: Instrument, language: str = "") -> tuple[Column, ...]:
    """Every column in the author's order, those of repeats where the repeat stands."""
    names = _Names(instrument)
    headings = {placed.path: placed for placed in walk(instrument)}
    found: list[Column] = []
    for path, placed in questions(instrument).items():
        question = placed.item
        if isinstance(question, Question) and question.kind is not Kind.NOTE:
            label = _label(placed, headings, instrument, language)
            found += _columns(question, path, label, placed, names, instrument, language)
    return tuple(found)


def tables_of(instrument: Instrument, language: str = "") -> tuple[Table, ...]:
    """The main table, and one for each repeat."""
    columns = columns_of(instrument, language)
    names = _Taken()
    tables = [Table("", "", (), tuple(c for c in columns if not c.table))]
    for placed in walk(instrument):
        if isinstance(placed.item, Repeat):
            inside = tuple(column for column in columns if column.table == placed.path)
            around = (*placed.repeats, placed.path)
            name = names.take(placed.item.name)
            tables.append(Table(name, placed.path, around, inside))
    return tuple(tables)


def lines_of(table: Table, rows: Mapping[Field, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The row ids of every line of a table: one empty line for the main table."""
    yield from _lines(table.repeats, (), rows)


def cells(column: Column, answers: Mapping[Field, Value], rows: tuple[str, ...] = ()) -> Cell:
    """What stands in a column for one answer sheet, or for one row of a repeat."""
    value = answers.get(Field(column.path, rows))
    if isinstance(value, tuple):
        return _of_several(column, value)
    if isinstance(value, Upload):
        return value.name
    if isinstance(value, bool):
        return int(value)
    return value


def value_labels(
    column: Column,
    instrument: Instrument,
    language: str = "",
    placed: Mapping[str, Placed] | None = None,
) -> dict[str, str]:
    """What the codes in a column mean; nothing where no codes stand.

    `placed` is questions(instrument), for whoever asks for many columns.
    """
    question = (placed or questions(instrument))[column.path].item
    is_yes_or_no = column.kind is Kind.SELECT_MULTIPLE and column.code
    if is_yes_or_no or not isinstance(question, Question) or question.kind not in CHOOSING:
        return {}
    choices = instrument.choice_lists.get(question.choice_list, ())
    return {c.code: say(c.label, language, instrument.default_language) for c in choices}


def harmless(cell: Cell) -> Cell:
    """A cell for spreadsheets: text that would be taken for a formula begins with an apostrophe."""
    if isinstance(cell, str) and cell.startswith(_DANGEROUS):
        return f"'{cell}"
    return cell


def in_csv(cell: Cell) -> str:
    """A cell as text: dates as in ISO 8601, a point before decimals, formulas made harmless."""
    match harmless(cell):
        case None:
            return ""
        case str() as text:
            return text
        case Decimal() as number:
            return format(number, "f")
        case date() as day:
            return day.isoformat()
        case int() as number:
            return str(number)


def _columns(
    question: Question,
    path: str,
    label: str,
    placed: Placed,
    names: _Names,
    instrument: Instrument,
    language: str,
) -> list[Column]:
    stem = names.stem(question.name, path)
    table = placed.repeats[-1] if placed.repeats else ""
    parts = _parts(question, instrument, language)
    if not parts:
        return [Column(names.take(stem), label, path, question.kind, "", table)]
    return [
        Column(names.take(f"{stem}__{code}"), f"{label}: {part}", path, question.kind, code, table)
        for code, part in parts
    ]


def _parts(question: Question, instrument: Instrument, language: str) -> list[tuple[str, str]]:
    """The choices or places that have columns of their own."""
    choices: tuple[Choice, ...] = instrument.choice_lists.get(question.choice_list, ())
    match question.kind:
        case Kind.SELECT_MULTIPLE:
            default = instrument.default_language
            return [(c.code, say(c.label, language, default) or c.code) for c in choices]
        case Kind.RANK:
            return [(str(place), str(place)) for place in range(1, len(choices) + 1)]
        case _:
            return []


def _of_several(column: Column, value: tuple[str, ...]) -> Cell:
    if not column.code:
        return " ".join(value)
    if column.kind is Kind.RANK:
        place = int(column.code)
        return value[place - 1] if place <= len(value) else None
    return int(column.code in value)


def _label(
    placed: Placed, headings: Mapping[str, Placed], instrument: Instrument, language: str
) -> str:
    """The question in words; a row of a matrix stands behind the question of the matrix."""
    parts = [placed.item]
    parent = headings[placed.groups[-1]].item if placed.groups else None
    if isinstance(parent, Group) and parent.is_matrix:
        parts.insert(0, parent)
    said = (say(part.label, language, instrument.default_language) for part in parts)
    return " - ".join(" ".join(text.split()) for text in said if text) or placed.item.name


def _lines(
    repeats: tuple[str, ...], around: tuple[str, ...], rows: Mapping[Field, tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    if not repeats:
        yield around
        return
    for row in rows.get(Field(repeats[0], around), ()):
        yield from _lines(repeats[1:], (*around, row), rows)


class _Taken:
    """Names given so far; a second one of the same name gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        plain = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode()
        name = stem = _NOT_IN_NAMES.sub("_", plain) or "_"
        number = 2
        while name.casefold() in self._taken:
            name, number = f"{stem}_{number}", number + 1
        self._taken.add(name.casefold())
        return name


class _Names(_Taken):
    """Column names of one instrument: a question's name, with its groups where two share it."""

    def __init__(self, instrument: Instrument) -> None:
        super().__init__()
        self._times = Counter(p.item.name.casefold() for p in questions(instrument).values())

    def stem(self, name: str, path: str) -> str:
        return name if self._times[name.casefold()] == 1 else "__".join(path.strip("/").split("/"))
