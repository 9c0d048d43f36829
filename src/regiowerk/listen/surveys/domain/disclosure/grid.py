"""Records counted by merged group and answer; the rules which counts may stand as they are.  Pure.

A count is shown when those it counts and those it does not count are at least as many as the
protection asks for.  Nobody may be shown alone, and nobody's group as all of one mind: a count as
large as its group is hidden, in a multiple choice also a count of 0, because "nobody named it" is
everybody's answer to that option.  In a single choice a 0 is shown: it leaves open which of the
other answers was given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from regiowerk.listen.surveys.domain.disclosure.merging import merge
from regiowerk.listen.surveys.domain.disclosure.tables import (
    AnswerError,
    Axis,
    Cell,
    ClassError,
    Protection,
    Record,
    SafeTable,
    Step,
    TwiceError,
)


@dataclass(frozen=True, slots=True)
class Grid:
    """True counts.  The last row are those without a group; it is never shown."""

    groups: tuple[tuple[str, ...], ...]
    answers: tuple[str, ...]
    members: tuple[frozenset[str], ...]  # by group, the last of those without one
    counts: tuple[tuple[int, ...], ...]
    is_multiple: bool
    why: tuple[Step, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(len(units) for units in self.members)

    @property
    def everyone(self) -> frozenset[str]:
        return frozenset().union(*self.members)

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(sum(column) for column in zip(*self.counts, strict=True))


def may_stand(count: int, size: int, least: int, *, is_multiple: bool) -> bool:
    """Whether a count of a group may be shown if nothing else were."""
    if count == 0 and not is_multiple:
        return True
    return count >= least and size - count >= least


def grid_of(
    records: Sequence[Record],
    answers: Sequence[str],
    axis: Axis | None,
    least: int,
    *,
    is_multiple: bool,
) -> Grid:
    """Counts after merging.  Raises AnswerError, ClassError and TwiceError for records that do not fit."""
    _check(records, frozenset(answers), axis, is_multiple=is_multiple)
    groups: tuple[tuple[str, ...], ...] = ()
    why: list[Step] = []
    if axis is not None:
        sizes = Counter(record.group for record in records if record.group is not None)
        merged = merge(sizes, axis, least)
        groups = merged.groups
        why += [Step("merged", group) for group in groups if len(group) > 1]
        why += [Step("empty", (code,)) for code in merged.empty if groups]
        if not groups:
            why.append(Step("no_groups", (least,)))
    place = {code: number for number, group in enumerate(groups) for code in group}
    members: list[set[str]] = [set() for _ in range(len(groups) + 1)]
    counts = [Counter[str]() for _ in members]
    for record in records:
        row = len(groups) if record.group is None else place.get(record.group, len(groups))
        members[row].add(record.unit)
        counts[row].update(set(record.answer))
    return Grid(
        groups=groups,
        answers=tuple(answers),
        members=tuple(frozenset(units) for units in members),
        counts=tuple(tuple(count[code] for code in answers) for count in counts),
        is_multiple=is_multiple,
        why=tuple(why),
    )


def _check(
    records: Sequence[Record], answers: frozenset[str], axis: Axis | None, *, is_multiple: bool
) -> None:
    seen: set[str] = set()
    for record in records:
        if record.unit in seen:
            raise TwiceError(record.unit)
        seen.add(record.unit)
        fits = is_multiple or len(record.answer) == 1
        if not fits or not answers.issuperset(record.answer):
            raise AnswerError(record.unit, record.answer)
        if axis is not None and record.group is not None and record.group not in axis.classes:
            raise ClassError(record.unit, record.group)


def unpublishable(grid: Grid, protection: Protection, kind: str) -> SafeTable:
    """A table without a single figure, but for the number of organisations where that may be said."""
    n = len(grid.everyone)
    few = n < protection.least
    return SafeTable(
        groups=(),
        answers=grid.answers,
        cells=(),
        totals=(),
        sizes=(),
        n=Cell(None, 0, protection.least - 1) if few else Cell(n, n, n),
        is_multiple=grid.is_multiple,
        why=(Step("too_few" if few else kind, (protection.least,)),),
    )


def table_of(grid: Grid, cells: Sequence[Sequence[Cell]], totals: Sequence[Cell]) -> SafeTable:
    """The grid with its cells as they may be seen."""
    hidden = sum(cell.count is None for row in (*cells, totals) for cell in row)
    why = (*grid.why, Step("hidden", (hidden,))) if hidden else grid.why
    n = len(grid.everyone)
    return SafeTable(
        groups=grid.groups,
        answers=grid.answers,
        cells=tuple(tuple(row) for row in cells),
        totals=tuple(totals),
        sizes=tuple(Cell(size, size, size) for size in grid.sizes[:-1]),
        n=Cell(n, n, n),
        is_multiple=grid.is_multiple,
        why=why,
        members=grid.members[:-1],
        everyone=grid.everyone,
    )
