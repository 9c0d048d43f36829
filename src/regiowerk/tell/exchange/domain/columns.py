"""What a table of a package is: one declaration for reading, checking, writing and describing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from regiowerk.tell.exchange.domain.values import Value, ValueKind


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    title: str  # German, as packages are; people read it in datapackage.json
    kind: ValueKind
    is_required: bool = False
    refers_to: str = ""  # the table whose key stands here


@dataclass(frozen=True, eq=False)
class Table:
    """A file of rows.

    `key` tells rows apart, `unique` names further columns that do; `order` is how a file is sorted
    (without one: by key).
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    order: tuple[str, ...] = ()
    is_required: bool = False
    at_most: int = 0  # rows; 0: any number

    @property
    def path(self) -> str:
        return f"{self.name}.csv"

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def references(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.refers_to)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a table program counts, and a value for every column.

    `misread` names the columns whose cells could not be read; nothing else is said about them.
    """

    number: int
    values: Mapping[str, Value]
    misread: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> Value:
        return self.values[column]

    def text(self, column: str) -> str:
        value = self.values[column]
        return "" if value is None else str(value)


def key_of(table: Table, row: Row) -> tuple[Value, ...]:
    """What tells a row apart from the others of its table."""
    return tuple(row[name] for name in table.key)


def in_order(table: Table, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows in the one order in which a package writes them, whatever database they come from."""
    return tuple(sorted(rows, key=lambda row: _order(table, row)))


def _order(table: Table, row: Row) -> tuple[tuple[bool, int | Decimal, str], ...]:
    # Everything at last, so that the order is total whatever the rows share.
    names = dict.fromkeys((*table.order, *table.key, *table.names))
    return tuple(_sortable(row[name], table.by_name[name].kind) for name in names)


def _sortable(value: Value, kind: ValueKind) -> tuple[bool, int | Decimal, str]:
    if isinstance(value, int | Decimal):
        return (True, value, "")
    return (value is not None, 0, "" if value is None else kind.write(value))
