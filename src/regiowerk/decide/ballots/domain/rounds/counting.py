"""From papers to a result, chamber by chamber.  Pure, exact.

Chambers are counted side by side and never added up.  An option is chosen only where enough took
part (quorum) and nothing holds it back: no double majority, or a payer who does not agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from regiowerk.decide.ballots.domain.duels import duels
from regiowerk.decide.ballots.domain.elections import (
    Approval,
    Election,
    Option,
    Paper,
    Points,
    Voter,
)
from regiowerk.decide.ballots.domain.greedy import Greedy
from regiowerk.decide.ballots.domain.judging.ahp import Judgement, ahp
from regiowerk.decide.ballots.domain.judging.elicitation import swing
from regiowerk.decide.ballots.domain.judging.groups import Mean, group_view
from regiowerk.decide.ballots.domain.outcomes import Selection
from regiowerk.decide.ballots.domain.phragmen import Phragmen
from regiowerk.decide.ballots.domain.rankings import borda, by_scores, copeland, schulze
from regiowerk.decide.ballots.domain.rounds import scoring
from regiowerk.decide.ballots.domain.rounds.marks import Marks, paper_of
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.domain.selecting import Rule, select
from regiowerk.decide.ballots.domain.shares import EqualShares
from regiowerk.decide.ballots.domain.ties import Tiers, TieRule, tiers_by
from regiowerk.decide.ballots.domain.weighting import double_majority, withheld_consent

type Outcome = tuple[Mapping[str, Fraction], Tiers, dict[str, Held], tuple[str, ...], int]

BODIES = "bodies"
DIGITS = 12  # of weights that are worked out with floats, so that every machine writes the same


class Held(StrEnum):
    """Why an option that could be chosen is not."""

    DOUBLE_MAJORITY = "double_majority"
    CONSENT = "consent"
    UNSUPPORTED = "unsupported"
    # Of options that are rated, as in `rounds.scoring`:
    MUST = "must"
    DISPUTED = "disputed"
    THIN = "thin"
    APART = "apart"
    THRESHOLD = "threshold"


@dataclass(frozen=True, slots=True)
class Cast:
    """A paper that was handed in: by whom (in a secret round a receipt), how much it counts, marks."""

    voter: str
    weight: Fraction
    marks: Marks


@dataclass(frozen=True, slots=True)
class ChamberPapers:
    """A chamber: who was entitled, and what was handed in.

    In a secret round `entitled` carries keys and weights of the organisations, and the papers carry
    receipts: nothing leads from the one to the other.
    """

    key: str
    entitled: tuple[Voter, ...]
    papers: tuple[Cast, ...]


@dataclass(frozen=True)
class Ballot:
    """Everything a result follows from."""

    rule: Rulebook
    options: tuple[Option, ...]
    chambers: tuple[ChamberPapers, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """The result of one chamber.  `values`: what put the options in order; `tiers`: best first."""

    chamber: str
    entitled: int
    took_part: int
    quorum: Fraction  # the part of those entitled who took part
    is_quorate: bool
    values: Mapping[str, Fraction]
    tiers: Tiers
    chosen: tuple[str, ...]
    reserve: tuple[str, ...]
    held_back: Mapping[str, Held] = field(default_factory=dict)
    spent: int = 0  # cents


def count(ballot: Ballot) -> tuple[Counted, ...]:
    """Every chamber by the published rule."""
    return tuple(counted(ballot, chamber) for chamber in ballot.chambers)


def counted(ballot: Ballot, chamber: ChamberPapers) -> Counted:
    """One chamber by the published rule."""
    rule = ballot.rule
    values, order, held, chosen, spent = _outcome(ballot, chamber)
    entitled, came = len(chamber.entitled), len(chamber.papers)
    part = Fraction(came, entitled) if entitled else Fraction(0)
    is_quorate = came > 0 and part >= rule.quorum
    return Counted(
        chamber=chamber.key,
        entitled=entitled,
        took_part=came,
        quorum=part,
        is_quorate=is_quorate,
        values=values,
        tiers=order,
        chosen=chosen if is_quorate else (),
        reserve=_reserve(rule, order, chosen, held, ballot.options) if is_quorate else (),
        held_back=held,
        spent=spent if is_quorate else 0,
    )


def _outcome(ballot: Ballot, chamber: ChamberPapers) -> Outcome:
    """Values, order, what is held back, what is chosen, and for how much."""
    rule = ballot.rule
    if rule.is_weighing:
        values = weights_of(ballot, chamber)
        return values, tiers_by(values), {}, (), 0
    if rule.is_scoring:
        rated = scored_of(ballot, chamber)
        chosen, spent, _refusals = scoring.chosen(rule, ballot.options, rated)
        held = {key: Held(why.value) for key, why in rated.out.items()}
        return rated.values, rated.tiers, held, chosen, spent
    election = election_of(ballot, chamber)
    worth, order = ordered(rule, election)
    held = held_back(ballot, chamber, election)
    return worth, order, held, *choose(rule, election, order, held)


def scored_of(ballot: Ballot, chamber: ChamberPapers) -> scoring.Scored:
    """What options are worth by the criteria of the rule."""
    scorers = tuple(scoring.Scorer(one.voter, one.marks) for one in chamber.papers)
    return scoring.scored(ballot.rule, ballot.options, scorers)


def election_of(ballot: Ballot, chamber: ChamberPapers) -> Election:
    """The papers of a chamber as an election; under seats every option costs one of them."""
    rule = ballot.rule
    by_seats = bool(rule.seats)
    known = {voter.key: voter for voter in chamber.entitled}
    voters = [
        replace(known[one.voter], weight=one.weight)
        if one.voter in known
        else Voter(one.voter, chamber=chamber.key, weight=one.weight)
        for one in chamber.papers
    ]
    options = [
        replace(option, cost=1, own_shares={}) if by_seats else option for option in ballot.options
    ]
    return Election(
        options=tuple(options),
        voters=tuple(voters),
        papers=tuple(paper_of(rule.form, one.voter, one.marks) for one in chamber.papers),
        budget=rule.seats if by_seats else rule.budget or 0,
    )


def ordered(rule: Rulebook, election: Election) -> tuple[Mapping[str, Fraction], Tiers]:
    """What each option is worth by the method, and all of them best first."""
    match rule.method:
        case Method.MEAN | Method.MEDIAN:
            found = by_scores(election, "mean" if rule.method is Method.MEAN else "median")
            return found.values, found.tiers
        case Method.BORDA:
            found = borda(duels(election))
            return found.values, found.tiers
        case Method.COPELAND:
            found = copeland(duels(election))
            return found.values, found.tiers
        case Method.SCHULZE:
            matrix = duels(election)
            return copeland(matrix).values, schulze(matrix)
        case _:
            values = election.votes() if rule.form is Form.APPROVAL else election.points()
            return values, tiers_by(values)


def held_back(ballot: Ballot, chamber: ChamberPapers, election: Election) -> dict[str, Held]:
    """Options that must not be chosen, whatever their place.

    Who pays and for how many people somebody speaks is asked of organisations, not of experts or citizens.
    """
    rule, is_bodies = ballot.rule, chamber.key == BODIES
    supporters = _supporters(election)
    found: dict[str, Held] = {}
    for option in ballot.options:
        yes = supporters.get(option.key, frozenset())
        if not yes and election.paper_kind in {"approval", "points"}:
            found[option.key] = Held.UNSUPPORTED
        elif is_bodies and rule.consent and withheld_consent(option, yes):
            found[option.key] = Held.CONSENT
        elif is_bodies and rule.double_majority and not _both(election, option, yes):
            found[option.key] = Held.DOUBLE_MAJORITY
    return found


def _both(election: Election, option: Option, yes: frozenset[str]) -> bool:
    """Most of those who may judge the option, and of their inhabitants."""
    judging = [voter for voter in election.participants if voter.key not in option.conflicts]
    return double_majority(judging, yes).is_reached


def _supporters(election: Election) -> dict[str, frozenset[str]]:
    if not isinstance(election.papers[0] if election.papers else None, Approval | Points):
        return {}
    found: dict[str, set[str]] = {}
    for voter, support in zip(election.participants, election.supports, strict=True):
        for key in support:
            found.setdefault(key, set()).add(voter.key)
    return {key: frozenset(voters) for key, voters in found.items()}


def choose(
    rule: Rulebook, election: Election, order: Tiers, held: Mapping[str, Held]
) -> tuple[tuple[str, ...], int]:
    """What is chosen, in the order it was, and what it costs in cents."""
    if not rule.is_choosing:
        return (), 0
    selecting = selection_rule(rule)
    if selecting is not None:
        found = select(eligible(election, held), selecting, scoring.limits_of(rule))
        return found.winners, 0 if rule.seats else found.spent
    row = settled(rule, election, order)
    return tuple(key for key in row if key not in held)[: rule.seats], 0


def settled(rule: Rulebook, election: Election, order: Tiers) -> tuple[str, ...]:
    """All options in a row; what is equal is settled by votes where there are any, then by the lot."""
    zero = {option.key: 0 for option in election.options}
    nothing = {option.key: Fraction(0) for option in election.options}
    return TieRule(("lot",), rule.lot).order(order, zero, nothing)


def selection_rule(rule: Rulebook) -> Rule | None:
    """The rule that spends a budget or fills seats from crosses and points; None: the order does."""
    ties = TieRule(("min_cost", "max_votes", "lot"), rule.lot)
    is_points = rule.form is Form.POINTS
    match rule.method:
        case Method.MOST if rule.budget is not None or rule.seats:
            return Greedy("points" if is_points else "votes", ties=TieRule(("lot",), rule.lot))
        case Method.EQUAL_SHARES:
            utility = "points" if is_points else ("count" if rule.seats else "cost")
            fills = rule.fills or bool(rule.seats)  # a place is never left empty
            return EqualShares(utility, fill=fills, ties=ties)  # type: ignore[arg-type]
        case Method.PHRAGMEN:
            return Phragmen(ties=ties)
    return None


def eligible(election: Election, held: Mapping[str, Held]) -> Election:
    """Papers as if what is held back got no support; what nobody supports falls out by itself."""
    barred = {key for key, why in held.items() if why is not Held.UNSUPPORTED}
    if not barred:
        return election
    return replace(election, papers=tuple(_less(paper, barred) for paper in election.papers))


def _less(paper: Paper, barred: set[str]) -> Paper:
    if isinstance(paper, Approval):
        return replace(paper, options=paper.options - barred)
    return paper


def selection_of(ballot: Ballot, chamber: ChamberPapers) -> Selection | None:
    """The rounds in which options were chosen, where the method has such."""
    selecting = selection_rule(ballot.rule) if ballot.rule.is_choosing else None
    if selecting is None or ballot.rule.is_weighing:
        return None
    election = election_of(ballot, chamber)
    held = held_back(ballot, chamber, election)
    return select(eligible(election, held), selecting, scoring.limits_of(ballot.rule))


def _reserve(
    rule: Rulebook,
    order: Tiers,
    chosen: Sequence[str],
    held: Mapping[str, Held],
    options: Sequence[Option],
) -> tuple[str, ...]:
    """Who comes next if something chosen falls away, best first."""
    if not rule.is_choosing:
        return ()
    place = {key: number for number, key in enumerate(rule.lot)}
    return tuple(
        key
        for tier in order
        for key in sorted(tier, key=lambda one: place.get(one, len(place)))
        if key not in chosen and key not in held
    )


def priorities_of(ballot: Ballot, chamber: ChamberPapers) -> dict[str, dict[str, Fraction]]:
    """Each voter's weights, which sum to about one; those of AHP are rounded to twelve digits."""
    keys = [option.key for option in ballot.options]
    found: dict[str, dict[str, Fraction]] = {}
    for one in chamber.papers:
        if ballot.rule.form is Form.SWING:
            shares = swing(one.marks.points, keys)
            found[one.voter] = {key: Fraction(shares[key]) for key in keys}
            continue
        judgements = [Judgement(a, b, times) for (a, b), times in one.marks.judgements.items()]
        weights = ahp(judgements, keys).weights
        found[one.voter] = {key: rounded(weights[key]) for key in keys}
    return found


def weights_of(ballot: Ballot, chamber: ChamberPapers) -> dict[str, Fraction]:
    """The weights of the chamber: the mean of what its voters say, each by their own weight."""
    priorities = priorities_of(ballot, chamber)
    if not priorities:
        return {}
    weights = {one.voter: one.weight for one in chamber.papers}
    view = group_view(priorities, mean_of(ballot.rule), weights)
    return {key: rounded(value) for key, value in view.weights.items()}


def mean_of(rule: Rulebook) -> Mean:
    """AHP is averaged geometrically, as its judgements are ratios."""
    return Mean.GEOMETRIC if rule.form is Form.AHP else Mean.ARITHMETIC


def rounded(value: Fraction | float) -> Fraction:
    """Exact fractions stay; floats are cut to digits every machine agrees on."""
    return value if isinstance(value, Fraction) else Fraction(str(round(value, DIGITS)))


def leading(rule: Rulebook, found: Counted) -> frozenset[str]:
    """What is chosen; where all are only put in order, those in the first place."""
    if rule.is_choosing:
        return frozenset(found.chosen)
    if not found.tiers or not found.is_quorate:
        return frozenset()
    return found.tiers[0] - found.held_back.keys() if rule.is_scoring else found.tiers[0]
