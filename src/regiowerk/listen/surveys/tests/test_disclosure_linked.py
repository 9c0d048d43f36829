"""Several breakdowns of one question, published together."""

import pytest

from regiowerk.listen.surveys.domain.disclosure.protecting import protect, protect_together
from regiowerk.listen.surveys.domain.disclosure.tables import (
    Cell,
    MixedError,
    Protection,
    SafeTable,
)
from regiowerk.listen.surveys.tests.attacker import Attack
from regiowerk.listen.surveys.tests.disclosure_worlds import request


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
