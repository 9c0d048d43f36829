"""How firm a selection is: without one or two voters, drawn again, under other rules.  Pure.

Leaving voters out and comparing rules is exact.  Drawing again is the bootstrap of B. Efron (1979):
within each stratum as many voters are drawn with replacement as took part.  It says how much the
outcome depends on who happened to answer; where everybody answered it has nothing to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, pairwise
from math import lcm

import numpy as np

from regiowerk.decide.ballots.domain.compiled import Whole
from regiowerk.decide.ballots.domain.elections import Election
from regiowerk.decide.ballots.domain.limits import Limits
from regiowerk.decide.ballots.domain.selecting import Rule, select
from regiowerk.decide.ballots.domain.shares import EqualShares, with_lam
from regiowerk.decide.ballots.domain.weighting import reweighted
from regiowerk.decide.ballots.domain.winning import Counts

type Table = np.ndarray[tuple[int, int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Change:
    """What comes in and what goes out compared with the selection."""

    gained: frozenset[str]
    lost: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost)


@dataclass(frozen=True, slots=True)
class Ranks:
    """Places by votes; equal votes share the better place."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Stability:
    """`chosen`: in which share of the draws an option was chosen; `ranks`: where it stood in them."""

    draws: int
    chosen: Mapping[str, Fraction]
    ranks: Mapping[str, Ranks]


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to count: a rule, limits, or a budget."""

    name: str
    rule: Rule
    limits: Limits | None = None
    budget: int | None = None


@dataclass(frozen=True, slots=True)
class Sweep:
    """Winners of each variant; `always` under all of them, `depends` under some, `never`."""

    winners: Mapping[str, frozenset[str]]
    always: frozenset[str]
    depends: frozenset[str]
    never: frozenset[str]

    def steps(self) -> tuple[Change, ...]:
        """What changes from each variant to the next."""
        rows = list(self.winners.values())
        return tuple(_change(before, after) for before, after in pairwise(rows))


def winners_of(election: Election, rule: Rule, limits: Limits | None = None) -> frozenset[str]:
    """The options a rule chooses."""
    if isinstance(rule, EqualShares):
        return frozenset(Counts(election, rule, limits).winners())
    return frozenset(select(election, rule, limits).winners)


def without(election: Election, voters: Iterable[str]) -> Election:
    """As if these voters had not handed in a paper."""
    left_out = frozenset(voters)
    papers = tuple(paper for paper in election.papers if paper.voter not in left_out)
    return replace(election, papers=papers)


def without_each(election: Election, rule: Rule, limits: Limits | None = None) -> dict[str, Change]:
    """What would change without each single voter who took part."""
    return {
        voters[0]: change for voters, change in _without_groups(election, rule, limits, 1).items()
    }


def without_two(
    election: Election, rule: Rule, limits: Limits | None = None
) -> dict[tuple[str, str], Change]:
    """What would change without each two; only pairs without which something does."""
    found = _without_groups(election, rule, limits, 2)
    return {(voters[0], voters[1]): change for voters, change in found.items() if change}


def _without_groups(
    election: Election, rule: Rule, limits: Limits | None, size: int
) -> dict[tuple[str, ...], Change]:
    base = winners_of(election, rule, limits)
    places = {voter.key: place for place, voter in enumerate(election.participants)}
    groups = list(combinations(sorted(places), size))
    if isinstance(rule, EqualShares) and rule.lam is None:  # the others' weights stay as they are
        counts = Counts(election, rule, limits)
        return {
            voters: _change(base, frozenset(counts.winners(_all_but(voters, places))))
            for voters in groups
        }
    return {
        voters: _change(base, winners_of(without(election, voters), rule, limits))
        for voters in groups
    }


def _all_but(voters: Iterable[str], places: Mapping[str, int]) -> Whole:
    times = np.ones(len(places), dtype=np.int64)
    times[[places[key] for key in voters]] = 0
    return times


def _change(before: frozenset[str], after: frozenset[str]) -> Change:
    return Change(after - before, before - after)


def sweep(election: Election, variants: Sequence[Variant]) -> Sweep:
    """Which options win whatever the variant, and which depend on it."""
    winners: dict[str, frozenset[str]] = {}
    for variant in variants:
        budget = election.budget if variant.budget is None else variant.budget
        changed = replace(election, budget=budget)
        winners[variant.name] = winners_of(changed, variant.rule, variant.limits)
    everything = frozenset(election.option)
    always = everything.intersection(*winners.values()) if winners else frozenset()
    some = frozenset().union(*winners.values())
    return Sweep(winners, always, some - always, everything - some)


def over_budgets(rule: Rule, budgets: Iterable[int], limits: Limits | None = None) -> list[Variant]:
    """One variant for each budget."""
    return [Variant(str(budget), rule, limits, budget) for budget in budgets]


def over_lams(
    rule: EqualShares, lams: Iterable[Fraction], limits: Limits | None = None
) -> list[Variant]:
    """One variant for each mixture of people (0) and organisations (1)."""
    return [Variant(str(lam), replace(rule, lam=lam), limits) for lam in lams]


def bootstrap(
    election: Election,
    rule: Rule,
    limits: Limits | None = None,
    *,
    draws: int = 1000,
    seed: int = 0,
    level: Fraction = Fraction(9, 10),
) -> Stability:
    """Draw the voters again within their strata and count each time.

    Ranks lie between the two places that leave out (1 - level) / 2 of the draws on either side.
    """
    if isinstance(rule, EqualShares):
        election, rule = with_lam(election, rule), replace(rule, lam=None)
    drawn = drawn_again(election, draws, seed)
    order = [drawn[voter.key] for voter in election.participants]
    times = np.stack(order, axis=1) if order else np.empty((draws, 0), dtype=np.int64)
    keys = sorted(election.option)
    chosen: Counter[str] = Counter()
    for winners in _winners_again(election, rule, limits, times):
        chosen.update(winners)
    places = _places(_votes_again(election, keys, times))
    return Stability(
        draws, {key: Fraction(chosen[key], draws) for key in keys}, _ranks(places, keys, level)
    )


def _winners_again(
    election: Election, rule: Rule, limits: Limits | None, times: Table
) -> Iterator[Iterable[str]]:
    if isinstance(rule, EqualShares):
        counts = Counts(election, rule, limits)
        yield from (counts.winners(row) for row in times)
        return
    for row in times:
        weights = {
            voter.key: Fraction(voter.weight) * int(number)
            for voter, number in zip(election.participants, row, strict=True)
        }
        yield winners_of(reweighted(election, weights), rule, limits)


def _votes_again(election: Election, keys: list[str], times: Table) -> Table:
    """(draws, options) weighted votes in whole numbers."""
    unit = lcm(*(Fraction(voter.weight).denominator for voter in election.participants))
    weights = [int(voter.weight * unit) for voter in election.participants]
    fits = max(weights, default=0) * len(weights) < np.iinfo(np.int64).max
    votes = np.zeros((len(times), len(keys)), dtype=np.int64 if fits else object)
    columns = {key: column for column, key in enumerate(keys)}
    for place, support in enumerate(election.supports):
        backed = [columns[key] for key in support]
        votes[:, backed] += (times[:, place] * weights[place])[:, None]
    return votes


def drawn_again(election: Election, draws: int, seed: int) -> dict[str, np.ndarray]:
    """How often each voter comes up in each draw; whole numbers, strata in the order of names."""
    strata: dict[str, list[str]] = {}
    for voter in election.participants:
        strata.setdefault(voter.stratum, []).append(voter.key)
    generator = np.random.Generator(np.random.Philox(seed))
    times: dict[str, np.ndarray] = {}
    for _, members in sorted(strata.items()):
        size = len(members)
        counts = generator.multinomial(size, [1 / size] * size, size=draws)
        times |= dict(zip(sorted(members), counts.T, strict=True))
    return times


def _places(votes: Table) -> Table:
    """One and the number of options with more votes."""
    falling = np.sort(-votes, axis=1)
    rows = [np.searchsorted(row, -own) for row, own in zip(falling, votes, strict=True)]
    return np.array(rows, dtype=np.int64).reshape(votes.shape) + 1


def _ranks(places: np.ndarray, keys: list[str], level: Fraction) -> dict[str, Ranks]:
    aside = int(len(places) * (1 - level) / 2)
    places = np.sort(places, axis=0)
    return {
        key: Ranks(int(places[aside, column]), int(places[len(places) - 1 - aside, column]))
        for column, key in enumerate(keys)
    }
