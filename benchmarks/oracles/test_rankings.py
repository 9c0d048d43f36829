"""Orders beside pref_voting."""

from __future__ import annotations

import random

from pref_voting.profiles import Profile
from pref_voting.voting_methods import (
    beat_path,
    borda as their_borda,
    condorcet,
    copeland as their_copeland,
    top_cycle,
)

from regiowerk.decide.ballots.domain.duels import duels
from regiowerk.decide.ballots.domain.elections import Election, Option, Ranking, Voter
from regiowerk.decide.ballots.domain.rankings import (
    borda,
    condorcet_winner,
    copeland,
    schulze,
    smith_set,
)


def test_the_first_ones_are_the_same() -> None:
    chance = random.Random(0)
    for _ in range(150):
        size, number = chance.randint(2, 6), chance.randint(1, 12)
        orders = [chance.sample(range(size), size) for _ in range(number)]
        met = duels(
            Election(
                tuple(Option(str(key)) for key in range(size)),
                tuple(Voter(f"v{place}") for place in range(number)),
                tuple(
                    Ranking(f"v{place}", tuple(frozenset({str(key)}) for key in order))
                    for place, order in enumerate(orders)
                ),
            )
        )
        profile = Profile(orders)
        first = condorcet_winner(met)
        ours = [
            borda(met).tiers[0],
            copeland(met).tiers[0],
            schulze(met)[0],
            smith_set(met),
            frozenset() if first is None else {first},
        ]
        theirs = [their_borda, their_copeland, beat_path, top_cycle]
        assert [set(one) for one in ours[:4]] == [set(map(str, one(profile))) for one in theirs]
        if first is not None:
            assert [first] == [str(key) for key in condorcet(profile)]
