"""A package as a value: what lies in a folder, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regiowerk.tell.exchange.domain.columns import Row
from regiowerk.tell.exchange.domain.tables import BY_NAME


@dataclass(frozen=True, slots=True)
class Border:
    """The border of an organisation: its geometry as canonical GeoJSON text."""

    organisation: str
    geometry: str
    attribution: str
    vintage: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a package says, without how it is written down."""

    tables: Mapping[str, tuple[Row, ...]]
    readme: str = ""
    licences: tuple[str, ...] = ()
    borders: tuple[Border, ...] = ()
    # Definitions, authors' files and submissions, by their paths.
    files: Mapping[str, bytes] = field(default_factory=dict)
    # Tables that could not be read at all; what refers to them cannot be judged.
    unread: frozenset[str] = field(default=frozenset())

    def rows(self, name: str) -> tuple[Row, ...]:
        return self.tables.get(name, ())

    def only(self, name: str) -> Row | None:
        """The one row of a table that has at most one."""
        rows = self.rows(name)
        return rows[0] if rows else None

    def texts(self, name: str, column: str) -> frozenset[str]:
        """What stands in a column, without the empty cells."""
        return frozenset(row.text(column) for row in self.rows(name)) - {""}


def companions(content: Content) -> frozenset[str]:
    """Keys of the organisations no other table speaks of; they travel because somebody added them."""
    spoken_of: set[str] = set()
    for table in BY_NAME.values():
        for column in table.references:
            # A figure about an organisation does not bring it along.
            if column.refers_to == "organisations" and table.name != "figures":
                spoken_of |= content.texts(table.name, column.name)
    return content.texts("organisations", "key") - spoken_of
