"""From the rows of a package to rows of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from regiowerk.tell.exchange.domain.columns import Column, Row
from regiowerk.tell.exchange.queries import SOURCES

_AT_ONCE = 1000


class Store:
    """Puts rows into the database and remembers where: the id of every key, by table."""

    def __init__(self) -> None:
        self.ids: dict[str, dict[str, int]] = defaultdict(dict)
        self.written: dict[str, int] = defaultdict(int)
        self.updated = 0

    def know(self, table: str, keys: Iterable[str]) -> None:
        """Look up where rows are that have been here before."""
        model = SOURCES[table].model
        wanted = list(keys)
        for start in range(0, len(wanted), 5000):
            part = model._default_manager.filter(key__in=wanted[start : start + 5000])
            self.ids[table] |= dict(part.values_list("key", "pk"))

    def build(self, table: str, row: Row, **owner: object) -> Any:
        """The model instance of a row, not saved."""
        source = SOURCES[table]
        values = {
            _attribute(column): self._value(source.model, column, row)
            for column in source.table.columns
        }
        return source.model(**values, **owner)

    def create(self, table: str, rows: Sequence[Row], **owner: object) -> None:
        """Add rows; those that refer to others of the same table do so afterwards."""
        if not rows:
            return
        source = SOURCES[table]
        made = [self.build(table, row, **owner) for row in rows]
        source.model._default_manager.bulk_create(made, batch_size=_AT_ONCE)
        self.written[table] += len(made)
        if "key" in source.table.by_name:
            self.ids[table] |= {
                row.text("key"): one.pk for row, one in zip(rows, made, strict=True)
            }
        self._refer_to_each_other(table, rows, made)

    def overwrite(self, table: str, row: Row) -> None:
        """Let a row that is here, found by its key, say what the package says."""
        changed = self.build(table, row)
        changed.pk = self.ids[table][row.text("key")]
        names = [name for name in SOURCES[table].table.names if name != "key"]
        changed.save(update_fields=names, force_update=True)

    def _value(self, model: type[Model], column: Column, row: Row) -> object:
        value = row[column.name]
        if column.refers_to:
            return self.ids[column.refers_to].get(str(value)) if value else None
        if value == "" and model._meta.get_field(column.name).null:
            return None
        return value

    def _refer_to_each_other(self, table: str, rows: Sequence[Row], made: list[Any]) -> None:
        model = SOURCES[table].model
        own = [c for c in SOURCES[table].table.references if c.refers_to == table]
        if not own:
            return
        for row, one in zip(rows, made, strict=True):
            for column in own:
                setattr(one, _attribute(column), self._value(model, column, row))
        names = [column.name for column in own]
        referring = [one for one in made if any(getattr(one, f"{name}_id") for name in names)]
        model._default_manager.bulk_update(referring, names, batch_size=_AT_ONCE)


def _attribute(column: Column) -> str:
    return f"{column.name}_id" if column.refers_to else column.name
