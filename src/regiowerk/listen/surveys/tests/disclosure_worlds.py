"""Random surveys and what is published of them, from a seed.  For tests and benchmarks."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from regiowerk.listen.surveys.domain.disclosure.protecting import protect, protect_together
from regiowerk.listen.surveys.domain.disclosure.releases import (
    check_release,
    image_of,
    version_of,
)
from regiowerk.listen.surveys.domain.disclosure.tables import (
    Axis,
    Protection,
    Record,
    SafeTable,
    TableRequest,
)
from regiowerk.listen.surveys.tests.attacker import Attack, Finding

ROOM = 40  # organisations in a history of releases
SIZES = ((10, 10, 4, 3, 1, 1), (6, 6, 7), (9, 8, 2), (14, 15), (30, 25), (12, 0, 7))


@dataclass(frozen=True)
class World:
    """Tables published one after the other or together, and what was really answered."""

    tables: tuple[SafeTable, ...]
    records: tuple[Record, ...]
    protection: Protection
    are_releases: bool = False

    def findings(self) -> list[Finding]:
        """What the attacker takes home.  A later release may narrow an earlier range, down to k."""
        found = Attack(self.tables).findings(
            self.protection.threshold, self.records, known=self.protection.known
        )
        return [one for one in found if not (self.are_releases and one.kind == "range")]

    @property
    def cells(self) -> list[bool]:
        """Of every cell and total whether it is shown."""
        rows = [row for table in self.tables for row in (*table.cells, table.totals)]
        return [cell.count is not None for row in rows for cell in row]


def single_tables(number: int, *, is_multiple: bool) -> Iterator[World]:
    """One table each: groups of many sizes, some without a group."""
    chance = random.Random(f"single{number}{is_multiple}")  # noqa: S311 - test data
    for _ in range(number):
        sizes = chance.choice(SIZES)
        answers = "xyzuvw"[: chance.randint(1, 6 if is_multiple else 3)]
        rest = chance.choice([0, 0, 0, 1, 3, 7])
        records = _records(chance, sizes, answers, rest, is_multiple=is_multiple)
        axis = Axis(tuple(map(str, range(len(sizes)))), chance.random() < 0.5)
        protection = Protection(threshold=chance.choice([3, 5]), known=chance.choice([0, 1]))
        table = protect(records, answers, axis, is_multiple=is_multiple, protection=protection)
        yield World((table,), tuple(records), protection)


def _records(
    chance: random.Random, sizes: Sequence[int], answers: str, rest: int, *, is_multiple: bool
) -> list[Record]:
    weights = [chance.choice([0, 1, 1, 3, 20]) + 0.01 for _ in answers]
    found = []
    for group, size in [*enumerate(sizes), (None, rest)]:
        skewed = [weight * chance.choice([0.05, 1, 1, 4]) for weight in weights]
        for number in range(size):
            code = None if group is None else str(group)
            answer = _answer(chance, answers, skewed, is_multiple=is_multiple)
            found.append(Record(f"{group}-{number}", code, answer))
    return found


def _answer(
    chance: random.Random, answers: str, weights: Sequence[float], *, is_multiple: bool
) -> tuple[str, ...]:
    if not is_multiple:
        return tuple(chance.choices(answers, weights))
    pairs = zip(answers, weights, strict=True)
    return tuple(code for code, weight in pairs if chance.random() < weight / (1 + weight))


def request(
    answers: str,
    given: Mapping[str, tuple[str, ...]],
    groups: Mapping[str, str | None],
    *,
    is_multiple: bool = False,
) -> TableRequest:
    """One breakdown of the answers given."""
    classes = tuple(sorted({group for group in groups.values() if group is not None}))
    records = tuple(Record(unit, group, given[unit]) for unit, group in groups.items())
    return TableRequest(records, tuple(answers), Axis(classes, is_ordered=False), is_multiple)


def linked_tables(number: int, *, is_multiple: bool) -> Iterator[World]:
    """Two or three breakdowns each that have nothing to do with one another.

    Every other time they are published one after the other.
    """
    chance = random.Random(f"linked{number}{is_multiple}")  # noqa: S311 - test data
    for place in range(number):
        protection = Protection(threshold=3, known=chance.choice([0, 1]))
        answers = "vwxyz"[: chance.randint(1, 5)] if is_multiple else "xyz"[: chance.randint(2, 3)]
        units = [f"u{unit:02}" for unit in range(chance.randint(10, 17))]
        weights = [chance.choice([0.05, 0.4, 1, 3]) for _ in answers]
        given = {unit: _answer(chance, answers, weights, is_multiple=is_multiple) for unit in units}
        requests = []
        for _ in range(chance.choice([2, 2, 2, 3])):
            codes = chance.choice([["a", "b"], ["a", "a", "b", None], ["a", "b", "c"]])
            groups = {unit: chance.choice(codes) for unit in units}
            requests.append(request(answers, given, groups, is_multiple=is_multiple))
        tables: tuple[SafeTable, ...] = ()
        for together in [[one] for one in requests] if place % 2 else [requests]:
            tables += protect_together(together, protection, tables)
        yield World(tables, requests[0].records, protection, are_releases=bool(place % 2))


def histories(number: int, *, is_multiple: bool) -> Iterator[World]:
    """Up to three releases of one question each; those refused are not published."""
    chance = random.Random(f"history{number}{is_multiple}")  # noqa: S311 - test data
    for _ in range(number):
        protection = Protection(threshold=3, known=chance.choice([0, 1]))
        answers = "xyz"[: chance.randint(1 if is_multiple else 2, 3)]
        units = [f"u{place:02}" for place in range(ROOM)]
        group = {unit: chance.choice("aab") for unit in units}
        given: dict[str, tuple[str, ...]] = {}
        said: dict[tuple[str, tuple[str, ...]], int] = {}
        published: list[SafeTable] = []
        everything: dict[str, Record] = {}
        moves = (16, chance.choice([1, 14, 24]), chance.choice([2, 20]))
        for number, moved in enumerate(moves, start=1):
            for unit in chance.sample(units, moved):
                given[unit] = _answer(chance, answers, [1] * len(answers), is_multiple=is_multiple)
                said.setdefault((unit, given[unit]), number)
            records = [Record(version_of(u, said[u, a]), group[u], a) for u, a in given.items()]
            table = _released(records, answers, published, protection, is_multiple=is_multiple)
            if table is not None:
                published.append(table)
                everything |= {record.unit: record for record in records}
        yield World(tuple(published), tuple(everything.values()), protection, are_releases=True)


def _released(
    records: Sequence[Record],
    answers: str,
    published: Sequence[SafeTable],
    protection: Protection,
    *,
    is_multiple: bool,
) -> SafeTable | None:
    axis = Axis(("a", "b"), is_ordered=False)
    table = protect(
        records,
        answers,
        axis,
        is_multiple=is_multiple,
        protection=protection,
        published=published,
    )
    earlier = [image_of([before]) for before in published]
    refused = check_release(image_of([table]), earlier, protection)
    return table if table.is_publishable and not refused else None
