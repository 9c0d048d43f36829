"""How firm the result of a chamber is.  Pure.

Of organisations, who are all known, everything is exact: who is left out, from which weight on it
tips.  Of experts and citizens, who stand for others, the papers are drawn again within each stratum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import ceil, floor

from regiowerk.decide.ballots.domain.flips import fewest_votes
from regiowerk.decide.ballots.domain.robustness import Ranks, drawn_again
from regiowerk.decide.ballots.domain.rounds.counting import (
    Ballot,
    ChamberPapers,
    Counted,
    counted,
    election_of,
    leading,
    selection_rule,
)
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method
from regiowerk.decide.ballots.domain.rounds.scoring import limits_of

DRAWS = 1000
MOST_DRAWN = 200_000  # papers altogether; beyond, fewer draws
MOST_VOTES = 100
SURE = Fraction(19, 20)
LEVEL = Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class Change:
    """Without these voters: what comes in and what goes out."""

    voters: tuple[str, ...]
    gained: frozenset[str]
    lost: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tipping:
    """The weight of a voter, and the weights below and above at which the result changes."""

    voter: str
    weight: Fraction
    below: Fraction | None
    above: Fraction | None


@dataclass(frozen=True, slots=True)
class Chance:
    """In which part of the draws an option leads, and between which places it stands."""

    leads: Fraction
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Firmness:
    """`close`: options that are level with each other; `missing`: votes with which a loser would win."""

    singles: tuple[Change, ...]
    pairs: tuple[Change, ...]
    pairs_tried: int
    tipping: tuple[Tipping, ...]
    chances: Mapping[str, Chance]
    draws: int
    close: frozenset[str]
    missing: Mapping[str, int]


def firmness(ballot: Ballot, chamber: ChamberPapers, found: Counted, seed: int) -> Firmness:
    """Everything about one chamber; secret papers are left out like others, by their receipts."""
    if chamber.key == "bodies":
        singles, pairs, tried = _without(ballot, chamber, found)
        chances, draws = dict[str, Chance](), 0
        close = frozenset().union(*(one.gained | one.lost for one in singles))
    else:
        singles, pairs, tried = (), (), 0
        chances, draws = _drawn(ballot, chamber, seed)
        close = frozenset(key for key, one in chances.items() if 1 - SURE < one.leads < SURE)
    return Firmness(
        singles=singles,
        pairs=pairs,
        pairs_tried=tried,
        tipping=_tipping(ballot, chamber, found),
        chances=chances,
        draws=draws,
        close=close,
        missing=_missing(ballot, chamber, found),
    )


def _without(
    ballot: Ballot, chamber: ChamberPapers, found: Counted
) -> tuple[tuple[Change, ...], tuple[Change, ...], int]:
    base = leading(ballot.rule, found)
    # How many take part is no question of firmness: the quorum stays as it was reached.
    lenient = replace(ballot, rule=replace(ballot.rule, quorum=Fraction(0)))
    changes: dict[int, list[Change]] = {1: [], 2: []}
    tried = 0
    keys = sorted(one.voter for one in chamber.papers)
    for size in (1, 2):
        for left_out in combinations(keys, size):
            rest = tuple(one for one in chamber.papers if one.voter not in left_out)
            if not rest:
                continue
            tried += size == 2
            now = leading(lenient.rule, counted(lenient, replace(chamber, papers=rest)))
            if now != base:
                changes[size].append(Change(left_out, now - base, base - now))
    return tuple(changes[1]), tuple(changes[2]), tried


def _drawn(ballot: Ballot, chamber: ChamberPapers, seed: int) -> tuple[dict[str, Chance], int]:
    if not chamber.papers:
        return {}, 0
    draws = max(100, min(DRAWS, MOST_DRAWN // len(chamber.papers)))
    election = election_of(ballot, chamber)
    times = drawn_again(election, draws, seed)
    hits = dict.fromkeys((option.key for option in ballot.options), 0)
    places: dict[str, list[int]] = {key: [] for key in hits}
    for number in range(draws):
        papers = tuple(
            replace(one, weight=one.weight * int(times[one.voter][number]))
            for one in chamber.papers
            if times[one.voter][number]
        )
        again = counted(ballot, replace(chamber, papers=papers))
        for key in leading(ballot.rule, replace(again, is_quorate=True)):
            hits[key] += 1
        for key, place in _places(again).items():
            places[key].append(place)
    aside = int(draws * (1 - LEVEL) / 2)
    ranks = {key: _ranks(sorted(row), aside) for key, row in places.items()}
    return {
        key: Chance(Fraction(hits[key], draws), ranks[key].low, ranks[key].high) for key in hits
    }, draws


def _places(found: Counted) -> dict[str, int]:
    places: dict[str, int] = {}
    above = 0
    for tier in found.tiers:
        places |= dict.fromkeys(tier, above + 1)
        above += len(tier)
    return places


def _ranks(row: list[int], aside: int) -> Ranks:
    return Ranks(row[aside], row[len(row) - 1 - aside]) if row else Ranks(0, 0)


def _tipping(ballot: Ballot, chamber: ChamberPapers, found: Counted) -> tuple[Tipping, ...]:
    """Where the highest sum wins: from which weight of one voter on something else leads."""
    rule = ballot.rule
    if rule.method is not Method.MOST or rule.budget is not None or rule.is_secret:
        return ()
    lead = leading(rule, found)
    others = [key for key in found.values if key not in lead and key not in found.held_back]
    if not lead or not others:
        return ()
    election = election_of(ballot, chamber)
    rows = []
    for voter, support in zip(election.participants, election.supports, strict=True):
        weight = Fraction(voter.weight)
        below, above = _turns(found.values, support, weight, lead, others)
        if below is not None or above is not None:
            rows.append(Tipping(voter.key, weight, below, above))
    return tuple(sorted(rows, key=_nearness))


def _turns(
    values: Mapping[str, Fraction],
    support: Mapping[str, int],
    weight: Fraction,
    lead: frozenset[str],
    others: list[str],
) -> tuple[Fraction | None, Fraction | None]:
    """The nearest weights at which a leading option and another one have the same sum."""
    below: list[Fraction] = []
    above: list[Fraction] = []
    for first in lead:
        for second in others:
            more = support.get(first, 0) - support.get(second, 0)
            if not more:
                continue
            turn = weight - (values[first] - values[second]) / more
            if more > 0 and turn >= 0:
                below.append(turn)
            elif more < 0:
                above.append(turn)
    return max(below, default=None), min(above, default=None)


def _nearness(one: Tipping) -> tuple[Fraction, str]:
    ways = [abs(one.weight - turn) for turn in (one.below, one.above) if turn is not None]
    return min(ways), one.voter


def _missing(ballot: Ballot, chamber: ChamberPapers, found: Counted) -> dict[str, int]:
    """How many more votes of weight one a losing option would need."""
    rule = ballot.rule
    lead = leading(rule, found)
    if not lead or rule.form not in {Form.APPROVAL, Form.POINTS}:
        return {}
    losers = [key for key in found.values if key not in lead]
    if rule.method is Method.MOST and rule.budget is None:
        return {key: _votes(ballot, found, lead, key) for key in losers}
    selecting = selection_rule(rule)
    if selecting is None:
        return {}
    election = election_of(ballot, chamber)
    votes = {
        key: fewest_votes(election, selecting, key, limits_of(rule), most=MOST_VOTES)
        for key in losers
    }
    return {key: number for key, number in votes.items() if number is not None}


def _votes(ballot: Ballot, found: Counted, lead: frozenset[str], key: str) -> int:
    """Up to the weakest of those leading, and past it unless the lot is on its side."""
    weakest = min(lead, key=lambda one: (found.values[one], -_drawn_place(ballot, one)))
    gap = found.values[weakest] - found.values[key]
    wins_lot = ballot.rule.is_choosing and _drawn_place(ballot, key) < _drawn_place(ballot, weakest)
    return max(1, ceil(gap) if wins_lot or not ballot.rule.is_choosing else floor(gap) + 1)


def _drawn_place(ballot: Ballot, key: str) -> int:
    lot = ballot.rule.lot
    return lot.index(key) if key in lot else len(lot)
