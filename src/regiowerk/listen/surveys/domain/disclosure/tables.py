"""The values of disclosure control: records in, tables out that may be shown to anybody.  Pure.

Terms follow Hundepool and others, "Statistical Disclosure Control" (Wiley 2012): a count is hidden
(suppressed), its feasible interval is what everything published together leaves possible.  All
counts are numbers of organisations.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LEAST_THRESHOLD = 3


class ThresholdError(ValueError):
    """A threshold under which nothing is protected."""

    def __init__(self, threshold: int) -> None:
        super().__init__(threshold)
        self.threshold = threshold
        self.least = LEAST_THRESHOLD


class PercentError(ValueError):
    """A percentage of the p-percent rule outside 1 to 100."""

    def __init__(self, percent: int) -> None:
        super().__init__(percent)
        self.percent = percent


class KnownError(ValueError):
    """More answers an attacker may know than the one that is his own."""

    def __init__(self, known: int) -> None:
        super().__init__(known)
        self.known = known


class AnswerError(ValueError):
    """A record whose answer is not one of the table's, or not exactly one where one is asked for."""

    def __init__(self, unit: str, answer: tuple[str, ...]) -> None:
        super().__init__(unit, answer)
        self.unit = unit
        self.answer = answer


class ClassError(ValueError):
    """A record of a class the axis does not have."""

    def __init__(self, unit: str, group: str) -> None:
        super().__init__(unit, group)
        self.unit = unit
        self.group = group


class TwiceError(ValueError):
    """An organisation with two records."""

    def __init__(self, unit: str) -> None:
        super().__init__(unit)
        self.unit = unit


class MixedError(ValueError):
    """Tables that are not of one question: other answers, or a unit that answered differently."""

    def __init__(self, unit: str = "") -> None:
        super().__init__(unit)
        self.unit = unit


@dataclass(frozen=True, slots=True)
class Protection:
    """How much stays open.  `known`: answers the reader knows himself, 0 or 1 (his own)."""

    threshold: int = 5  # k
    percent: int = 10  # p of the p-percent rule for sums
    known: int = 1

    def __post_init__(self) -> None:
        if self.threshold < LEAST_THRESHOLD:
            raise ThresholdError(self.threshold)
        if not 1 <= self.percent <= 100:
            raise PercentError(self.percent)
        if self.known not in (0, 1):
            raise KnownError(self.known)

    @property
    def least(self) -> int:
        """The smallest number shown: a reader who is one of them still sees k others."""
        return self.threshold + self.known


@dataclass(frozen=True, slots=True)
class Record:
    """What one organisation answered.  Who gave no answer has no record."""

    unit: str  # one organisation's answer; over several releases a changed answer is a new unit
    group: str | None  # class of the breakdown; None: counts in the total only
    answer: tuple[str, ...]  # codes: one of a single choice, any number of a multiple choice


@dataclass(frozen=True, slots=True)
class Axis:
    """The classes of a breakdown.  Of ordered classes only neighbours are merged."""

    classes: tuple[str, ...]
    is_ordered: bool


@dataclass(frozen=True, slots=True)
class TableRequest:
    """One breakdown of a question that is to be published with others."""

    records: tuple[Record, ...]
    answers: tuple[str, ...]
    axis: Axis | None
    is_multiple: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, or None and the range it lies in.  The range follows from the counts shown."""

    count: int | None
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Step:
    """What was done, as a fact: merged (codes), empty (codes), hidden (number), too_few (least).

    Nothing says why a cell is hidden: that alone would tell its size.
    """

    kind: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SafeTable:
    """A table anybody may see.  Totals, charts and files are made from it and nothing else."""

    groups: tuple[tuple[str, ...], ...]  # merged classes by their codes
    answers: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]  # by group, then by answer
    totals: tuple[Cell, ...]  # by answer
    sizes: tuple[Cell, ...]  # organisations by group
    n: Cell
    is_multiple: bool
    why: tuple[Step, ...]
    members: tuple[frozenset[str], ...] = field(default=(), repr=False)  # by group; for comparing
    everyone: frozenset[str] = field(default=frozenset(), repr=False)  # releases, never to be shown

    @property
    def is_publishable(self) -> bool:
        return bool(self.totals)
