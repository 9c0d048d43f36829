"""Two releases beside each other: questions of the same indicator, and what differs most.  Pure.

Only what both releases tell is compared; a figure that one of them veils is not worked out from the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regiowerk.listen.surveys.domain.evaluation.shapes import Form
from regiowerk.listen.surveys.domain.evaluation.tables import (
    Figure,
    Numbers,
    Results,
    ResultTable,
    share,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One indicator as two releases tell it."""

    first: ResultTable
    second: ResultTable


@dataclass(frozen=True, slots=True)
class Shift:
    """An answer both tell: how often the one and the other gives it."""

    pair: Pair
    code: str
    answer: str
    counts: tuple[Figure, Figure]
    shares: tuple[float, float]

    @property
    def size(self) -> float:
        return self.shares[1] - self.shares[0]


def pairs_of(first: Results, second: Results) -> tuple[Pair, ...]:
    """Questions with the same indicator and form, in the order of the first."""
    partners = {
        (one.indicator, one.form): one for one in second.tables if one.indicator and one.is_told
    }
    return tuple(
        Pair(one, partners[one.indicator, one.form])
        for one in first.tables
        if one.is_told and (one.indicator, one.form) in partners
    )


def shifts_of(pair: Pair) -> tuple[Shift, ...]:
    """Every answer of which both tell how often it was given, the largest difference first."""
    if pair.first.form in {Form.NUMBER, Form.TEXT}:
        return ()
    places = {code: place for place, code in enumerate(pair.second.codes)}
    found = (
        _shift(pair, place, places[code])
        for place, code in enumerate(pair.first.codes)
        if code in places
    )
    return tuple(sorted((one for one in found if one), key=lambda one: (-abs(one.size), one.code)))


def strongest(pairs: Sequence[Pair], least: float, most: int) -> tuple[Shift, ...]:
    """The largest difference of every question, of those of at least `least`."""
    firsts = [shifts[0] for pair in pairs if (shifts := shifts_of(pair))]
    large = [one for one in firsts if abs(one.size) >= least]
    return tuple(sorted(large, key=lambda one: (-abs(one.size), one.pair.first.key))[:most])


def middles_of(pair: Pair) -> tuple[float, float] | None:
    """The medians of a number, or the means where either tells no median."""
    first, second = pair.first.numbers, pair.second.numbers
    if first is None or second is None:
        return None
    if first.median is None or second.median is None:
        return first.mean, second.mean
    return first.median, second.median


def is_mean(numbers: Numbers | None) -> bool:
    """Whether only sums may be told of a number, so that its middle is a mean."""
    return numbers is not None and numbers.median is None


def _shift(pair: Pair, place: int, other: int) -> Shift | None:
    first, second = pair.first, pair.second
    shares = share(first.counts[place], first.n), share(second.counts[other], second.n)
    if shares[0] is None or shares[1] is None or not (shares[0] or shares[1]):
        return None
    return Shift(
        pair,
        first.codes[place],
        first.answers[place],
        (first.counts[place], second.counts[other]),
        (shares[0], shares[1]),
    )
