"""The same papers counted in other fair ways: by other methods, and with other weights.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from regiowerk.decide.ballots.domain.duels import duels
from regiowerk.decide.ballots.domain.elections import Voter
from regiowerk.decide.ballots.domain.rankings import borda, copeland
from regiowerk.decide.ballots.domain.rounds.counting import (
    Ballot,
    ChamberPapers,
    counted,
    election_of,
    held_back,
    leading,
)
from regiowerk.decide.ballots.domain.rounds.rulebook import (
    METHODS,
    Form,
    Method,
    Rulebook,
    Weighting,
)
from regiowerk.decide.ballots.domain.rounds.weights import weights_by
from regiowerk.decide.ballots.domain.ties import Tiers, TieRule

CAP = Fraction(1, 5)  # of a proportional weighting that is only compared with


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to count: what it leads to, and in which order."""

    kind: str  # "published", "method", "weighting"
    name: str
    leading: frozenset[str]
    tiers: Tiers


@dataclass(frozen=True, slots=True)
class Compared:
    """Options that lead under every variant, under some, under none."""

    variants: tuple[Variant, ...]
    always: frozenset[str]
    depends: frozenset[str]
    never: frozenset[str]


def compared(ballot: Ballot, chamber: ChamberPapers) -> Compared:
    """The published rule beside other methods and, where it is known whose papers they are, weights."""
    published = counted(ballot, chamber)
    first = Variant(
        "published", ballot.rule.method.value, leading(ballot.rule, published), published.tiers
    )
    variants = (
        first,
        *_methods(ballot, chamber),
        *_weightings(ballot, chamber),
        *_unlimited(ballot, chamber),
    )
    return sorted_out(ballot, variants)


def sorted_out(ballot: Ballot, variants: tuple[Variant, ...]) -> Compared:
    """Which options lead under every variant, under some, under none."""
    every = frozenset(option.key for option in ballot.options)
    always = every.intersection(*(one.leading for one in variants))
    some = frozenset().union(*(one.leading for one in variants))
    return Compared(variants, always, some - always, every - some)


def _methods(ballot: Ballot, chamber: ChamberPapers) -> Iterator[Variant]:
    rule = ballot.rule
    for method in METHODS[rule.form]:
        changed = replace(rule, method=method)
        if method is rule.method or not _fits(changed):
            continue
        found = counted(replace(ballot, rule=changed), chamber)
        yield Variant("method", method.value, leading(changed, found), found.tiers)
    if rule.form in {Form.APPROVAL, Form.POINTS, Form.SCORES} and rule.budget is None:
        yield from _by_duels(ballot, chamber)


def _fits(rule: Rulebook) -> bool:
    if rule.method in {Method.EQUAL_SHARES, Method.PHRAGMEN}:
        return rule.is_choosing
    return rule.budget is None or rule.method is Method.MOST


def _by_duels(ballot: Ballot, chamber: ChamberPapers) -> Iterator[Variant]:
    """Crosses, points and marks read as who stands above whom."""
    rule = ballot.rule
    known = {*METHODS[rule.form], rule.method}
    election = election_of(ballot, chamber)
    held = held_back(ballot, chamber, election)
    matrix = duels(election)
    for method, order in ((Method.BORDA, borda), (Method.COPELAND, copeland)):
        if method in known or (rule.form is Form.APPROVAL and method is Method.BORDA):
            continue  # crosses give the same order by Borda as by their number
        tiers = order(matrix).tiers
        yield Variant("method", method.value, _first(rule, tiers, frozenset(held)), tiers)


def _first(rule: Rulebook, tiers: Tiers, held: frozenset[str]) -> frozenset[str]:
    if not rule.seats:
        return tiers[0] if tiers else frozenset()
    keys = [key for tier in tiers for key in tier]
    zero, none = dict.fromkeys(keys, 0), dict.fromkeys(keys, Fraction(0))
    row = TieRule(("lot",), rule.lot).order(tiers, zero, none)
    return frozenset([key for key in row if key not in held][: rule.seats])


def _weightings(ballot: Ballot, chamber: ChamberPapers) -> Iterator[Variant]:
    rule = ballot.rule
    known = {voter.key: voter for voter in chamber.entitled}
    if rule.is_secret or chamber.key != "bodies":
        return
    for weighting in (Weighting.EQUAL, Weighting.SQUARE_ROOT, Weighting.PROPORTIONAL):
        if weighting is rule.weighting:
            continue
        weights = _weights(rule, weighting, tuple(known.values()))
        if weights is None:
            continue
        papers = tuple(replace(one, weight=weights[one.voter]) for one in chamber.papers)
        found = counted(ballot, replace(chamber, papers=papers))
        yield Variant("weighting", weighting.value, leading(rule, found), found.tiers)


def _unlimited(ballot: Ballot, chamber: ChamberPapers) -> Iterator[Variant]:
    """Without the limits of interest groups and own shares, so that everybody sees what they do."""
    rule = replace(ballot.rule, group_cap=None, own_caps=())
    if rule != ballot.rule:
        found = counted(replace(ballot, rule=rule), chamber)
        yield Variant("limits", "none", leading(rule, found), found.tiers)


def _weights(
    rule: Rulebook, weighting: Weighting, voters: tuple[Voter, ...]
) -> Mapping[str, Fraction] | None:
    cap = max(CAP, Fraction(1, len(voters))) if voters else None
    try:
        return weights_by(replace(rule, weighting=weighting, cap=cap), voters)
    except ValueError:  # a population is not known: then nothing can be compared
        return None
