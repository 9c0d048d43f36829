"""Random tables are published and attacked; the attacker has to go home with nothing."""

import pytest

from regiowerk.listen.surveys.domain.disclosure.tables import Cell, SafeTable
from regiowerk.listen.surveys.tests.attacker import Attack, Finding
from regiowerk.listen.surveys.tests.disclosure_worlds import (
    histories,
    linked_tables,
    single_tables,
)


@pytest.mark.parametrize("is_multiple", [False, True])
def test_nothing_can_be_worked_out_from_one_table(is_multiple):
    worlds = single_tables(100, is_multiple=is_multiple)

    assert [finding for world in worlds for finding in world.findings()] == []


@pytest.mark.parametrize(("number", "is_multiple"), [(2, False), (3, True)])
def test_nothing_can_be_worked_out_from_several_tables(number, is_multiple):
    worlds = linked_tables(number, is_multiple=is_multiple)

    assert [finding for world in worlds for finding in world.findings()] == []


@pytest.mark.parametrize("is_multiple", [False, True])
def test_nothing_can_be_worked_out_from_successive_releases(is_multiple):
    worlds = histories(2, is_multiple=is_multiple)

    assert [finding for world in worlds for finding in world.findings()] == []


@pytest.mark.parametrize("is_multiple", [False, True])
def test_many_figures_are_still_published(is_multiple):
    """A defence that hides everything would pass every attack."""
    cells = [cell for world in single_tables(60, is_multiple=is_multiple) for cell in world.cells]

    assert sum(cells) > 0.2 * len(cells)


def test_the_attacker_does_find_what_a_member_knows_more():
    """Tables made for strangers only, read by their members."""
    found = {
        finding.kind
        for world in single_tables(60, is_multiple=False)
        if not world.protection.known
        for finding in Attack(world.tables).findings(
            world.protection.threshold, world.records, known=1
        )
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
