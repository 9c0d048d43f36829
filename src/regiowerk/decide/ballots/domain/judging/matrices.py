"""Numbers behind the AHP: many pairwise comparison matrices at once.  Pure.

A matrix says in row i and column j how many times as important i is as j; NaN where nobody compared.
Shapes: m matrices of n criteria are (m, n, n), their weights (m, n), their indices (m,).

Principal eigenvector (Saaty 1980), with Harker's (1987) completion where judgements are missing;
geometric mean, with logarithmic least squares where judgements are missing (Bozóki, Fülöp & Rónyai
2010); consistency ratio with the random index of Alonso & Lamata (2006), made smaller for missing
judgements as Ágoston & Csató (2022) found; geometric consistency index (Aguarón & Moreno-Jiménez 2003).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Mean consistency index of random matrices of 3 to 15 criteria (Alonso & Lamata 2006).
RANDOM_INDEX = (
    *(0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056, 1.4499),
    *(1.4854, 1.5141, 1.5365, 1.5551, 1.5713, 1.5838),
)
SLOPE, INTERCEPT = 2.7699, -4.3513  # their line for the mean eigenvalue, used beyond the table
SMALLEST = 3  # two criteria cannot contradict each other
BLOCKS = 20  # of 16 steps each, before the slow solver is asked
STILL = 1e-15  # what a weight may move in four steps and be called at rest
ROUNDING = 1e-9

type Floats = NDArray[np.float64]


class BadMatricesError(ValueError):
    """These matrices are not positive and reciprocal, or fall into parts nobody compared."""

    def __init__(self, numbers: tuple[int, ...]) -> None:
        super().__init__(numbers)
        self.numbers = numbers


@dataclass(frozen=True, slots=True)
class Priorities:
    """Weights and consistency of m matrices, one row each."""

    eigenvector: Floats  # (m, n), rows sum to 1
    geometric: Floats  # (m, n), rows sum to 1
    lambda_max: Floats  # (m,), at least n
    ratio: Floats  # (m,), consistency ratio CR; 0 without contradiction
    geometric_index: Floats  # (m,), GCI; 0 without contradiction


def priorities_of(matrices: Floats) -> Priorities:
    """Weights both ways and both measures of consistency for each; BadMatricesError."""
    _check(matrices)
    size = matrices.shape[-1]
    is_missing = np.isnan(matrices)
    missing = is_missing.sum(axis=(1, 2)) // 2
    if missing.any():
        vectors, largest = principal(_completed(matrices, is_missing))
        logs = np.log(np.where(is_missing, 1.0, matrices))
        heights = _least_squares(logs, ~is_missing)
    else:
        vectors, largest = principal(matrices)
        logs = np.log(matrices)
        heights = logs.mean(axis=2)
    rest = logs - heights[:, :, None]
    rest += heights[:, None, :]
    if missing.any():
        rest[is_missing] = 0.0
    weights = np.exp(heights - heights.max(axis=1, keepdims=True))
    return Priorities(
        eigenvector=vectors,
        geometric=weights / weights.sum(axis=1, keepdims=True),
        lambda_max=largest,
        ratio=_ratio(largest, size, missing),
        geometric_index=_geometric_index(rest, size, missing),
    )


def principal(matrices: Floats) -> tuple[Floats, Floats]:
    """Eigenvectors (m, n), summing to 1, and eigenvalues (m,) of irreducible matrices >= 0.

    Power iteration on the fourth power; what has not come to rest after 320 steps goes to LAPACK.
    """
    size = matrices.shape[-1]
    squared = matrices @ matrices
    fourth = squared @ squared
    vectors = fourth.sum(axis=2, keepdims=True)
    for _ in range(BLOCKS):
        before = fourth @ (fourth @ (fourth @ vectors))
        before /= before.sum(axis=1, keepdims=True)
        vectors = fourth @ before
        vectors /= vectors.sum(axis=1, keepdims=True)
        is_restless = np.abs(vectors - before).max(axis=1)[:, 0] > STILL * size
        if not is_restless.any():
            break
    else:
        for number in np.flatnonzero(is_restless):
            vectors[number, :, 0] = _by_lapack(matrices[number])
    largest: Floats = (matrices @ vectors).sum(axis=(1, 2))
    return vectors[:, :, 0], largest


def random_index(size: int, missing: int = 0) -> float:
    """The mean consistency index of random matrices with so many judgements missing; 0 below three.

    It falls in a straight line to 0, where just enough judgements are left to connect everything.
    """
    if size < SMALLEST:
        return 0.0
    return _full_index(size) * (1 - 2 * missing / ((size - 1) * (size - 2)))


def geometric_limit(size: int) -> float:
    """The GCI that stands for a consistency ratio of 0.10 (Aguarón & Moreno-Jiménez 2003)."""
    return {3: 0.31, 4: 0.35}.get(size, 0.37)


def aggregated(matrices: Floats, weights: Floats | None = None) -> Floats:
    """One matrix of many: the geometric mean of each judgement (AIJ); NaN where nobody judged.

    `weights` (m,) of the people; only those who judged a pair count for it.
    """
    given = np.ones(len(matrices)) if weights is None else weights
    part = np.where(np.isnan(matrices), 0.0, given[:, None, None])
    logs = np.log(np.where(part > 0, matrices, 1.0))
    counted = part.sum(axis=0)
    means = (part * logs).sum(axis=0) / np.where(counted > 0, counted, 1.0)
    found: Floats = np.where(counted > 0, np.exp(means), np.nan)
    return found


def triple_errors(matrix: Floats) -> tuple[NDArray[np.intp], Floats]:
    """All triples i < j < k (t, 3) judged in full and |ln(a_ij a_jk / a_ik)| of each (t,)."""
    one, two = np.triu_indices(len(matrix), 1)
    later = np.arange(len(matrix))
    pair, third = np.nonzero(later[None, :] > two[:, None])
    triples = np.stack([one[pair], two[pair], later[third]], axis=1)
    logs = np.log(matrix)
    first, second, last = triples.T
    errors = np.abs(logs[first, second] + logs[second, last] - logs[first, last])
    is_known = ~np.isnan(errors)
    return triples[is_known], errors[is_known]


def _completed(matrices: Floats, is_missing: NDArray[np.bool_]) -> Floats:
    """Harker's matrix: 0 where nobody compared, and one more on the diagonal for each of these."""
    filled = np.where(is_missing, 0.0, matrices)
    place = np.arange(matrices.shape[-1])
    filled[:, place, place] += is_missing.sum(axis=2)
    return filled


