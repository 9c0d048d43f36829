"""How far two or more people code alike.  Pure.

Cohen's kappa: J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological
Measurement 20 (1960).  Krippendorff's alpha for nominal data with missing values: K. Krippendorff,
Computing Krippendorff's Alpha-Reliability (2011).  Both are 1 for complete agreement and 0 for what
chance alone would give; None where everybody always said the same, for then chance explains all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many units were compared, the share of agreement, and the coefficient."""

    units: int
    observed: float
    coefficient: float | None


def cohen_kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> Agreement:
    """Two people judged each unit once.  Raises ValueError without a unit."""
    judged = list(pairs)
    if not judged:
        message = "no unit was judged by both"
        raise ValueError(message)
    n = len(judged)
    observed = Fraction(sum(one == other for one, other in judged), n)
    first, second = (Counter(pair[who] for pair in judged) for who in (0, 1))
    expected = Fraction(sum(number * second[what] for what, number in first.items()), n * n)
    kappa = None if expected == 1 else float((observed - expected) / (1 - expected))
    return Agreement(n, float(observed), kappa)


def krippendorff_alpha(units: Iterable[Sequence[Hashable | None]]) -> Agreement:
    """Each unit as everybody judged it, None: not at all; units judged once say nothing.

    Raises ValueError if no unit was judged twice.
    """
    judged = [[value for value in unit if value is not None] for unit in units]
    pairable = [unit for unit in judged if len(unit) > 1]
    if not pairable:
        message = "no unit was judged twice"
        raise ValueError(message)
    values = Counter(value for unit in pairable for value in unit)
    n = values.total()
    disagreeing = sum(
        Fraction(sum(one != other for one, other in permutations(unit, 2)), len(unit) - 1)
        for unit in pairable
    )
    by_chance = Fraction(n * n - sum(number * number for number in values.values()), n - 1)
    alpha = None if by_chance == 0 else float(1 - disagreeing / by_chance)
    return Agreement(len(pairable), float(1 - disagreeing / n), alpha)
