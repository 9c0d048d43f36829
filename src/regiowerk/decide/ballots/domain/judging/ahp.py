"""The analytic hierarchy process: weights from judgements in pairs, and where they contradict.  Pure.

Saaty (1980): "this is 3 times as important as that", on a scale from 1/9 to 9.  Not every pair has to
be compared as long as the comparisons hang together.  How weights and measures come about and whose
they are stands in `matrices`; for many people at once use `priorities_of` there.

A contradiction is shown where it lies: the triples that fit together worst, and the one judgement
whose smallest change brings the consistency ratio below the limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import itemgetter

import numpy as np

from regiowerk.decide.ballots.domain.judging.matrices import (
    Floats,
    geometric_limit,
    principal,
    priorities_of,
    random_index,
    triple_errors,
)
from regiowerk.decide.ballots.domain.judging.shares import Number, Share, exact

SCALE = tuple(Fraction(1, part) for part in range(9, 1, -1)) + tuple(map(Fraction, range(1, 10)))
LIMIT = 0.1  # the consistency ratio from which on judgements are to be looked at again
SHOWN = 3  # triples
SMALLEST_CHANGE = 1e-9  # of a judgement, in steps of the scale


class Method(StrEnum):
    EIGENVECTOR = "eigenvector"
    GEOMETRIC = "geometric"


class Fault(StrEnum):
    """Why a judgement cannot be used."""

    UNKNOWN = "unknown"
    SELF = "self"
    TWICE = "twice"
    OFF_SCALE = "off_scale"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The one is so many times as important as the other, 1/9 to 9."""

    one: str
    other: str
    times: Number


class BadJudgementError(ValueError):
    """A judgement that cannot be used, and why."""

    def __init__(self, judgement: Judgement, fault: Fault) -> None:
        super().__init__(judgement, fault)
        self.judgement = judgement
        self.fault = fault


class NoCriteriaError(ValueError):
    """Nothing to compare."""


class DisconnectedError(ValueError):
    """Parts between which nobody compared anything."""

    def __init__(self, parts: tuple[tuple[str, ...], ...]) -> None:
        super().__init__(parts)
        self.parts = parts


@dataclass(frozen=True, slots=True)
class Triple:
    """Three judgements: first to second, second to third, first to third, and what the two imply."""

    keys: tuple[str, str, str]
    said: tuple[Share, Share, Share]
    implied: Share
    factor: float  # by which implied and said differ, at least 1


@dataclass(frozen=True, slots=True)
class Repair:
    """One judgement said otherwise."""

    one: str
    other: str
    said: Share
    instead: Fraction
    ratio: float  # the consistency ratio then
    is_enough: bool  # whether this one change brings it below the limit


@dataclass(frozen=True, slots=True)
class AhpResult:
    """Weights of one person and how well the judgements fit together."""

    weights: dict[str, float]  # sum to 1
    method: Method
    lambda_max: float
    ratio: float  # CR
    geometric_index: float  # GCI
    is_consistent: bool  # by the measure that goes with the method
    missing: tuple[tuple[str, str], ...]  # pairs nobody compared
    triples: tuple[Triple, ...]  # worst first, contradicting ones only


def ahp(
    judgements: Sequence[Judgement],
    keys: Sequence[str],
    method: Method = Method.EIGENVECTOR,
    shown: int = SHOWN,
) -> AhpResult:
    """Weights in the order of `keys`; BadJudgementError, DisconnectedError, NoCriteriaError."""
    matrix = comparison_matrix(judgements, keys)
    _check_connected(matrix, keys)
    found = priorities_of(matrix[None])
    rows = found.geometric if method is Method.GEOMETRIC else found.eigenvector
    ratio, index = float(found.ratio[0]), float(found.geometric_index[0])
    by_index = method is Method.GEOMETRIC
    return AhpResult(
        weights={key: float(weight) for key, weight in zip(keys, rows[0], strict=True)},
        method=method,
        lambda_max=float(found.lambda_max[0]),
        ratio=ratio,
        geometric_index=index,
        is_consistent=index < geometric_limit(len(keys)) if by_index else ratio < LIMIT,
        missing=_missing(matrix, keys),
        triples=worst_triples(judgements, keys, shown),
    )


def comparison_matrix(judgements: Sequence[Judgement], keys: Sequence[str]) -> Floats:
    """(n, n) with NaN where nobody compared; BadJudgementError, NoCriteriaError."""
    if not keys:
        raise NoCriteriaError
    place = {key: number for number, key in enumerate(keys)}
    matrix = np.full((len(keys), len(keys)), np.nan)
    np.fill_diagonal(matrix, 1.0)
    for judgement in judgements:
        _check_judgement(judgement, place, matrix)
        row, column = place[judgement.one], place[judgement.other]
        matrix[row, column] = float(judgement.times)
        matrix[column, row] = float(1 / judgement.times)
    return matrix


