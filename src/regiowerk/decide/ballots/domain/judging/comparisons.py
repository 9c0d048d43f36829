"""From many comparisons of two options to strengths with their uncertainty.  Pure.

Bradley & Terry (1952), with ties after Davidson (1970).  The prior gives every option so many wins
and as many losses against an average one, so that strengths stay finite where an option only won; where
the comparisons do not hang together by themselves and the prior alone carries the result, it says so.

Strengths are natural logarithms whose mean is 0: a lead of 1.1 wins three of four decided comparisons.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import exp
from statistics import NormalDist

import numpy as np

from regiowerk.decide.ballots.domain.judging.duels import Floats, Tally
from regiowerk.decide.ballots.domain.judging.newton import fit, information

PRIOR = 0.5  # wins and losses against an average option, as Jeffreys' prior has it
LEVEL = 0.95


class NoOptionsError(ValueError):
    """Nothing to compare."""


class BadPriorError(ValueError):
    """A prior below 0 or no finite number."""

    def __init__(self, prior: float) -> None:
        super().__init__(prior)
        self.prior = prior


class NotConnectedError(ValueError):
    """Without a prior strengths would be infinite: some options never lost to, or met, the others."""

    def __init__(self, parts: tuple[tuple[str, ...], ...]) -> None:
        super().__init__(parts)
        self.parts = parts


@dataclass(frozen=True, slots=True)
class Chances:
    """What the next comparison of two would bring; sums to 1."""

    one: float
    other: float
    tie: float


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """The options on one line."""

    tally: Tally
    strengths: Floats  # (n,) in the order of the keys, mean 0
    tie: float | None  # logarithm of nu; None without ties
    prior: float
    shift: float  # of the prior's average option on this line
    parts: tuple[tuple[str, ...], ...]  # strongly connected, strongest first
    steps: int

    @property
    def is_carried_by_prior(self) -> bool:
        """Whether without the prior some lead would be infinite or unknown."""
        return len(self.parts) > 1

    def by_key(self) -> dict[str, float]:
        """Strength of each option, strongest first; equals by name."""
        named = zip(self.tally.keys, (float(value) for value in self.strengths), strict=True)
        return dict(sorted(named, key=lambda pair: (-round(pair[1], 9), pair[0])))

    def chances(self, one: str, other: str) -> Chances:
        """Who would win the next comparison."""
        first, second = (
            float(self.strengths[self.tally.keys.index(key)]) / 2 for key in (one, other)
        )
        even = 0.0 if self.tie is None else exp(self.tie)
        lead = exp(first - second)
        total = lead + 1 / lead + even
        return Chances(lead / total, 1 / lead / total, even / total)


@dataclass(frozen=True, slots=True, eq=False)
class Uncertainty:
    """How well the strengths are known."""

    covariance: Floats  # (n, n) of strengths whose mean is 0
    errors: Floats  # (n,) standard errors
    leads: Floats  # (n, n) variance of the difference of two


@dataclass(frozen=True, slots=True)
class Ranks:
    """From the best to the worst place an option may hold."""

    best: int
    worst: int


@dataclass(frozen=True, slots=True)
class Question:
    """Two options to be compared next, and how much the answer would tell (in nats)."""

    one: str
    other: str
    gain: float


def bradley_terry(tally: Tally, prior: float = PRIOR, warm: Scale | None = None) -> Scale:
    """The most likely strengths; NoOptionsError, BadPriorError, NotConnectedError without prior.

    `warm` is an earlier scale of the same options to begin with; it changes the time, not the result.
    """
    if not tally.keys:
        raise NoOptionsError
    if not 0 <= prior < float("inf"):
        raise BadPriorError(prior)
    places = _parts(tally)
    if prior == 0 and (len(places) > 1 or _never_decided(tally)):
        raise NotConnectedError(_named(tally, places, np.zeros(len(tally.keys))))
    start = None
    if warm is not None and warm.tally.keys == tally.keys:
        start = (warm.strengths + warm.shift, warm.tie)
    found = fit(tally.wins, tally.ties, prior, start)
    mean = float(found.heights.mean())
    return Scale(
        tally=tally,
        strengths=found.heights - mean,
        tie=found.tie,
        prior=prior,
        shift=mean,
        parts=_named(tally, places, found.heights),
        steps=found.steps,
    )


def uncertainty(scale: Scale) -> Uncertainty:
    """Covariance from the curvature at the most likely strengths (Laplace)."""
    size = len(scale.tally.keys)
    matrix = information(
        scale.tally.wins, scale.tally.ties, scale.prior, scale.strengths + scale.shift, scale.tie
    )
    # Where the middle lies is no question here; this makes the matrix solvable without a prior.
    matrix[:size, :size] += 1 / size
    inverse = np.linalg.inv(matrix)[:size, :size]
    centre = np.eye(size) - 1 / size
    covariance = centre @ inverse @ centre
    spread = np.diag(covariance)
    leads = np.maximum(spread[:, None] + spread[None, :] - covariance - covariance.T, 0.0)
    return Uncertainty(covariance, np.sqrt(np.maximum(spread, 0.0)), leads)


def rank_intervals(scale: Scale, known: Uncertainty, level: float = LEVEL) -> dict[str, Ranks]:
    """Best and worst rank of each option: who is surely ahead and who surely behind.

    Each interval holds with at least this level: an option's comparisons with all others share the
    error (Bonferroni).
    """
    size = len(scale.tally.keys)
    z = NormalDist().inv_cdf(1 - (1 - level) / (2 * max(size - 1, 1)))
    lead = scale.strengths[:, None] - scale.strengths[None, :]
    is_behind = lead < -z * np.sqrt(known.leads)
    np.fill_diagonal(is_behind, val=False)
    ahead, behind = is_behind.sum(axis=1), is_behind.sum(axis=0)
    return {
        key: Ranks(1 + int(ahead[place]), size - int(behind[place]))
        for place, key in enumerate(scale.tally.keys)
    }


def next_questions(
    scale: Scale,
    known: Uncertainty,
    asked: Collection[tuple[str, str]] = (),
    count: int = 1,
) -> tuple[Question, ...]:
    """The pairs whose comparison tells most, best first, without those asked already.

    The gain is that of D-optimal design: half the logarithm of how much the variance shrinks.  Equal
    gains go to the pair compared less often, then by name.
    """
    keys = scale.tally.keys
    first, second = np.triu_indices(len(keys), 1)
    told = _told(scale)[first, second]
    gains = np.log1p(told * known.leads[first, second]) / 2
    met = scale.tally.counts[first, second]
    done = {frozenset(pair) for pair in asked}
    by_name = np.argsort(np.argsort(keys))
    names = np.sort(np.stack([by_name[first], by_name[second]]), axis=0)
    found: list[Question] = []
    for place in np.lexsort((names[1], names[0], met, -gains.round(9))):
        one, other = sorted((keys[first[place]], keys[second[place]]))
        if len(found) == count:
            break
        if frozenset((one, other)) not in done:
            found.append(Question(one, other, float(gains[place])))
    return tuple(found)


def next_pair(
    scale: Scale, known: Uncertainty, asked: Collection[tuple[str, str]] = ()
) -> tuple[str, str] | None:
    """The most informative question not asked yet; None where all were."""
    questions = next_questions(scale, known, asked)
    return (questions[0].one, questions[0].other) if questions else None


def _told(scale: Scale) -> Floats:
    """(n, n) how much one comparison tells about the lead: the variance of its score."""
    strengths = np.exp(scale.strengths / 2)
    lead = strengths[:, None] / strengths[None, :]
    even = 0.0 if scale.tie is None else exp(scale.tie)
    total = lead + 1 / lead + even
    expected = (lead + even / 2) / total
    told: Floats = expected - even / total / 4 - expected**2
    return told


def _never_decided(tally: Tally) -> bool:
    return tally.ties is not None and bool(tally.ties.any()) and not tally.wins.any()


def _named(tally: Tally, places: list[list[int]], heights: Floats) -> tuple[tuple[str, ...], ...]:
    """Each part sorted by name, the strongest part first."""
    named = [
        (-round(float(heights[part].mean()), 9), tuple(sorted(tally.keys[place] for place in part)))
        for part in places
    ]
    return tuple(part for _, part in sorted(named))


def _parts(tally: Tally) -> list[list[int]]:
    """Options that lead to each other by wins and ties, in both directions."""
    follows = tally.wins if tally.ties is None else tally.wins + tally.ties
    if _reaches_all(follows) and _reaches_all(follows.T):
        return [list(range(len(follows)))]
    # SciPy takes half a second to import
    from scipy.sparse import csgraph, csr_array  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415

    size, labels = csgraph.connected_components(csr_array(follows > 0), connection="strong")
    return [[int(place) for place in np.flatnonzero(labels == part)] for part in range(size)]


def _reaches_all(follows: Floats) -> bool:
    """Whether every option is reached from the first one; products are quicker than looking."""
    reached = np.zeros(len(follows))
    reached[0], number = 1.0, 0
    while number < (found := int(np.count_nonzero(reached))):
        number = found
        reached = np.sign(reached + reached @ follows)
    return number == len(follows)
