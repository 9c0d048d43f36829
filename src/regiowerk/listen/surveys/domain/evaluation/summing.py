"""Numbers of class "aggregate": sums and means of many, where nobody's share can be estimated.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from regiowerk.listen.surveys.domain.disclosure.sums import (
    Amount,
    NegativeError,
    SafeSums,
    Value,
    protect_sum,
    protect_sum_beside,
)
from regiowerk.listen.surveys.domain.disclosure.tables import Axis, Cell, Protection
from regiowerk.listen.surveys.domain.evaluation.protecting import Classes, merged_label, untold
from regiowerk.listen.surveys.domain.evaluation.shapes import Shape
from regiowerk.listen.surveys.domain.evaluation.tables import (
    Breakdown,
    Figure,
    Group,
    Numbers,
    ResultTable,
    Veiled,
)


@dataclass(frozen=True, slots=True)
class Given:
    """The number one organisation gave, with its class on every axis."""

    unit: str  # `disclosure.releases.version_of` the organisation's answer
    value: Value
    classes: Mapping[str, str]  # by axis


@dataclass(frozen=True, slots=True)
class Summed:
    """What may be told of a question, and whose numbers are in the sums."""

    table: ResultTable
    units: frozenset[str]  # of nobody where no sum is told


def summed(
    shape: Shape,
    given: Sequence[Given],
    axes: Sequence[Classes],
    protection: Protection,
    before: Collection[frozenset[str]],
) -> Summed:
    """The sum of all, by one breakdown where that tells more; beside sums told `before`."""
    try:
        axis, sums = _best(given, axes, protection, before)
    except NegativeError:
        return Summed(untold(shape), frozenset())
    if sums.total is None or (sums.total.value is None and not _told(sums)):
        return Summed(untold(shape, is_left_out=bool(before)), frozenset())
    return Summed(_result(shape, sums, axis), frozenset(one.unit for one in given))


def _best(
    given: Sequence[Given],
    axes: Sequence[Classes],
    protection: Protection,
    before: Collection[frozenset[str]],
) -> tuple[Classes | None, SafeSums]:
    """One breakdown only: sums of several could be subtracted from each other."""
    everyone = {one.unit: one.value for one in given}
    if before:
        return None, protect_sum_beside(everyone, protection, before)
    whole = protect_sum({None: everyone}, None, protection)
    best: tuple[Classes | None, SafeSums] = (None, whole)
    for axis in axes:
        by_class: dict[str | None, dict[str, Value]] = {}
        for one in given:
            by_class.setdefault(one.classes[axis.key], {})[one.unit] = one.value
        sums = protect_sum(by_class, Axis(axis.codes, axis.is_ordered), protection)
        if _told(sums) > max(1, _told(best[1])):
            best = (axis, sums)
    return best


def _told(sums: SafeSums) -> int:
    return sum(one.value is not None for one in sums.sums)


def _result(shape: Shape, sums: SafeSums, axis: Classes | None) -> ResultTable:
    return ResultTable(
        key=shape.key,
        label=shape.label,
        form=shape.form,
        section=shape.section,
        visibility=shape.visibility,
        codes=(),
        answers=(),
        n=_figure(sums.n),
        numbers=_numbers(sums.total, sums.n),
        breakdowns=(_breakdown(sums, axis),) if axis else (),
        group=shape.group,
        group_label=shape.group_label,
        indicator=shape.indicator,
        is_protected=True,
        steps=tuple((step.kind, *(str(value) for value in step.values)) for step in sums.why),
    )


def _breakdown(sums: SafeSums, axis: Classes) -> Breakdown:
    groups = (
        Group(codes, merged_label(codes, axis), _figure(size), (), _numbers(amount, size))
        for codes, size, amount in zip(sums.groups, sums.sizes, sums.sums, strict=True)
    )
    return Breakdown(axis.key, axis.label, tuple(groups))


def _numbers(amount: Amount | None, size: Cell) -> Numbers | None:
    if amount is None or amount.value is None or not size.count:
        return None
    return Numbers(size.count, mean=float(Fraction(amount.value) / size.count))


def _figure(cell: Cell) -> Figure:
    return Veiled(cell.low, cell.high) if cell.count is None else cell.count
