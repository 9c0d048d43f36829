"""What is equal stays equal until a rule named beforehand separates it.  Pure.

A drawn lot is an order of all options, drawn and published before the count; no method draws one
by itself, and none falls back on names or on the order in which options were handed in.  A tie for
the first place that stays is an error, because nobody can say who wins.  One for the second place
decides nothing: the round then tells the lead and names no runner-up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

type Step = Literal["min_cost", "max_votes", "lot"]
type Tiers = tuple[frozenset[str], ...]

STEPS: tuple[Step, ...] = ("min_cost", "max_votes", "lot")


class UnsettledTieError(ValueError):
    """These options are equal in everything the tie rule looks at."""

    def __init__(self, options: tuple[str, ...]) -> None:
        super().__init__(options)
        self.options = options


@dataclass(frozen=True, slots=True)
class TieRule:
    """Steps gone through in turn; `lot` is the published order, the first in it wins."""

    steps: tuple[Step, ...] = STEPS
    lot: tuple[str, ...] = ()

    def first(
        self, tied: Iterable[str], cost: Mapping[str, int], votes: Mapping[str, Fraction]
    ) -> str:
        """The one of these options that wins the tie; raises UnsettledTieError."""
        left = sorted(tied)
        for step in self.steps:
            if len(left) == 1:
                break
            left = self._separated(step, left, cost, votes)
        if len(left) > 1:
            raise UnsettledTieError(tuple(left))
        return left[0]

    def second(
        self, tied: Iterable[str], cost: Mapping[str, int], votes: Mapping[str, Fraction]
    ) -> str | None:
        """The one of these options that is next behind a winner; None: that is unsettled."""
        try:
            return self.first(tied, cost, votes)
        except UnsettledTieError:
            return None

    def _separated(
        self,
        step: Step,
        tied: list[str],
        cost: Mapping[str, int],
        votes: Mapping[str, Fraction],
    ) -> list[str]:
        match step:
            case "min_cost":
                cheapest = min(cost[key] for key in tied)
                return [key for key in tied if cost[key] == cheapest]
            case "max_votes":
                most = max(votes[key] for key in tied)
                return [key for key in tied if votes[key] == most]
            case "lot":
                drawn = set(self.lot)
                if not drawn.issuperset(tied):
                    return tied
                return [min(tied, key=self.lot.index)]

    def order(
        self,
        tiers: Sequence[Collection[str]],
        cost: Mapping[str, int],
        votes: Mapping[str, Fraction],
    ) -> tuple[str, ...]:
        """All options of the tiers in a row, each tie settled; raises UnsettledTieError."""
        row: list[str] = []
        for tier in tiers:
            left = set(tier)
            while left:
                row.append(self.first(left, cost, votes))
                left.discard(row[-1])
        return tuple(row)


def tiers_by(values: Mapping[str, Fraction]) -> Tiers:
    """Options of equal value in one tier, the highest first."""
    groups: dict[Fraction, set[str]] = {}
    for key, value in values.items():
        groups.setdefault(value, set()).add(key)
    return tuple(frozenset(groups[value]) for value in sorted(groups, reverse=True))


def drawn_lot(options: Iterable[str], seed: int) -> tuple[str, ...]:
    """A lot from a seed that was published, so that everybody can draw it again."""
    keys = sorted(options)
    drawn = np.random.Generator(np.random.Philox(seed)).permutation(len(keys))
    return tuple(keys[number] for number in drawn)
