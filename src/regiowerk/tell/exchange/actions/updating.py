"""How what is shared is brought up to what a package says, when that is asked for.

Nothing is taken away, except from lists in an order: they are one fact and are replaced as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from regiowerk.ground.process.models import InfrastructureArea
from regiowerk.ground.regions.models import Organisation
from regiowerk.tell.exchange.actions.storing import Store
from regiowerk.tell.exchange.domain import tables
from regiowerk.tell.exchange.domain.columns import Row, Table
from regiowerk.tell.exchange.domain.comparing import Difference
from regiowerk.tell.exchange.queries import SOURCES

# Lists in an order, and the column that says whose they are.
LISTS = {tables.NETWORK_MEMBERS: "network", tables.GRANT_STATEMENTS: "programme"}
_OUT_OF_THE_WAY = 10_000


def update_things(store: Store, difference: Difference) -> None:
    """Let things that are here say what the package says of them."""
    changed = [change.row for change in difference.changed]
    for row in changed:
        store.overwrite(difference.table.name, row)
    store.updated += len(changed)
    if difference.table is tables.ORGANISATIONS:
        # What was confirmed is no longer what is written.
        ids = [store.ids["organisations"][row.text("key")] for row in changed]
        for start in range(0, len(ids), 5000):
            organisations = Organisation.objects.filter(pk__in=ids[start : start + 5000])
            organisations.update(confirmed_at=None, confirmed_by="")


def update_belongings(store: Store, rows: Sequence[Row], difference: Difference) -> None:
    """Let what belongs to things that are here say what the package says."""
    if not difference:
        return
    table = difference.table
    if table in LISTS:
        _replace_list(store, rows, difference, LISTS[table])
    elif table is tables.INFRASTRUCTURE_AREAS:
        _update_areas(store, rows, difference)
    else:
        _update_facts(store, difference)


def _replace_list(store: Store, rows: Sequence[Row], difference: Difference, column: str) -> None:
    owners = {row.text(column) for row in (*rows, *difference.extra)}
    model = SOURCES[difference.table.name].model
    model._default_manager.filter(**{f"{column}__key__in": sorted(owners)}).delete()
    store.create(difference.table.name, rows)


def _update_facts(store: Store, difference: Difference) -> None:
    table = difference.table
    for change in difference.changed:
        built = store.build(table.name, change.row)
        values = {name: getattr(built, name) for name in change.columns}
        found = SOURCES[table.name].model._default_manager.filter(**_lookups(table, change.row))
        found.update(**values)
    store.updated += len(difference.changed)
    store.create(table.name, difference.missing)


def _lookups(table: Table, row: Row) -> dict[str, object]:
    """Which row of the database is told apart by this row's key."""
    lookups: dict[str, object] = {}
    for name in table.key:
        path, value = SOURCES[table.name].path(name), row[name]
        is_nothing = value is None or (value == "" and table.by_name[name].refers_to != "")
        lookups |= {f"{path}__isnull": True} if is_nothing else {path: value}
    return lookups


def _update_areas(store: Store, rows: Sequence[Row], difference: Difference) -> None:
    """Processes and findings hold on to areas, so they stay; numbers may change places."""
    programme = next(iter(store.ids["programme"].values()))
    areas = InfrastructureArea.objects.filter(programme=programme)
    areas.update(number=F("number") + _OUT_OF_THE_WAY)
    names = ("number", "name", "lead_id", "is_lead_confirmed", "source")
    for row in rows:
        built = store.build("infrastructure_areas", row)
        areas.filter(key=row.text("key")).update(**{name: getattr(built, name) for name in names})
    store.create("infrastructure_areas", difference.missing)
    taken = {row["number"] for row in rows}
    free = (number for number in range(1, _OUT_OF_THE_WAY) if number not in taken)
    for area in areas.filter(number__gte=_OUT_OF_THE_WAY).order_by("number"):
        areas.filter(pk=area.pk).update(number=next(free))
    store.updated += len(difference.changed)
