"""Random tables are published and attacked; the attacker has to go home with nothing."""

import random
from collections.abc import Iterator

import pytest

from regiowerk.listen.surveys.domain.disclosure.protecting import protect
from regiowerk.listen.surveys.domain.disclosure.tables import (
    Axis,
    Cell,
    Protection,
    Record,
    SafeTable,
)
from regiowerk.listen.surveys.tests.attacker import Attack, Finding

AXES = ((10, 10, 4, 3, 1, 1), (6, 6, 7), (9, 8, 2), (14, 15), (30, 25), (12, 0, 7))


def records_of(
    chance: random.Random, sizes: tuple[int, ...], answers: str, rest: int, *, is_multiple: bool
) -> list[Record]:
    weights = [chance.choice([0, 1, 1, 3, 20]) + 0.01 for _ in answers]
    found = []
    for group, size in [*enumerate(sizes), (None, rest)]:
        skewed = [weight * chance.choice([0.05, 1, 1, 4]) for weight in weights]
        for number in range(size):
            if is_multiple:
                answer = tuple(
                    c for c, w in zip(answers, skewed, strict=True) if chance.random() < w / (1 + w)
                )
            else:
                answer = tuple(chance.choices(answers, skewed))
            code = None if group is None else str(group)
            found.append(Record(f"{group}-{number}", code, answer))
    return found


def worlds(
    number: int, *, is_multiple: bool
) -> Iterator[tuple[SafeTable, list[Record], Protection]]:
    chance = random.Random(f"{number}{is_multiple}")  # noqa: S311 - test data
    for _ in range(number):
        sizes = chance.choice(AXES)
        answers = "xyzuvw"[: chance.randint(1, 6)] if is_multiple else "xyz"[: chance.randint(1, 3)]
        rest = chance.choice([0, 0, 0, 1, 3, 7])
        records = records_of(chance, sizes, answers, rest, is_multiple=is_multiple)
        axis = Axis(tuple(map(str, range(len(sizes)))), chance.random() < 0.5)
        protection = Protection(threshold=chance.choice([3, 5]), known=chance.choice([0, 1]))
        table = protect(records, answers, axis, is_multiple=is_multiple, protection=protection)
        yield table, records, protection


@pytest.mark.parametrize("is_multiple", [False, True])
def test_nothing_can_be_worked_out_from_one_table(is_multiple):
    found = [
        finding
        for table, records, protection in worlds(150, is_multiple=is_multiple)
        for finding in Attack([table]).findings(
            protection.threshold, records, known=protection.known
        )
    ]

    assert found == []


@pytest.mark.parametrize("is_multiple", [False, True])
def test_most_of_the_figures_are_still_published(is_multiple):
    """A defence that hides everything would pass every attack."""
    cells = [
        cell
        for table, _, _ in worlds(60, is_multiple=is_multiple)
        for row in (*table.cells, table.totals)
        for cell in row
    ]

    assert sum(cell.count is not None for cell in cells) > 0.25 * len(cells)


def test_the_attacker_does_find_what_a_member_knows_more():
    """Tables made for strangers only, read by their members."""
    found = {
        finding.kind
        for table, records, protection in worlds(100, is_multiple=False)
        if not protection.known
        for finding in Attack([table]).findings(protection.threshold, records, known=1)
        if finding.reader
    }

    assert found == {"narrow", "one_mind"}


def test_the_attacker_does_find_what_is_open():
    """Hidden once per row only: the margins give it away."""
    units = [frozenset(f"{group}{number}" for number in range(20)) for group in "AB"]
    shown = [Cell(None, 0, 20), Cell(12, 12, 12)]
    table = SafeTable(
        groups=(("A",), ("B",)),
        answers=("x", "y"),
        cells=((shown[0], shown[1]), (Cell(8, 8, 8), Cell(12, 12, 12))),
        totals=(Cell(16, 16, 16), Cell(24, 24, 24)),
        sizes=(Cell(20, 20, 20),) * 2,
        n=Cell(40, 40, 40),
        is_multiple=False,
        why=(),
        members=tuple(units),
        everyone=units[0] | units[1],
    )

    assert Attack([table]).findings(5) == [
        Finding("narrow", ("A",), "x", 8, 8),
        Finding("range", ("A",), "x", 8, 8),
    ]
