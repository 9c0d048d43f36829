"""How much a vote counts: one each, by bands, by capped share, by square root.  Pure.

Square root: L. S. Penrose, The Elementary Statistics of Majority Voting (1946): with votes in
proportion to the square root of its population every organisation gives its inhabitants about the
same indirect influence.  Weights are exact fractions; only their proportions matter to the rules.
An unknown population is an error where a method reads it, never a guess.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isqrt

from regiowerk.decide.ballots.domain.elections import Election, Option, Voter

HALF = Fraction(1, 2)


class MissingPopulationError(ValueError):
    """These voters have no stated population, and the method needs it."""

    def __init__(self, voters: tuple[str, ...]) -> None:
        super().__init__(voters)
        self.voters = voters


class NoPopulationError(ValueError):
    """All populations together are zero, so nobody has a share."""


class CapTooLowError(ValueError):
    """`voters` votes of at most `cap` each do not make a whole."""

    def __init__(self, cap: Fraction, voters: int) -> None:
        super().__init__(cap, voters)
        self.cap, self.voters = cap, voters


class NoBandError(ValueError):
    """A population below the lowest band."""

    def __init__(self, voter: str, population: int) -> None:
        super().__init__(voter, population)
        self.voter, self.population = voter, population


@dataclass(frozen=True, slots=True)
class Band:
    """From this population on a voter has so many votes."""

    population: int
    votes: int


@dataclass(frozen=True, slots=True)
class Majority:
    """Shares of the voters in favour and of the people they stand for, and whether both suffice."""

    voters: Fraction
    people: Fraction
    is_reached: bool


def populations(voters: Sequence[Voter]) -> dict[str, int]:
    """By voter; raises MissingPopulationError naming all voters without one."""
    missing = tuple(sorted(voter.key for voter in voters if voter.population is None))
    if missing:
        raise MissingPopulationError(missing)
    return {voter.key: voter.population or 0 for voter in voters}


def one_each(voters: Sequence[Voter]) -> dict[str, Fraction]:
    """One organisation, one vote."""
    return {voter.key: Fraction(1) for voter in voters}


def by_bands(voters: Sequence[Voter], bands: Sequence[Band]) -> dict[str, Fraction]:
    """The votes of the highest band a population reaches."""
    falling = sorted(bands, key=lambda band: -band.population)
    votes: dict[str, Fraction] = {}
    for key, population in populations(voters).items():
        band = next((band for band in falling if band.population <= population), None)
        if band is None:
            raise NoBandError(key, population)
        votes[key] = Fraction(band.votes)
    return votes


def proportional(voters: Sequence[Voter], cap: Fraction | None = None) -> dict[str, Fraction]:
    """Shares of the whole population, together 1, none above `cap`.

    What is cut off goes to those below the cap in proportion to their populations, again and again
    until nobody is above it.
    """
    if not voters:
        return {}
    people = populations(voters)
    if cap is not None and cap * len(voters) < 1:
        raise CapTooLowError(cap, len(voters))
    if not any(people.values()):
        raise NoPopulationError
    return _capped(people, Fraction(1) if cap is None else cap)


def _capped(people: Mapping[str, int], cap: Fraction) -> dict[str, Fraction]:
    shares: dict[str, Fraction] = {}
    free = dict(people)
    while True:
        left, total = 1 - cap * len(shares), sum(free.values())
        if not total:  # only voters without inhabitants are left: they share what nobody may take
            return shares | {key: left / len(free) for key in free}
        over = [key for key, number in free.items() if left * number > cap * total]
        if not over:
            return {
                key: shares.get(key) or left * Fraction(number, total)
                for key, number in people.items()
            }
        shares |= dict.fromkeys(over, cap)
        for key in over:
            del free[key]


def square_root(voters: Sequence[Voter]) -> dict[str, Fraction]:
    """The square root of each population, rounded to the nearest whole number.

    Exact in integers: a root of a whole number never lies halfway, so no tie has to be broken.
    """
    return {key: Fraction(_root(number)) for key, number in populations(voters).items()}


def _root(number: int) -> int:
    floor = isqrt(number)
    return floor + (number - floor * floor > floor)


def blend(voters: Sequence[Voter], lam: Fraction) -> dict[str, Fraction]:
    """Between population (`lam` 0) and one vote each (`lam` 1); shares, together 1."""
    if not 0 <= lam <= 1:
        raise ValueError(lam)
    if not voters:
        return {}
    each = Fraction(1, len(voters))
    if lam == 1:
        return {voter.key: each for voter in voters}
    shares = proportional(voters)
    return {key: lam * each + (1 - lam) * share for key, share in shares.items()}


def reweighted(election: Election, weights: Mapping[str, Fraction]) -> Election:
    """The same election with these weights; voters not named keep theirs."""
    voters = tuple(
        replace(voter, weight=weights.get(voter.key, voter.weight)) for voter in election.voters
    )
    return replace(election, voters=voters)


def double_majority(
    voters: Sequence[Voter],
    in_favour: Collection[str],
    *,
    of_voters: Fraction = HALF,
    of_people: Fraction = HALF,
) -> Majority:
    """Whether more than `of_voters` of all `voters` and of their people are in favour.

    Pass all who are entitled, or only those who voted: whoever is passed and not in favour counts
    against.
    """
    people = populations(voters)
    yes = [key for key in people if key in in_favour]
    total = sum(people.values())
    share = Fraction(len(yes), len(people)) if people else Fraction(0)
    spoken_for = Fraction(sum(people[key] for key in yes), total) if total else Fraction(0)
    return Majority(share, spoken_for, share > of_voters and spoken_for > of_people)


def withheld_consent(option: Option, in_favour: Collection[str]) -> tuple[str, ...]:
    """Organisations that would pay an own share and are not in favour; empty: all payers consent."""
    payers = (key for key, share in option.own_shares.items() if share)
    return tuple(sorted(key for key in payers if key not in in_favour))
