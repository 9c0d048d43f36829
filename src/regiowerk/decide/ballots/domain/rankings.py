"""Orders of options without a budget: crosses, points, marks, Borda, Condorcet, Schulze.  Pure.

Sources: J.-C. de Borda, Mémoire sur les élections au scrutin (1781), with the average rank for
ties; A. H. Copeland, A Reasonable Social Welfare Function (1951); J. H. Smith, Aggregation of
Preferences with Variable Electorate (1973); M. Schulze, A New Monotonic, Clone-Independent,
Reversal Symmetric, and Condorcet-Consistent Single-Winner Election Method (2011), with winning
votes.  Every result is a row of tiers: what is equal stands in one tier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np

from regiowerk.decide.ballots.domain.duels import Duels
from regiowerk.decide.ballots.domain.elections import (
    Election,
    Points,
    Scores,
    UnsuitablePapersError,
)
from regiowerk.decide.ballots.domain.ties import Tiers, tiers_by

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Order:
    """Options from best to worst with the value that put them there."""

    values: Mapping[str, Fraction]
    unjudged: frozenset[str] = frozenset()  # nobody said anything: last, without a value
    missing: Mapping[str, Fraction] = field(default_factory=dict)  # weight that did not judge
    refused: tuple[str, ...] = ()  # voters whose paper broke the rule and was not counted

    @cached_property
    def tiers(self) -> Tiers:
        """Best first; options nobody judged are the last tier."""
        return tiers_by(self.values) + ((self.unjudged,) if self.unjudged else ())


def by_approval(election: Election) -> Order:
    """By the weight of those who support an option."""
    return Order(election.votes())


def by_points(election: Election, cap: int | None = None) -> Order:
    """By the sum of points; a paper with more than `cap` points is named and not counted."""
    values = {option.key: Fraction(0) for option in election.options}
    refused: list[str] = []
    for paper in election.papers:
        if not isinstance(paper, Points):
            raise UnsuitablePapersError("points", election.paper_kind)
        if cap is not None and sum(paper.points.values()) > cap:
            refused.append(paper.voter)
            continue
        weight = Fraction(election.voter[paper.voter].weight)
        for key, points in election.support_of(paper).items():
            values[key] += weight * points
    return Order(values, refused=tuple(sorted(refused)))


def by_scores(election: Election, center: Literal["mean", "median"] = "mean") -> Order:
    """By the mean or median mark of those who judged an option.

    A mark not given is missing, not zero; `missing` says how much weight did not judge.
    """
    given: dict[str, list[tuple[int, Fraction]]] = {option.key: [] for option in election.options}
    for paper in election.papers:
        if not isinstance(paper, Scores):
            raise UnsuitablePapersError("scores", election.paper_kind)
        weight = Fraction(election.voter[paper.voter].weight)
        for key, mark in paper.scores.items():
            if weight and paper.voter not in election.option[key].conflicts:
                given[key].append((mark, weight))
    whole = sum((Fraction(voter.weight) for voter in election.participants), Fraction(0))
    middle = _mean if center == "mean" else _median
    return Order(
        {key: middle(marks) for key, marks in given.items() if marks},
        frozenset(key for key, marks in given.items() if not marks),
        {key: whole - sum(weight for _, weight in marks) for key, marks in given.items()},
    )


def _mean(marks: list[tuple[int, Fraction]]) -> Fraction:
    return Fraction(sum(mark * weight for mark, weight in marks)) / sum(w for _, w in marks)


def _median(marks: list[tuple[int, Fraction]]) -> Fraction:
    half = sum((weight for _, weight in marks), Fraction(0)) / 2
    below, met = Fraction(0), None
    for mark, weight in sorted(marks):
        if met is not None:
            return Fraction(met + mark, 2)
        below += weight
        if below > half:
            return Fraction(mark)
        met = mark if below == half else None
    raise AssertionError(marks)


def borda(duels: Duels) -> Order:
    """By Borda points: one for every option ranked below, half a one for every equal one."""
    return Order(
        {
            key: sum(
                (
                    duels.wins[row][column] + HALF * duels.draws[row][column]
                    for column in range(len(duels.keys))
                    if column != row
                ),
                Fraction(0),
            )
            for row, key in enumerate(duels.keys)
        }
    )


def condorcet_winner(duels: Duels) -> str | None:
    """The option that wins against every other one; None where there is none."""
    for key in duels.keys:
        if all(duels.margin(key, other) > 0 for other in duels.keys if other != key):
            return key
    return None


def copeland(duels: Duels) -> Order:
    """By duels won, a draw counting half."""
    return Order(
        {
            key: sum(
                (_outcome(duels.margin(key, other)) for other in duels.keys if other != key),
                Fraction(0),
            )
            for key in duels.keys
        }
    )


def _outcome(margin: Fraction) -> Fraction:
    if margin == 0:
        return HALF
    return Fraction(margin > 0)


def smith_set(duels: Duels) -> frozenset[str]:
    """The smallest group whose members all win against everybody outside it."""
    members: set[str] = set()
    for tier in copeland(duels).tiers:  # members of the set have the highest Copeland values
        members |= tier
        outside = [key for key in duels.keys if key not in members]
        if all(duels.margin(key, other) > 0 for key in members for other in outside):
            break
    return frozenset(members)


def schulze(duels: Duels) -> Tiers:
    """Tiers by Schulze's strongest paths; in each those whom nobody left beats."""
    paths = _strongest_paths(duels)
    beats = paths > paths.T
    left = list(range(len(duels.keys)))
    tiers: list[frozenset[str]] = []
    while left:
        free = [column for column in left if not beats[left, column].any()]
        tiers.append(frozenset(duels.keys[number] for number in free))
        left = [number for number in left if number not in free]
    return tuple(tiers)


def _strongest_paths(duels: Duels) -> np.ndarray:
    """Widest paths over the ranks of the winning votes: only their order matters."""
    levels = {
        value: level for level, value in enumerate(sorted({v for r in duels.wins for v in r}))
    }
    wins = np.array([[levels[value] for value in row] for row in duels.wins], dtype=np.int64)
    wins = wins.reshape(len(duels.keys), len(duels.keys))
    paths = np.where(wins > wins.T, wins, -1)
    for middle in range(len(duels.keys)):
        np.maximum(paths, np.minimum(paths[:, middle, None], paths[None, middle, :]), out=paths)
    return paths
