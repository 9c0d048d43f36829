"""Disclosure control: how long a table takes, and what an attacker finds in a thousand of them.

The attacker shares no code with the defence (`surveys/tests/attacker.py`): he lists or bounds all
whole numbers that fit the figures, as a stranger and as every kind of member.  One finding, or a
table of 30 x 12 that takes longer than its target, ends the run with an error.  Run it alone with
`python -m benchmarks.disclosure`; times are computing time of this process.

Not in it: reading submissions, the database, the columnar snapshot, pages and files; sums (p-percent
rule) and themes, which have property tests of their own.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from regiowerk.listen.surveys.domain.disclosure.protecting import protect, protect_together
from regiowerk.listen.surveys.domain.disclosure.tables import (
    Axis,
    Protection,
    Record,
    SafeTable,
    TableRequest,
)
from regiowerk.listen.surveys.tests.disclosure_worlds import (
    World,
    histories,
    linked_tables,
    single_tables,
)

DISTRICTS = {"a": 10, "b": 10, "c": 4, "d": 3, "e": 1, "f": 1}
TARGET_SECONDS = 1.0
SEED = "regiowerk"
SETS = (("one table", single_tables, 400), ("breakdowns together", linked_tables, 70))
RELEASES = ("successive releases", histories, 30)


def measure(say: Callable[[str], None]) -> None:
    """Times first, then the attack.  Raises SystemExit when the attacker finds anything."""
    say("| what | sets | cells | shown % | seconds | found | target |")
    say("|---|---:|---:|---:|---:|---:|---|")
    slow = 0
    for organisations in (400, 3_000, 30_000):
        name = f"30 x 12 table, {organisations:,} organisations"
        seconds = _timed(say, name, partial(_large, organisations), f"< {TARGET_SECONDS:.0f} s")
        slow += seconds > TARGET_SECONDS
    for breakdowns in (1, 2, 3):
        name = f"29 municipalities, {breakdowns} breakdowns, 6 answers"
        _timed(say, name, partial(_region, breakdowns), "–")
    wrong = sum(_attacked(say, *one) for one in (*SETS, RELEASES))
    if wrong:
        raise SystemExit(f"The attacker found {wrong} cells or groups.")
    if slow:
        raise SystemExit(f"{slow} tables of 30 x 12 took longer than {TARGET_SECONDS} s.")


def _timed(
    say: Callable[[str], None], name: str, work: Callable[[], tuple[SafeTable, ...]], target: str
) -> float:
    started = time.process_time()
    tables = work()
    seconds = time.process_time() - started
    cells = World(tables, (), Protection()).cells
    shown = 100 * sum(cells) / len(cells)
    say(f"| {name} | 1 | {len(cells):,} | {shown:.0f} | {seconds:.2f} | – | {target} |")
    return seconds


def _large(organisations: int) -> tuple[SafeTable, ...]:
    chance = random.Random(SEED)  # noqa: S311 - test data
    answers = [f"answer{number}" for number in range(12)]
    groups = tuple(f"group{number:02}" for number in range(30))
    records = [
        Record(
            str(number),
            chance.choice(groups),
            (answers[min(chance.randrange(12), chance.randrange(14))],),
        )
        for number in range(organisations)
    ]
    axis = Axis(groups, is_ordered=True)
    table = protect(records, answers, axis, is_multiple=False, protection=Protection())
    return (table,)


def _region(breakdowns: int) -> tuple[SafeTable, ...]:
    chance = random.Random(SEED)  # noqa: S311 - test data
    district = {f"{code}{n}": code for code, size in DISTRICTS.items() for n in range(size)}
    given = {unit: (chance.choice("uuuvvwwxyz"),) for unit in district}
    requests = []
    for number in range(breakdowns):
        groups = {unit: chance.choice("1223344445") for unit in district} if number else district
        records = tuple(Record(unit, groups[unit], given[unit]) for unit in district)
        axis = Axis(tuple(sorted(set(groups.values()))), is_ordered=bool(number))
        requests.append(TableRequest(records, tuple("uvwxyz"), axis, is_multiple=False))
    return protect_together(requests, Protection())


def _attacked(
    say: Callable[[str], None],
    name: str,
    worlds: Callable[..., Iterator[World]],
    number: int,
) -> int:
    """Half of the sets are single choice, half multiple choice."""
    started = time.process_time()
    cells: list[bool] = []
    found = 0
    both = (worlds(number, is_multiple=is_multiple) for is_multiple in (False, True))
    for world in chain.from_iterable(both):
        cells += world.cells
        found += len(world.findings())
    seconds = time.process_time() - started
    shown = 100 * sum(cells) / len(cells)
    say(
        f"| {name}, attacked | {2 * number:,} | {len(cells):,} | {shown:.0f} | {seconds:.0f} "
        f"| {found} | 0 found |"
    )
    return found


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    measure(_say)
