"""What a process shares with others: added where it is new, left as it is where it is not.

Networks, organisations, regions and programmes are known by their keys.  What belongs to one of them -
memberships, figures, areas - comes with it when it is new, and otherwise only when asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from regiowerk.ground.process.models import InfrastructureArea
from regiowerk.ground.regions.models import Border as StoredBorder
from regiowerk.tell.exchange.actions import updating
from regiowerk.tell.exchange.actions.storing import Store
from regiowerk.tell.exchange.domain import tables
from regiowerk.tell.exchange.domain.columns import Row, Table, key_of
from regiowerk.tell.exchange.domain.comparing import Difference, compare
from regiowerk.tell.exchange.domain.content import Border, Content
from regiowerk.tell.exchange.domain.outcome import Kept, Reason
from regiowerk.tell.exchange.queries import SOURCES, border_value, rows_by_key

# Tables of things with a key of their own, in the order in which they refer to each other, and behind
# each the tables whose rows belong to it.
_THINGS: Mapping[Table, tuple[Table, ...]] = {
    tables.NETWORK: (),
    tables.ORGANISATIONS: (tables.NETWORK_MEMBERS,),
    tables.REGION: (tables.MEMBERSHIPS, tables.FIGURES),
    tables.PROGRAMME: (tables.GRANT_STATEMENTS, tables.INFRASTRUCTURE_AREAS),
}
# The columns that say to what a row belongs.
_OWNERS: Mapping[Table, tuple[str, ...]] = {
    tables.NETWORK_MEMBERS: ("network",),
    tables.MEMBERSHIPS: ("region",),
    tables.FIGURES: ("organisation", "region"),
    tables.GRANT_STATEMENTS: ("programme",),
    tables.INFRASTRUCTURE_AREAS: ("programme",),
}


@dataclass(slots=True)
class Sharing:
    """Stores what is shared; knows what was new and tells what was left as it is."""

    content: Content
    store: Store
    is_update: bool
    at: datetime
    new: dict[str, frozenset[str]] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)

    def run(self) -> None:
        for thing, belongings in _THINGS.items():
            self._things(thing)
            for table in belongings:
                self._belongings(table)
        self._know_areas()
        self._borders()

    def _things(self, table: Table) -> None:
        keys = self.content.texts(table.name, "key")
        here = rows_by_key(SOURCES[table.name], "key", keys)
        difference = compare(table, self.content.rows(table.name), here)
        self.new[table.name] = frozenset(row.text("key") for row in difference.missing)
        self.store.know(table.name, (row.text("key") for row in here))
        self.store.create(table.name, difference.missing)
        if self.is_update:
            updating.update_things(self.store, difference)
        else:
            self._keep(difference)

    def _belongings(self, table: Table) -> None:
        rows = self.content.rows(table.name)
        self.store.create(table.name, [row for row in rows if self._has_new_owner(table, row)])
        known = tuple(row for row in rows if not self._has_new_owner(table, row))
        difference = compare(table, known, self._here(table))
        if self.is_update:
            updating.update_belongings(self.store, known, difference)
        self._keep(difference, is_updated=self.is_update)

    def _has_new_owner(self, table: Table, row: Row) -> bool:
        return any(
            row.text(column) in self.new[table.by_name[column].refers_to]
            for column in _OWNERS[table]
        )

    def _here(self, table: Table) -> tuple[Row, ...]:
        """What belongs to those owners that have been here before."""
        found: tuple[Row, ...] = ()
        for column in _OWNERS[table]:
            owner = table.by_name[column].refers_to
            keys = self.content.texts(owner, "key") - self.new[owner]
            found += rows_by_key(SOURCES[table.name], f"{column}__key", keys)
        return found

    def _know_areas(self) -> None:
        """An area's key is its own only inside its programme."""
        programmes = self.store.ids["programme"].values()
        areas = InfrastructureArea.objects.filter(programme__in=list(programmes))
        self.store.ids["infrastructure_areas"] = dict(areas.values_list("key", "pk"))

    def _borders(self) -> None:
        wanted = {border.organisation: border for border in self.content.borders}
        ids = self.store.ids["organisations"]
        stored = StoredBorder.objects.filter(organisation__in=[ids[key] for key in wanted])
        here = {b.organisation.key: b for b in stored.select_related("organisation")}
        for key, border in wanted.items():
            if key not in here and (self.is_update or key in self.new["organisations"]):
                self._add_border(border)
            elif key not in here:
                self.kept.append(Kept("borders", key, Reason.NOT_ADDED))
            elif border_value(here[key]) == border:
                continue
            elif self.is_update:
                here[key].delete()
                self._add_border(border)
            else:
                self.kept.append(Kept("borders", key, Reason.DIFFERS))

    def _add_border(self, border: Border) -> None:
        StoredBorder.objects.create(
            organisation_id=self.store.ids["organisations"][border.organisation],
            geometry=border.geometry,
            attribution=border.attribution,
            vintage=border.vintage,
            imported_at=self.at,
        )
        self.store.written["borders"] += 1

    def _keep(self, difference: Difference, *, is_updated: bool = False) -> None:
        self.kept += _kept(difference, is_updated=is_updated)


def _kept(difference: Difference, *, is_updated: bool) -> Iterator[Kept]:
    """What differs still.  An update takes nothing away, so what only we have is left then."""
    table = difference.table
    if not is_updated:
        for row in difference.missing if table in _OWNERS else ():
            yield Kept(table.name, _words(table, row), Reason.NOT_ADDED)
        for change in difference.changed:
            what = _words(table, change.row)
            yield Kept(table.name, what, Reason.DIFFERS, change.columns)
    if not (is_updated and table in updating.LISTS):
        for row in difference.extra:
            yield Kept(table.name, _words(table, row), Reason.ONLY_HERE)


def _words(table: Table, row: Row) -> str:
    parts = (
        table.by_name[name].kind.write(value)
        for name, value in zip(table.key, key_of(table, row), strict=True)
        if value not in {None, ""}
    )
    return ", ".join(parts)