def worst_triples(
    judgements: Sequence[Judgement], keys: Sequence[str], shown: int = SHOWN
) -> tuple[Triple, ...]:
    """The triples that contradict themselves most, worst first; keys inside a triple are sorted."""
    ordered = sorted(keys)
    triples, errors = triple_errors(comparison_matrix(judgements, ordered))
    said = _said(judgements)
    # Rounded, so that triples that are equally bad come in the order of their names.
    order = np.lexsort((*triples.T[::-1], -errors.round(9)))[:shown]
    found = []
    for number in order:
        first, second, third = (ordered[place] for place in triples[number])
        three = (said[first, second], said[second, third], said[first, third])
        implied = three[0] * three[1]
        factor = float(max(implied / three[2], three[2] / implied))
        if errors[number] > SMALLEST_CHANGE:
            found.append(Triple((first, second, third), three, implied, factor))
    return tuple(found)


def smallest_repair(
    judgements: Sequence[Judgement], keys: Sequence[str], limit: float = LIMIT
) -> Repair | None:
    """The one judgement to change by the fewest steps of the scale so that the ratio is below `limit`.

    None where it is already; where one change is not enough, the one that helps most.
    """
    ordered = sorted(keys)
    matrix = comparison_matrix(judgements, ordered)
    _check_connected(matrix, ordered)
    found = priorities_of(matrix[None])
    if found.ratio[0] < limit:
        return None
    tries = [
        one_try
        for row in range(len(ordered))
        for one_try in _tries(matrix, row, int(np.isnan(matrix).sum()) // 2)
    ]
    enough = [one for one in tries if one[1] < limit]
    best = min(enough) if enough else min(tries, key=itemgetter(1, 0, 2, 3, 4))
    _, ratio, row, column, number = best
    one, other, instead = ordered[row], ordered[column], SCALE[number]
    if instead < 1:
        one, other, instead = other, one, 1 / instead
    return Repair(one, other, _said(judgements)[one, other], instead, ratio, bool(enough))


def steps_between(said: float, instead: float) -> float:
    """How many steps of Saaty's scale lie between two judgements: from 1/2 to 3 it is three."""
    return abs(_position(said) - _position(instead))


def _tries(matrix: Floats, row: int, missing: int) -> list[tuple[float, float, int, int, int]]:
    """(steps, ratio, row, column, number on the scale) for every change in the upper part of a row."""
    size = len(matrix)
    changes = [
        (column, number)
        for column in range(row + 1, size)
        for number, value in enumerate(SCALE)
        if not np.isnan(matrix[row, column])
        and steps_between(matrix[row, column], float(value)) > SMALLEST_CHANGE
    ]
    if not changes:
        return []
    many = np.repeat(_harker(matrix)[None], len(changes), axis=0)
    columns = np.array([column for column, _ in changes])
    values = np.array([float(SCALE[number]) for _, number in changes])
    place = np.arange(len(changes))
    many[place, row, columns] = values
    many[place, columns, row] = 1 / values
    largest = principal(many)[1]
    ratios = np.maximum(largest - size, 0.0) / (size - 1) / random_index(size, missing)
    return [
        (
            round(steps_between(matrix[row, column], float(SCALE[number])), 9),
            float(ratio),
            row,
            column,
            number,
        )
        for (column, number), ratio in zip(changes, ratios, strict=True)
    ]


def _harker(matrix: Floats) -> Floats:
    is_missing = np.isnan(matrix)
    return np.where(is_missing, 0.0, matrix) + np.diag(is_missing.sum(axis=1).astype(np.float64))


def _position(times: float) -> float:
    return times - 1 if times >= 1 else 1 - 1 / times


def _said(judgements: Sequence[Judgement]) -> dict[tuple[str, str], Share]:
    said: dict[tuple[str, str], Share] = {}
    for judgement in judgements:
        times = exact(judgement.times)
        said[judgement.one, judgement.other] = times
        said[judgement.other, judgement.one] = 1 / times
    return said


def _missing(matrix: Floats, keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    rows, columns = np.nonzero(np.triu(np.isnan(matrix)))
    return tuple(
        (keys[int(row)], keys[int(column)]) for row, column in zip(rows, columns, strict=True)
    )


def _check_judgement(judgement: Judgement, place: dict[str, int], matrix: Floats) -> None:
    one, other = judgement.one, judgement.other
    if one not in place or other not in place:
        raise BadJudgementError(judgement, Fault.UNKNOWN)
    if one == other:
        raise BadJudgementError(judgement, Fault.SELF)
    if not float(SCALE[0]) <= judgement.times <= float(SCALE[-1]):
        raise BadJudgementError(judgement, Fault.OFF_SCALE)
    if not np.isnan(matrix[place[one], place[other]]):
        raise BadJudgementError(judgement, Fault.TWICE)


def _check_connected(matrix: Floats, keys: Sequence[str]) -> None:
    parts: list[tuple[str, ...]] = []
    waiting = set(range(len(keys)))
    while waiting:
        part, new = set[int](), {min(waiting)}
        while new:
            part |= new
            new = {int(n) for row in new for n in np.flatnonzero(~np.isnan(matrix[row]))} - part
        parts.append(tuple(sorted(keys[number] for number in part)))
        waiting -= part
    if len(parts) > 1:
        raise DisconnectedError(tuple(sorted(parts)))
