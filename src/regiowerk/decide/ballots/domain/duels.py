"""Every option against every other: whose papers put which one higher.  Pure.

Read from papers of any kind: ranked higher, given more points or a better mark, crossed and not
crossed, or compared directly.  An option without a mark was not judged and is not compared; one
that a ranking does not name stands below all it names.  A voter with a conflict of interest takes
part in no duel of that option.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np

from regiowerk.decide.ballots.domain.elections import (
    Approval,
    Election,
    Option,
    Pairwise,
    Paper,
    Points,
    Ranking,
    Scores,
)

EXACT_IN_INT64 = 2**62


@dataclass(frozen=True)
class Duels:
    """`wins[a][b]`: weight of the papers that prefer option a to b; `draws[a][b]`: see both equal."""

    keys: tuple[str, ...]
    wins: tuple[tuple[Fraction, ...], ...]
    draws: tuple[tuple[Fraction, ...], ...]

    @cached_property
    def _row(self) -> Mapping[str, int]:
        return {key: number for number, key in enumerate(self.keys)}

    def won(self, key: str, other: str) -> Fraction:
        """Weight of the papers that prefer `key` to `other`."""
        return self.wins[self._row[key]][self._row[other]]

    def margin(self, key: str, other: str) -> Fraction:
        """By how much `key` wins against `other`; below zero: loses."""
        return self.won(key, other) - self.won(other, key)


def duels(election: Election) -> Duels:
    """All duels of an election, options in the order of their keys."""
    options = sorted(election.options, key=lambda option: option.key)
    scale = lcm(*(Fraction(voter.weight).denominator for voter in election.participants))
    groups: Counter[tuple[object, ...]] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for paper, voter in zip(election.papers, election.participants, strict=True):
        weight = int(voter.weight * scale)
        if isinstance(paper, Pairwise):
            pairs.update(dict.fromkeys(_counted_pairs(paper, election), weight))
        else:
            groups[tuple(_levels(paper, options))] += weight
    wins, draws = _matrices(groups, len(options))
    row = {option.key: number for number, option in enumerate(options)}
    for (better, worse), weight in pairs.items():
        wins[row[better], row[worse]] += weight
    return Duels(tuple(row), _fractions(wins, scale), _fractions(draws, scale))


def _counted_pairs(paper: Pairwise, election: Election) -> list[tuple[str, str]]:
    return [
        pair
        for pair in paper.pairs
        if not any(paper.voter in election.option[key].conflicts for key in pair)
    ]


def _levels(paper: Paper, options: list[Option]) -> list[int | None]:
    """How high a paper puts each option; None: it is not compared."""
    given: Mapping[str, int]
    unnamed: int | None = 0
    match paper:
        case Approval():
            given = dict.fromkeys(paper.options, 1)
        case Points():
            given = paper.points
        case Scores():
            given, unnamed = paper.scores, None
        case Ranking():
            given = {key: -rank for rank, tier in enumerate(paper.tiers) for key in tier}
            unnamed = -len(paper.tiers)
        case _:
            given, unnamed = {}, None
    return [
        None if paper.voter in option.conflicts else given.get(option.key, unnamed)
        for option in options
    ]


def _matrices(groups: Counter[tuple[object, ...]], size: int) -> tuple[np.ndarray, np.ndarray]:
    kind = np.int64 if groups.total() < EXACT_IN_INT64 else object
    wins, draws = np.zeros((size, size), dtype=kind), np.zeros((size, size), dtype=kind)
    if not groups:
        return wins, draws
    levels = np.array(list(groups), dtype=np.float64).reshape(len(groups), size)  # None is nan
    weights = np.array(list(groups.values()), dtype=kind)
    for number in range(size):
        own = levels[:, number, None]
        wins[number] = weights @ (own > levels).astype(kind)
        draws[number] = weights @ (own == levels).astype(kind)
    np.fill_diagonal(draws, 0)
    return wins, draws


def _fractions(matrix: np.ndarray, scale: int) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(tuple(Fraction(int(value), scale) for value in row) for row in matrix)
