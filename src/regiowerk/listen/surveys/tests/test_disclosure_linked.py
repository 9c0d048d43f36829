"""Several breakdowns of one question, published together."""

import random
from collections.abc import Iterator

import pytest

from regiowerk.listen.surveys.domain.disclosure.protecting import protect, protect_together
from regiowerk.listen.surveys.domain.disclosure.tables import (
    Axis,
    Cell,
    MixedError,
    Protection,
    Record,
    SafeTable,
    TableRequest,
)
from regiowerk.listen.surveys.tests.attacker import Attack


def request(
    answers: str,
    given: dict[str, tuple[str, ...]],
    groups: dict[str, str | None],
    *,
    is_multiple: bool = False,
) -> TableRequest:
    classes = tuple(sorted({group for group in groups.values() if group is not None}))
    return TableRequest(
        tuple(Record(unit, group, given[unit]) for unit, group in groups.items()),
        tuple(answers),
        Axis(classes, is_ordered=False),
        is_multiple,
    )


def counts(table: SafeTable) -> list[list[int | None]]:
    return [[cell.count for cell in row] for row in (*table.cells, table.totals)]


def test_what_one_breakdown_hides_the_other_does_not_tell():
    """Small and large towns of one district: the district minus the small ones is one town."""
    units = [f"u{number:02}" for number in range(40)]
    given = {unit: ("x",) if number % 2 else ("y",) for number, unit in enumerate(units)}
    district = {unit: "A" if number < 20 else "B" for number, unit in enumerate(units)}
    size = {unit: "small" if number < 19 else "large" for number, unit in enumerate(units)}
    alone = [
        protect(
            asked.records, asked.answers, asked.axis, is_multiple=False, protection=Protection()
        )
        for asked in (request("xy", given, district), request("xy", given, size))
    ]
    assert [counts(table) for table in alone] == [
        [[10, 10], [10, 10], [20, 20]],
        [[11, 10], [9, 10], [20, 20]],
    ]
    assert Attack(alone).findings(5) != []

    tables = protect_together(
        [request("xy", given, district), request("xy", given, size)], Protection()
    )

    assert Attack(tables).findings(5) == []
    assert [table.totals for table in tables] == [(Cell(20, 20, 20),) * 2] * 2


def worlds(
    number: int, *, is_multiple: bool
) -> Iterator[tuple[tuple[SafeTable, ...], list[Record]]]:
    chance = random.Random(f"{number}{is_multiple}")  # noqa: S311 - test data
    for _ in range(number):
        answers = "vwxyz"[: chance.randint(1, 5)] if is_multiple else "xyz"[: chance.randint(2, 3)]
        units = [f"u{place:02}" for place in range(chance.randint(10, 16))]
        weights = [chance.choice([0.05, 1, 1, 4]) for _ in answers]
        given: dict[str, tuple[str, ...]] = {
            unit: tuple(a for a, w in zip(answers, weights, strict=True) if chance.random() < w / 4)
            if is_multiple
            else tuple(chance.choices(answers, weights))
            for unit in units
        }
        requests = []
        for _ in range(chance.choice([2, 2, 2, 3])):
            codes = chance.choice([["a", "b"], ["a", "a", "b", None], ["a", "b", "c"]])
            groups = {unit: chance.choice(codes) for unit in units}
            requests.append(request(answers, given, groups, is_multiple=is_multiple))
        yield protect_together(requests, Protection(threshold=3)), list(requests[0].records)


@pytest.mark.parametrize(("number", "is_multiple"), [(4, False), (8, True)])
def test_nothing_can_be_worked_out_from_several_tables(number, is_multiple):
    found = [
        finding
        for tables, records in worlds(number, is_multiple=is_multiple)
        for finding in Attack(tables).findings(3, records, known=1)
    ]

    assert found == []


def test_tables_of_different_questions_are_not_linked():
    groups: dict[str, str | None] = {"u1": "A"}

    with pytest.raises(MixedError):
        protect_together(
            [request("xy", {"u1": ("x",)}, groups), request("xyz", {"u1": ("x",)}, groups)],
            Protection(),
        )


def test_a_unit_with_two_answers_is_named():
    groups: dict[str, str | None] = {"u1": "A"}

    with pytest.raises(MixedError) as refused:
        protect_together(
            [request("xy", {"u1": ("x",)}, groups), request("xy", {"u1": ("y",)}, groups)],
            Protection(),
        )

    assert refused.value.unit == "u1"
