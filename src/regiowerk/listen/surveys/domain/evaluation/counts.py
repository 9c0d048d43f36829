"""What is counted over a snapshot, as plain values: organisations per question, answer and class.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import floor, log10

from regiowerk.listen.surveys.domain.evaluation.tables import Numbers

EVERYBODY = ""  # the axis without classes, and its only class
MOST_CLASSES = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is counted: a class of an axis, and the number of a question."""

    axis: str
    group: str
    question: int


@dataclass(frozen=True, slots=True)
class Asked:
    """How many were asked, and how many of them answered; inhabitants of those that answered."""

    asked: int
    answered: int
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """How often an answer was given, by how many inhabitants; of a ranking the mean place."""

    n: int
    weight: float = 0.0
    mean_place: float | None = None
    firsts: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything counted in one go."""

    asked: Mapping[Place, Asked]
    chosen: Mapping[Place, Mapping[int, Chosen]]  # by the number of the answer
    numbers: Mapping[Place, Numbers]
    weighted_means: Mapping[int, float] = field(default_factory=dict)  # by question
    classes: Mapping[int, tuple[tuple[float, float, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scale:
    """Classes of one width: the first begins at `low`."""

    low: float
    step: float

    def bounds(self, number: int) -> tuple[float, float]:
        """From, and below."""
        low = self.low + number * self.step
        return round(low, 9), round(low + self.step, 9)


def scale_for(smallest: float, largest: float, n: int, *, is_whole: bool = False) -> Scale:
    """At most eight classes with bounds people read easily: 1, 2 or 5 times a power of ten.

    As many as Sturges (1926) advises for n values, if round bounds allow it.
    """
    if largest <= smallest:
        return Scale(float(floor(smallest)), 1.0)
    wanted = min(MOST_CLASSES, max(3, floor(1 + 3.322 * log10(max(n, 1)))))
    step = max(_nice((largest - smallest) / wanted), 1.0 if is_whole else 0.0)
    while floor(largest / step) - floor(smallest / step) + 1 > MOST_CLASSES:
        step = _nice(step * 1.5)
    return Scale(floor(smallest / step) * step, step)


def _nice(width: float) -> float:
    power = 10.0 ** floor(log10(width))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= width - 1e-12)