def _least_squares(logs: Floats, is_known: NDArray[np.bool_]) -> Floats:
    """Logarithms of weights, summing to 0, whose differences are closest to the judgements."""
    size = logs.shape[-1]
    laplacian = 1.0 / size - is_known.astype(np.float64)
    place = np.arange(size)
    laplacian[:, place, place] += is_known.sum(axis=2)
    heights: Floats = np.linalg.solve(laplacian, logs.sum(axis=2)[:, :, None])[:, :, 0]
    return heights


def _ratio(largest: Floats, size: int, missing: NDArray[np.intp]) -> Floats:
    if size < SMALLEST:
        return np.zeros(len(largest))
    expected = _full_index(size) * (1 - missing / ((size - 1) * (size - 2) / 2))
    index = np.maximum(largest - size, 0.0) / (size - 1)
    # Without a circle nothing can contradict; what is left is rounding.
    is_circular = expected > ROUNDING
    return np.where(is_circular, index / np.where(is_circular, expected, 1.0), 0.0)


def _full_index(size: int) -> float:
    if size < SMALLEST:
        return 0.0
    if size - SMALLEST < len(RANDOM_INDEX):
        return RANDOM_INDEX[size - SMALLEST]
    return (SLOPE * size + INTERCEPT - size) / (size - 1)


def _geometric_index(rest: Floats, size: int, missing: NDArray[np.intp]) -> Floats:
    """Squared errors by degrees of freedom; for full matrices 2 / ((n-1)(n-2)) times their sum."""
    free = (size - 1) * (size - 2) // 2 - missing
    squares = np.einsum("mij,mij->m", rest, rest) / 2
    return np.where(free > 0, squares / np.maximum(free, 1), 0.0)


def _by_lapack(matrix: Floats) -> Floats:
    values, vectors = np.linalg.eig(matrix)
    vector = np.abs(vectors[:, int(np.argmax(values.real))].real)
    found: Floats = vector / vector.sum()
    return found


def _check(matrices: Floats) -> None:
    product = matrices * matrices.transpose(0, 2, 1)
    is_good = (np.abs(product - 1.0) < ROUNDING) & (matrices > 0)
    if is_good.all():
        return
    is_missing = np.isnan(matrices)
    is_good |= is_missing & is_missing.transpose(0, 2, 1)
    place = np.arange(matrices.shape[-1])
    is_good &= ~is_missing[:, place, place][:, :, None]
    is_good &= _reached(~is_missing)
    is_bad = ~is_good.all(axis=(1, 2))
    if is_bad.any():
        raise BadMatricesError(tuple(int(number) for number in np.flatnonzero(is_bad)))


def _reached(is_known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which criterion can be reached from which, over comparisons."""
    reached = is_known.astype(np.float64)
    for _ in range(max(1, (is_known.shape[-1] - 1).bit_length())):
        reached = (reached @ reached > 0).astype(np.float64)
    return reached > 0
