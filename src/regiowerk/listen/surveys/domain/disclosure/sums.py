"""Sums and means by group (costs, posts), so that no contribution can be estimated closely.  Pure.

p-percent rule: a sum X of contributions x1 >= x2 >= ... is hidden when X - x1 - x2 < p/100 x1, because
then the second largest, subtracting himself, knows the largest to within p percent.  A sum of
nothing but zeros is hidden too: it tells everybody's.  What is left when all sums shown are
subtracted from the total is a sum like any other and has to pass the same rule.  Hundepool and
others, "Statistical Disclosure Control" (2012), 4.2.  Values are at least 0, of any unit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from regiowerk.listen.surveys.domain.disclosure.merging import merge
from regiowerk.listen.surveys.domain.disclosure.tables import (
    Axis,
    Cell,
    ClassError,
    Protection,
    Step,
    TwiceError,
)

type Value = Decimal | int


class NegativeError(ValueError):
    """A contribution below 0: the rule does not hold for those."""

    def __init__(self, unit: str, value: Value) -> None:
        super().__init__(unit, value)
        self.unit = unit
        self.value = value


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum, or None and its range; `high` None: nothing bounds it."""

    value: Fraction | None
    low: Fraction
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class SafeSums:
    """Sums anybody may see.  Without `total` nothing may be published at all."""

    groups: tuple[tuple[str, ...], ...]
    sums: tuple[Amount, ...]
    sizes: tuple[Cell, ...]
    total: Amount | None
    n: Cell
    why: tuple[Step, ...]

    @property
    def means(self) -> tuple[Fraction | None, ...]:
        """Sum by organisation in each group; None where the sum is hidden."""
        return tuple(
            None if amount.value is None or not size.count else amount.value / size.count
            for amount, size in zip(self.sums, self.sizes, strict=True)
        )

    @property
    def mean(self) -> Fraction | None:
        """Total by organisation."""
        if self.total is None or self.total.value is None or not self.n.count:
            return None
        return self.total.value / self.n.count


def may_be_told(values: Iterable[Fraction], percent: int) -> bool:
    """The p-percent rule for one sum."""
    falling = sorted(values, reverse=True)
    if len(falling) < 2 or falling[0] == 0:
        return False
    return sum(falling[2:]) * 100 >= percent * falling[0]


def protect_sum(
    values: Mapping[str | None, Mapping[str, Value]], axis: Axis | None, protection: Protection
) -> SafeSums:
    """Sums of units' values by merged class and in total; class None counts in the total only.

    Raises NegativeError, ClassError for a class the axis does not have, TwiceError for a unit in two.
    """
    _check(values, axis)
    sizes = {code: len(units) for code, units in values.items() if code is not None}
    merged = merge(sizes, axis, protection.least) if axis is not None else None
    groups = merged.groups if merged else ()
    taken = {code for group in groups for code in group}
    parts = [_values_of(values, group) for group in groups]
    rest = _values_of(values, [code for code in values if code not in taken])
    everything = [value for part in (*parts, rest) for value in part]
    n = len(everything)
    if n < protection.least:
        few = Cell(None, 0, protection.least - 1)
        return SafeSums((), (), (), None, few, (Step("too_few", (protection.least,)),))
    is_total_told = may_be_told(everything, protection.percent)
    hidden = _hidden(parts, rest, protection, is_total_told=is_total_told)
    total = sum(everything, Fraction(0))
    told = sum(
        (sum(part, Fraction(0)) for at, part in enumerate(parts) if at not in hidden), Fraction(0)
    )
    why = [Step("merged", group) for group in groups if len(group) > 1]
    number = len(hidden) + (not is_total_told)
    return SafeSums(
        groups=groups,
        sums=tuple(
            Amount(None, Fraction(0), total - told if is_total_told else None)
            if at in hidden
            else _told(sum(part, Fraction(0)))
            for at, part in enumerate(parts)
        ),
        sizes=tuple(Cell(len(part), len(part), len(part)) for part in parts),
        total=_told(total) if is_total_told else Amount(None, told, None),
        n=Cell(n, n, n),
        why=(*why, Step("hidden", (number,))) if number else tuple(why),
    )


def protect_sum_beside(
    values: Mapping[str, Value], protection: Protection, before: Collection[frozenset[str]]
) -> SafeSums:
    """A total beside totals of earlier releases, given by their units; one of them was the largest.

    It is told if all units of the largest are still in it as they were, and those who came since
    pass the rule for themselves.  Then everything published is made of sums over groups that do
    not overlap, each of which passes the rule.  Raises NegativeError.
    """
    _check({None: values}, None)
    told = max(before, key=len)
    came = [Fraction(value) for unit, value in values.items() if unit not in told]
    may_follow = told <= values.keys() and (
        not came or (len(came) >= protection.least and may_be_told(came, protection.percent))
    )
    if may_follow:
        return protect_sum({None: values}, None, protection)
    few = Cell(None, 0, len(values))
    return SafeSums((), (), (), None, few, (Step("too_close", (protection.least,)),))


def _check(values: Mapping[str | None, Mapping[str, Value]], axis: Axis | None) -> None:
    seen: set[str] = set()
    for code, units in values.items():
        for unit, value in units.items():
            if unit in seen:
                raise TwiceError(unit)
            seen.add(unit)
            if value < 0:
                raise NegativeError(unit, value)
            if axis is not None and code is not None and code not in axis.classes:
                raise ClassError(unit, code)


def _values_of(
    values: Mapping[str | None, Mapping[str, Value]], codes: Iterable[str | None]
) -> list[Fraction]:
    return [Fraction(value) for code in codes for value in values.get(code, {}).values()]


def _told(value: Fraction) -> Amount:
    return Amount(value, value, value)


def _hidden(
    parts: Sequence[Sequence[Fraction]],
    rest: Sequence[Fraction],
    protection: Protection,
    *,
    is_total_told: bool,
) -> frozenset[int]:
    """Groups whose sum is hidden: for themselves, then the smallest that make the difference safe."""
    percent = protection.percent
    hidden = {at for at, part in enumerate(parts) if not may_be_told(part, percent)}
    order = sorted(range(len(parts)), key=lambda at: (sum(parts[at]), at))

    def is_safe(chosen: set[int]) -> bool:
        left = [value for at in chosen for value in parts[at]] + list(rest)
        return not left or (len(left) >= protection.least and may_be_told(left, percent))

    while is_total_told and not is_safe(hidden):
        more = [at for at in order if at not in hidden]
        if not more:
            break
        hidden.add(next((at for at in more if is_safe(hidden | {at})), more[0]))
    return frozenset(hidden)
