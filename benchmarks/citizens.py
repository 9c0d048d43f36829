"""Citizens' elections from a seed: favourites, neighbourhoods, and costs as towns have them.  Invented data."""

from __future__ import annotations

from typing import Any

import numpy as np

from regiowerk.decide.ballots.domain.elections import Approval, Election, Option, Voter
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares
from regiowerk.decide.ballots.domain.ties import TieRule

EURO = 100  # cents


def drawn_election(
    *, options: int, voters: int, crosses: int, euros_each: int, districts: int = 1, seed: int = 1
) -> Election:
    """`crosses`: of a voter on average; `euros_each`: the budget divided by the number of voters."""
    chance = np.random.default_rng(seed)
    keys = [f"p{number:03}" for number in range(options)]
    budget = euros_each * voters
    costs = chance.lognormal(0, 0.8, options)
    costs *= 3 * budget / costs.sum()  # three times as much is asked for as there is
    liking = np.log(chance.gamma(1.0, 1.0, options))
    place = chance.integers(0, districts, options)
    home = chance.integers(0, districts, voters)
    sheets = _sheets(chance, liking, place, home, crosses)
    return Election(
        tuple(Option(key, int(max(1, cost)) * EURO) for key, cost in zip(keys, costs, strict=True)),
        tuple(Voter(f"v{number}", stratum=f"d{district}") for number, district in enumerate(home)),
        tuple(
            Approval(f"v{number}", frozenset(keys[option] for option in sheet))
            for number, sheet in enumerate(sheets)
        ),
        budget * EURO,
    )


def _sheets(chance: Any, liking: Any, place: Any, home: Any, crosses: int) -> list[Any]:
    """What each voter crosses: what is liked by many, and what lies near."""
    most = min(2 * crosses - 1, len(liking))
    numbers = chance.integers(1, most + 1, len(home))
    sheets = []
    for district, number in zip(home, numbers, strict=True):
        drawn = liking + 1.5 * (place == district) + chance.gumbel(size=len(liking))
        sheets.append(np.argpartition(-drawn, number - 1)[:number])
    return sheets


def rule_of(election: Election, *, completed: bool) -> EqualShares:
    """Equal Shares by cost; completed by one euro more for every vote until nothing more fits."""
    step = len(election.papers) * EURO
    return EqualShares(
        utility="cost",
        add_one=AddOne(step, "exhaustive") if completed else None,
        ties=TieRule(lot=tuple(sorted(option.key for option in election.options))),
    )
