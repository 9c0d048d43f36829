"""Options rated by criteria (Nutzwertanalyse) in a round: totals, what a must takes out, what is chosen.

Pure, exact.  The method is `domain.judging.scoring`; here stands what a round adds: how many have to
rate an option, what happens where they differ, the least number of points, budget and limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from regiowerk.decide.ballots.domain.elections import Election, Option
from regiowerk.decide.ballots.domain.judging.criteria import Criterion
from regiowerk.decide.ballots.domain.judging.scoring import (
    Appraisal,
    Rating,
    ScorerGap,
    Standing,
    Valued,
    appraise,
)
from regiowerk.decide.ballots.domain.limits import Ledger, Limits, Refusal
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.domain.ties import Tiers, TieRule, tiers_by

ROOT = "*"  # no key of a criterion


class Out(StrEnum):
    """Why an option has no place, or cannot be chosen."""

    MUST = "must"  # all who rated it say that a must is missed
    DISPUTED = "disputed"  # they do not agree whether a must is met
    THIN = "thin"  # rated by fewer than the rule asks for
    APART = "apart"  # marks that were to be brought together still differ
    THRESHOLD = "threshold"  # it has a place, and too few points to be chosen


@dataclass(frozen=True, slots=True)
class Scorer:
    """Somebody who rates, and what they handed in."""

    key: str
    marks: Marks


@dataclass(frozen=True, slots=True)
class Scored:
    """Totals from 0 to 1, best first; whatever has no place is in `out`, together behind all others."""

    appraisal: Appraisal | None  # None: nobody rated anything
    values: Mapping[str, Fraction]
    tiers: Tiers
    out: Mapping[str, Out] = field(default_factory=dict)


def tree_of(rule: Rulebook) -> Criterion:
    """The criteria of a rule as the engine reads them."""
    return Criterion(
        ROOT,
        children=tuple(
            Criterion(one.key, is_must=True, worst=0, best=1)
            if one.is_must
            else Criterion(one.key, weight=one.weight, worst=0, best=rule.top)
            for one in rule.criteria
        ),
    )


def scored(rule: Rulebook, options: tuple[Option, ...], scorers: tuple[Scorer, ...]) -> Scored:
    """What every option is worth; whoever has a conflict of interest does not rate it."""
    keys = [option.key for option in options]
    ratings = list(_ratings(options, scorers))
    if not ratings:
        return Scored(None, {}, (frozenset(keys),) if keys else (), dict.fromkeys(keys, Out.THIN))
    found = appraise(tree_of(rule), keys, ratings, gap_limit=rule.gap_limit, needed=rule.scorers)
    apart = {gap.option for gap in gaps_of(rule, found)} if rule.reconciles else set[str]()
    thin = {one.option for one in found.thin}
    out = {
        key: why
        for key, valued in found.options.items()
        if (why := _why_out(valued, key in thin, key in apart)) is not None
    }
    values = {
        key: Fraction(one.total)
        for key, one in found.options.items()
        if key not in out and one.total is not None
    }
    rest = frozenset(out)
    tiers = (*tiers_by(values), *((rest,) if rest else ()))
    below = {key: Out.THRESHOLD for key, value in values.items() if value < rule.threshold}
    return Scored(found, values, tiers, out | below)


def gaps_of(rule: Rulebook, found: Appraisal) -> tuple[ScorerGap, ...]:
    """Where two who rated the same by points are further apart than the rule allows."""
    musts = {one.key for one in rule.criteria if one.is_must}
    return tuple(gap for gap in found.gaps if gap.criterion not in musts)


def settled(rule: Rulebook, found: Scored) -> tuple[str, ...]:
    """What can be chosen in a row, what is equal by the lot."""
    tiers = [tier - found.out.keys() for tier in found.tiers]
    keys = [key for tier in tiers for key in tier]
    zero, nothing = dict.fromkeys(keys, 0), dict.fromkeys(keys, Fraction(0))
    return TieRule(("lot",), rule.lot).order([one for one in tiers if one], zero, nothing)


def chosen(
    rule: Rulebook, options: tuple[Option, ...], found: Scored
) -> tuple[tuple[str, ...], int, tuple[Refusal, ...]]:
    """Down the list: the first ones, or what fits budget and limits; with cost and why not the others."""
    row = settled(rule, found) if rule.is_choosing else ()
    if rule.budget is None:
        return row[: rule.seats], 0, ()
    votes = dict.fromkeys((option.key for option in options), Fraction(1))
    election = Election(options=options, voters=(), papers=(), budget=rule.budget)
    ledger = Ledger(election, limits_of(rule), votes)
    refusals = []
    for key in row:
        refusal = ledger.refusal(key, left=rule.budget - ledger.spent)
        if refusal is None:
            ledger.take(key)
        else:
            refusals.append(refusal)
    return tuple(ledger.chosen), ledger.spent, tuple(refusals)


def limits_of(rule: Rulebook) -> Limits:
    """What the rule allows interest groups and organisations."""
    return Limits(rule.group_cap, {one.organisation: one.cents for one in rule.own_caps})


def _ratings(options: tuple[Option, ...], scorers: tuple[Scorer, ...]) -> Iterator[Rating]:
    conflicts = {option.key: option.conflicts for option in options}
    for scorer in scorers:
        for (option, criterion), mark in sorted(scorer.marks.ratings.items()):
            if scorer.key not in conflicts[option]:
                yield Rating(scorer.key, option, criterion, mark)


def _why_out(valued: Valued, is_thin: bool, is_apart: bool) -> Out | None:
    if is_thin:
        return Out.THIN
    if valued.standing is Standing.EXCLUDED:
        return Out.MUST
    if valued.disputed:
        return Out.DISPUTED
    return Out.APART if is_apart else None
