"""How what a package says differs from what is here."""

from __future__ import annotations

from dataclasses import dataclass

from regiowerk.tell.exchange.domain.columns import Row, Table, key_of


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is here and in the package, and the columns in which both differ."""

    row: Row
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    table: Table
    missing: tuple[Row, ...]  # only in the package
    changed: tuple[Change, ...]
    extra: tuple[Row, ...]  # only here

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.extra)

    @property
    def count(self) -> int:
        return len(self.missing) + len(self.changed) + len(self.extra)


def compare(table: Table, package: tuple[Row, ...], here: tuple[Row, ...]) -> Difference:
    """Row by row, by the table's key; the order of rows means nothing."""
    known = {key_of(table, row): row for row in here}
    wanted = {key_of(table, row): row for row in package}
    changed = (
        Change(row, _differing(table, row, known[key]))
        for key, row in wanted.items()
        if key in known
    )
    return Difference(
        table=table,
        missing=tuple(row for key, row in wanted.items() if key not in known),
        changed=tuple(change for change in changed if change.columns),
        extra=tuple(row for key, row in known.items() if key not in wanted),
    )


def _differing(table: Table, row: Row, other: Row) -> tuple[str, ...]:
    return tuple(name for name in table.names if row[name] != other[name])
