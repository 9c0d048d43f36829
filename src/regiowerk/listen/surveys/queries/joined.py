"""A row and everything it hangs on, read in one go by a statement that is written only once.

Every answer is saved through a link, and a link hangs on a participation, its organisation, version,
wave, survey, process and region.  The ORM writes that query anew each time, which takes ten times as
long as the database takes to answer it.  What comes back are the same objects as from `select_related`
with `defer`, as fresh as those; only the text of the statement is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field as Column, Model

type Converter = Callable[[Any, Any, Any], Any]


@dataclass(frozen=True)
class Hung:
    """A table that belongs to one read before it: `of` is its place, `by` the foreign key there."""

    model: type[Model]
    of: int = 0
    by: str = ""  # "" for the table everything hangs on
    without: frozenset[str] = frozenset()  # columns nobody needs

    @cached_property
    def columns(self) -> tuple[Column[Any, Any], ...]:
        fields = self.model._meta.concrete_fields
        return tuple(field for field in fields if field.name not in self.without)

    @cached_property
    def names(self) -> list[str]:
        return [column.attname for column in self.columns]

    @cached_property
    def _to_convert(self) -> list[tuple[int, Any]]:
        """Where the database does not give what the ORM hands out: moments, truths, ids."""
        expressions = enumerate(column.cached_col for column in self.columns)
        return [(place, one) for place, one in expressions if _converters(one)]

    def converted(self, values: list[Any]) -> list[Any]:
        """The columns of one row as the ORM hands them out."""
        for place, expression in self._to_convert:
            for convert in _converters(expression):
                values[place] = convert(values[place], expression, connection)
        return values


class Joined[M: Model]:
    """Finds one object by one column that is unique, with all that hangs on it."""

    def __init__(self, first: type[M], *tables: Hung, by: str) -> None:
        self._tables = (Hung(first), *tables)
        self._by = by

    def find(self, value: str | int) -> M | None:
        """The object whose column has this value, with every foreign key named already followed."""
        with connection.cursor() as cursor:
            cursor.execute(self._statement, [value])
            row = cursor.fetchone()
        return None if row is None else self._object(row)

    @cached_property
    def _statement(self) -> str:
        quote = connection.ops.quote_name
        wanted = ", ".join(
            f"t{place}.{quote(str(column.column))}"
            for place, table in enumerate(self._tables)
            for column in table.columns
        )
        joins = " ".join(
            f"JOIN {quote(table.model._meta.db_table)} t{place} ON t{place}.{_key(table.model)} = "
            f"t{table.of}.{quote(_column(self._tables[table.of].model, table.by))}"
            for place, table in enumerate(self._tables)
            if table.by
        )
        first = self._tables[0].model
        place = quote(_column(first, self._by))
        return (
            f"SELECT {wanted} FROM {quote(first._meta.db_table)} t0 {joins} "  # noqa: S608 - names of tables and columns only
            f"WHERE t0.{place} = %s"
        )

    def _object(self, row: Sequence[Any]) -> Any:
        found: list[Model] = []
        start = 0
        for table in self._tables:
            end = start + len(table.columns)
            values = table.converted(list(row[start:end]))
            one = table.model.from_db(DEFAULT_DB_ALIAS, table.names, values)
            if table.by:
                setattr(found[table.of], table.by, one)
            found.append(one)
            start = end
        return found[0]


def _key(model: type[Model]) -> str:
    return connection.ops.quote_name(str(model._meta.pk.column))


def _column(model: type[Model], name: str) -> str:
    return str(model._meta.get_field(name).column)  # type: ignore[union-attr]


def _converters(expression: Any) -> list[Converter]:
    own = expression.output_field.get_db_converters(connection)
    return [*connection.ops.get_db_converters(expression), *own]
