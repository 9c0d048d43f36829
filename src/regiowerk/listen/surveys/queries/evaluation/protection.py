"""The register of a release: what may be told of the questions that are told in totals only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from regiowerk.listen.questionnaires.domain.answers import Value
from regiowerk.listen.surveys.domain.disclosure.merging import merge
from regiowerk.listen.surveys.domain.disclosure.releases import version_of
from regiowerk.listen.surveys.domain.disclosure.tables import Axis, Cell, Protection, SafeTable
from regiowerk.listen.surveys.domain.disclosure.themes import theme_table
from regiowerk.listen.surveys.domain.evaluation.building import is_exact
from regiowerk.listen.surveys.domain.evaluation.protecting import Classes, Line, protected
from regiowerk.listen.surveys.domain.evaluation.registering import Register, Sums, against
from regiowerk.listen.surveys.domain.evaluation.shapes import CHOSEN, Form, Shape
from regiowerk.listen.surveys.domain.evaluation.summing import Given, Summed, summed
from regiowerk.listen.surveys.models import Wave
from regiowerk.listen.surveys.queries.evaluation.axes import classes_at
from regiowerk.listen.surveys.queries.evaluation.snapshot import Snapshot, amount_in, codes_in


def least_of(shape: Shape, wave: Wave) -> int:
    """The k of a question: what its author asks for, never below that of the wave."""
    return max(shape.min_cell or 0, wave.min_cell)


def register_of(
    wave: Wave,
    snapshot: Snapshot,
    axes_of: Mapping[str, Sequence[Classes]],
    earlier: Mapping[int, Register],
    left_out: Collection[str],
) -> dict[str, tuple[SafeTable, ...]]:
    """The protected tables by question: the whole, then one per axis."""
    found = {}
    for number, shape in enumerate(snapshot.shapes):
        if is_exact(shape) or not _is_choosing(shape) or shape.key in left_out:
            continue
        axes = axes_of[shape.key]
        question = _Question(
            shape,
            _lines(snapshot, number, shape, axes),
            Protection(threshold=least_of(shape, wave)),
            {number: register.get(shape.key, ()) for number, register in earlier.items()},
        )
        found[shape.key] = _breakdowns_that_cost_nothing(question, axes)
    return found


@dataclass(frozen=True, slots=True)
class _Question:
    """A protected question, what was answered, and what was published of it."""

    shape: Shape
    lines: Sequence[Line]
    protection: Protection
    earlier: Mapping[int, Sequence[SafeTable]]  # by release

    def tables(self, axes: Sequence[Classes]) -> tuple[SafeTable, ...]:
        published = [table for tables in self.earlier.values() for table in tables]
        return protected(self.shape, self.lines, axes, self.protection, published)

    def may_tell(self, axis: Classes) -> bool:
        """Whether there is more than one group, and one in which a figure could stand at all."""
        sizes = Counter(line.classes.get(axis.key, "") for line in self.lines)
        kept = Axis(axis.codes, axis.is_ordered)
        least = self.protection.least
        groups = merge(sizes, kept, least).groups
        largest = max((sum(sizes[code] for code in group) for group in groups), default=0)
        return len(groups) > 1 and largest >= 2 * least

    def is_refused(self, table: SafeTable) -> bool:
        """Whether a breakdown differs by too few from what was published before."""
        key = self.shape.key
        before = {number: {key: tables} for number, tables in self.earlier.items()}
        return bool(against({key: [table]}, before, {key: self.protection.threshold}))


def _breakdowns_that_cost_nothing(
    question: _Question, axes: Sequence[Classes]
) -> tuple[SafeTable, ...]:
    """The table of all, and those breakdowns that tell something without hiding any of its figures.

    What the office chose is tried first.
    """
    best = question.tables(())
    is_open = not question.is_refused(best[0])
    kept: list[Classes] = []
    for axis in sorted(axes, key=lambda one: not one.is_chosen) if is_open else ():
        if not question.may_tell(axis):
            continue
        tried = question.tables((*kept, axis))
        is_better = _told(tried[0].totals) >= _told(best[0].totals) and any(
            _told(row) for row in tried[-1].cells
        )
        if is_better and not question.is_refused(tried[-1]):
            kept.append(axis)
            best = tried
    nothing = replace(best[0], groups=(), cells=(), sizes=(), members=(), why=())
    by_axis = dict(zip((axis.key for axis in kept), best[1:], strict=True))
    return (best[0], *(by_axis.get(axis.key, nothing) for axis in axes))


def _told(cells: Sequence[Cell]) -> int:
    """How many figures are told; a 0 says little."""
    return sum(cell.count is not None and cell.count > 0 for cell in cells)


def _is_choosing(shape: Shape) -> bool:
    return shape.form in CHOSEN or shape.form is Form.RANKING


def themed_of(
    wave: Wave, snapshot: Snapshot, left_out: Collection[str]
) -> dict[str, tuple[SafeTable, ...]]:
    """What may be told of the protected questions that were answered in words and are coded."""
    found: dict[str, tuple[SafeTable, ...]] = {}
    for number, shape in enumerate(snapshot.shapes):
        is_open = shape.form is Form.TEXT and bool(shape.codes)
        if is_exact(shape) or not is_open or shape.key in left_out:
            continue
        themes = {
            unit.key: codes_in(shape, answers[number])
            for unit, answers in zip(snapshot.units, snapshot.given, strict=True)
            if answers.get(number)
        }
        protection = Protection(threshold=least_of(shape, wave))
        found[shape.key] = (theme_table(themes, shape.codes, protection),)
    return found


def summed_of(
    wave: Wave,
    snapshot: Snapshot,
    axes: Sequence[Classes],
    earlier: Iterable[Sums],
    left_out: Collection[str],
) -> dict[str, Summed]:
    """What may be told of the protected questions that ask for a number."""
    told = list(earlier)
    found = {}
    for number, shape in enumerate(snapshot.shapes):
        if is_exact(shape) or shape.form is not Form.NUMBER or shape.key in left_out:
            continue
        given = list(_given(snapshot, number, axes))
        before = [sums[shape.key] for sums in told if shape.key in sums]
        protection = Protection(threshold=least_of(shape, wave))
        found[shape.key] = summed(shape, given, axes, protection, before)
    return found


def _given(snapshot: Snapshot, number: int, axes: Sequence[Classes]) -> Iterator[Given]:
    for unit, answers, before in zip(snapshot.units, snapshot.given, snapshot.before, strict=True):
        value = amount_in(answers.get(number, ()))
        if value is None:
            continue
        first = next(
            (one.number for one in before if amount_in(one.given.get(number, ())) == value),
            unit.submission.number,
        )
        classes = {axis.key: unit.of(axis.key) for axis in axes}
        yield Given(version_of(unit.key, first), value, classes)


def _lines(snapshot: Snapshot, number: int, shape: Shape, axes: Sequence[Classes]) -> list[Line]:
    """Who answered what, and since which of its submissions."""
    lines = []
    everybody = zip(snapshot.units, snapshot.given, snapshot.before, strict=True)
    for place, (unit, answers, before) in enumerate(everybody):
        codes = _codes(shape, answers.get(number, ()))
        if not codes:
            continue
        first = next(
            (one.number for one in before if _codes(shape, one.given.get(number, ())) == codes),
            unit.submission.number,
        )
        version = version_of(unit.key, first)
        lines.append(Line(version, codes, classes_at(snapshot, place, axes)))
    return lines


def _codes(shape: Shape, values: tuple[Value, ...]) -> tuple[str, ...]:
    """The answer as it is counted; of a ranking the first place."""
    if shape.form is not Form.RANKING:
        return codes_in(shape, values)
    ranked = values[0] if values and isinstance(values[0], tuple) else ()
    return ranked[:1]
