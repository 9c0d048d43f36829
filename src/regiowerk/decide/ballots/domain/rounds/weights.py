"""How much the papers of a chamber count, and whether that keeps them secret.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from regiowerk.decide.ballots.domain.elections import Voter
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook, Weighting
from regiowerk.decide.ballots.domain.weighting import (
    by_bands,
    one_each,
    proportional,
    square_root,
)


def weights_by(rule: Rulebook, voters: Sequence[Voter]) -> Mapping[str, Fraction]:
    """The weight of each voter of a chamber of bodies; errors as in `domain.weighting`."""
    match rule.weighting:
        case Weighting.EQUAL:
            return one_each(voters)
        case Weighting.BANDS:
            return by_bands(voters, rule.bands)
        case Weighting.PROPORTIONAL:
            return proportional(voters, rule.cap)
        case Weighting.SQUARE_ROOT:
            return square_root(voters)


def too_rare(weights: Iterable[Fraction], alike: int) -> tuple[tuple[Fraction, int], ...]:
    """Weights that fewer than `alike` papers share, with their number: these are not secret."""
    counted = Counter(weights)
    return tuple(sorted((one, n) for one, n in counted.items() if n < alike))
