"""What came out when the goals under a goal were weighed, and where those who weighed disagree.  Pure.

Everybody's own weights are averaged (aggregation of individual priorities, AIP), never their single
judgements: a municipality keeps its own voice.  The mean is never shown without the spread.

A vote by pairs gives weights too: of all duels of a paper the part a goal won, an undecided one half.
Where every pair is decided the mean of these is in proportion to what Borda counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np

from regiowerk.decide.ballots.domain.judging.ahp import (
    SCALE,
    Judgement,
    Repair,
    Triple,
    ahp,
    comparison_matrix,
    smallest_repair,
    worst_triples,
)
from regiowerk.decide.ballots.domain.judging.groups import Spread, group_view
from regiowerk.decide.ballots.domain.judging.matrices import aggregated
from regiowerk.decide.ballots.domain.rounds.counting import (
    Ballot,
    ChamberPapers,
    mean_of,
    priorities_of,
    rounded,
)
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form
from regiowerk.decide.goals.domain.tree import largest_remainder

PER_MILLE = 1000
FAR_APART = Fraction(1, 5)  # between two voters, from which on they are named
WIDE = Fraction(1, 10)  # between the quartiles of a goal, from which on a node is disputed
MOST_NAMED = 3

type Weights = Mapping[str, Fraction]  # by the key of an option; sum to 1


@dataclass(frozen=True, slots=True)
class Opposites:
    """The two voters who differ most about a goal."""

    key: str
    more: str
    most: Fraction
    less: str
    least: Fraction

    @property
    def size(self) -> Fraction:
        return self.most - self.least


@dataclass(frozen=True, slots=True)
class Contradictions:
    """Of judgements in pairs: how many papers contradict themselves, and where all together do most."""

    papers: int
    of: int
    triples: tuple[Triple, ...] = ()
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class GroupWeights:
    """The weights of one chamber, with everything that says how far it is one opinion."""

    voters: int
    weights: Weights
    spreads: Mapping[str, Spread]
    consensus: Fraction  # 0 as far apart as can be, 1 all the same
    own: Mapping[str, Weights]  # of each voter; of secret papers by their receipt
    opposites: tuple[Opposites, ...]  # the widest first; nobody where papers are secret
    contradictions: Contradictions | None = None

    @property
    def is_disputed(self) -> bool:
        """Whether half of those who weigh lie further apart about some goal than WIDE."""
        return any(spread.upper - spread.lower > WIDE for spread in self.spreads.values())

    @property
    def in_order(self) -> tuple[str, ...]:
        """The goals from the heaviest to the lightest."""
        return tuple(sorted(self.weights, key=lambda key: (-self.weights[key], key)))


def group_weights_of(ballot: Ballot, chamber: ChamberPapers) -> GroupWeights | None:
    """What a chamber weighs; None where nobody handed in a paper."""
    if not chamber.papers:
        return None
    own = _own(ballot, chamber)
    counts = {one.voter: one.weight for one in chamber.papers}
    group = group_view(own, mean_of(ballot.rule), counts)
    return GroupWeights(
        voters=len(chamber.papers),
        weights={key: rounded(value) for key, value in group.weights.items()},
        spreads=group.spreads,
        consensus=rounded(group.consensus),
        own=own,
        opposites=() if ballot.rule.is_secret else opposites(own),
        contradictions=_contradictions(ballot, chamber),
    )


def duel_shares(marks: Marks, keys: Sequence[str]) -> dict[str, Fraction]:
    """Of all duels among the options the part each won; one that was not decided is shared."""
    won = dict.fromkeys(keys, Fraction(0))
    for one, other in combinations(keys, 2):
        if (one, other) in marks.pairs:
            won[one] += 1
        elif (other, one) in marks.pairs:
            won[other] += 1
        else:
            won[one] += Fraction(1, 2)
            won[other] += Fraction(1, 2)
    duels = Fraction(len(keys) * (len(keys) - 1), 2)
    return {key: value / duels for key, value in won.items()} if duels else {}


def opposites(own: Mapping[str, Weights]) -> tuple[Opposites, ...]:
    """For each goal the two who differ most about it, if they are FAR_APART; the widest first."""
    voters = sorted(own)
    if len(voters) < 2:
        return ()
    found = []
    for key in sorted(own[voters[0]]):
        more = max(voters, key=lambda voter: own[voter][key])
        less = min(voters, key=lambda voter: own[voter][key])
        found.append(Opposites(key, more, own[more][key], less, own[less][key]))
    wide = [one for one in found if one.size >= FAR_APART]
    return tuple(sorted(wide, key=lambda one: (-one.size, one.key))[:MOST_NAMED])


def whole_weights(weights: Weights) -> dict[str, int]:
    """The same in whole thousandths that sum to exactly 1000, to be kept on the branches."""
    parts = {key: round(share * 10**9) for key, share in weights.items()}
    return largest_remainder(parts, PER_MILLE)


def has_circle(marks: Marks) -> bool:
    """Whether somebody prefers A to B, B to C and C to A."""
    beaten: dict[str, set[str]] = {}
    for better, worse in marks.pairs:
        beaten.setdefault(better, set()).add(worse)
    return any(
        first in beaten.get(third, ())
        for first, below in beaten.items()
        for second in below
        for third in beaten.get(second, ())
    )


def _own(ballot: Ballot, chamber: ChamberPapers) -> dict[str, dict[str, Fraction]]:
    if ballot.rule.form is not Form.PAIRWISE:
        return priorities_of(ballot, chamber)
    keys = [option.key for option in ballot.options]
    return {one.voter: duel_shares(one.marks, keys) for one in chamber.papers}


def _contradictions(ballot: Ballot, chamber: ChamberPapers) -> Contradictions | None:
    """In sums only: which paper contradicts itself is told to whoever fills it in."""
    papers = len(chamber.papers)
    if ballot.rule.form is Form.PAIRWISE:
        return Contradictions(sum(has_circle(one.marks) for one in chamber.papers), papers)
    if ballot.rule.form is not Form.AHP:
        return None
    keys = [option.key for option in ballot.options]
    each = [_judgements(one.marks) for one in chamber.papers]
    inconsistent = sum(not ahp(judgements, keys).is_consistent for judgements in each)
    together = _together(each, keys)
    return Contradictions(
        papers=inconsistent,
        of=papers,
        triples=worst_triples(together, keys) if inconsistent else (),
        repair=smallest_repair(together, keys),
    )


def _judgements(marks: Marks) -> list[Judgement]:
    return [Judgement(one, other, times) for (one, other), times in marks.judgements.items()]


def _together(each: Sequence[Sequence[Judgement]], keys: Sequence[str]) -> list[Judgement]:
    """The geometric mean of all judgements of each pair (AIJ), only to see where they contradict."""
    mean = aggregated(np.stack([comparison_matrix(one, keys) for one in each]))
    low, high = float(SCALE[0]), float(SCALE[-1])
    return [
        Judgement(keys[row], keys[column], min(max(float(mean[row, column]), low), high))
        for row, column in combinations(range(len(keys)), 2)
    ]
