"""Elections with a published outcome, counted again by their published rule.  Pure, exact.

The file names its rule in a word of the library of participatory budgets; what the word leaves open is
`Variant`: towns differ in it, and it decides over options.  Sources: equalshares.net (adding money,
comparison step), pabulib.org (names, Borda points for ranks).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from regiowerk.decide.ballots.domain.elections import (
    Election,
    ElectionError,
    Paper,
    Points,
    Ranking,
    Scores,
)
from regiowerk.decide.ballots.domain.greedy import Greedy, greedy
from regiowerk.decide.ballots.domain.limits import Limits
from regiowerk.decide.ballots.domain.outcomes import Selection
from regiowerk.decide.ballots.domain.pabulib import PbFile
from regiowerk.decide.ballots.domain.reading import UnknownRuleError
from regiowerk.decide.ballots.domain.selecting import Rule, select
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares, Utility
from regiowerk.decide.ballots.domain.ties import TieRule, UnsettledTieError

UNIT = 100  # cents of a whole unit of money
COMPARED = "-comparison"
GREEDY, EQUAL_SHARES, ADDED = "greedy", "equalshares", "equalshares/add1"
NAMES = (GREEDY, "greedy-no-skip", "greedy-threshold", EQUAL_SHARES, ADDED)


@dataclass(frozen=True, slots=True)
class Variant:
    """What the name of a rule leaves open.

    `utility`: None is the cost of an option for crosses, and points for all other papers.  `stops`:
    adding money ends as soon as nothing more would fit.  `is_rounded`: every vote has whole units of
    money from the first step on.
    """

    utility: Utility | None = None
    stops: bool = False
    is_rounded: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """Weight of those who get more from Equal Shares, and from the top of the list."""

    shares: Fraction
    greedy: Fraction


@dataclass(frozen=True, slots=True)
class Figure:
    """What towns publish of a winner; money in cents.

    `effective_votes`: cost divided by the highest payment, `highest`: what a vote pays at most, `paid`:
    by all together.
    """

    option: str
    votes: Fraction
    effective_votes: Fraction
    highest: Fraction
    paid: Fraction


@dataclass(frozen=True, slots=True)
class Recount:
    """The count beside what was published.

    `election` is what was counted: points in place of ranks.  `is_settled_by_order`: options were
    equal in everything and the order of the file decided.  `misstated`: options whose votes or points
    in the file are not those of its papers.
    """

    rule: Rule
    election: Election
    selection: Selection
    published: frozenset[str] | None
    misstated: tuple[str, ...]
    is_settled_by_order: bool
    comparison: Comparison | None = None

    @property
    def agrees(self) -> bool | None:
        """Whether the winners are those published; None: none are."""
        return None if self.published is None else not (self.gained or self.lost)

    @property
    def gained(self) -> frozenset[str]:
        """Chosen here and not there."""
        return frozenset(self.selection.winners) - (self.published or frozenset())

    @property
    def lost(self) -> frozenset[str]:
        """Chosen there and not here."""
        return (self.published or frozenset()) - frozenset(self.selection.winners)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Of the winners, in their order."""
        votes = self.election.votes()
        return tuple(
            Figure(
                found.option,
                votes[found.option],
                found.effective_support,
                found.price,
                sum(found.paid_by.values(), Fraction(0)),
            )
            for found in self.selection.rounds
        )


class NegativePointsError(ElectionError):
    """Papers that take something away: no rule here says what that would mean."""


def recount(read: PbFile, name: str = "", variant: Variant | None = None) -> Recount:
    """Count a file again; the rule is the one named, otherwise that of the file.

    Raises UnknownRuleError where there is none with this name, or the file does not know it, and
    NegativePointsError.
    """
    if read.has_negative_points:
        raise NegativePointsError
    name = name or read.meta.get("rule", "").lower()
    election = above_threshold(with_points(read), read.meta)
    rule = rule_named(name.removesuffix(COMPARED), election, variant or Variant())
    limits = _limits(read.meta)
    try:
        selection, by_order = select(election, _with_lot(rule, ()), limits), False
    except UnsettledTieError:
        # Not every tie decides who wins, so both ends of the list are asked.
        selection = select(election, rule, limits)
        other = select(election, _with_lot(rule, rule.ties.lot[::-1]), limits)
        by_order = set(selection.winners) != set(other.winners)
    comparison = None
    if name.endswith(COMPARED) and isinstance(rule, EqualShares):
        rule, selection, comparison = _compared(election, rule, selection, limits)
    return Recount(
        rule=rule,
        election=election,
        selection=selection,
        published=read.published.winners,
        misstated=_misstated(read, with_points(read)),
        is_settled_by_order=by_order,
        comparison=comparison,
    )


def agreeing(read: PbFile, name: str = "") -> tuple[Variant, ...]:
    """The variants of a rule that give the published winners, the usual one first."""
    return tuple(one for one in _variants(read, name) if recount(read, name, one).agrees)


def _variants(read: PbFile, name: str) -> Iterator[Variant]:
    word = (name or read.meta.get("rule", "").lower()).removesuffix(COMPARED)
    utilities: tuple[Utility | None, ...] = (None,)
    if word in (EQUAL_SHARES, ADDED):
        scored = _is_scored(with_points(read))
        utilities = (None, "points_cost") if scored else (None, "count")
    adds = (False, True) if word == ADDED else (False,)
    for utility, stops, rounds in product(utilities, adds, adds):
        yield Variant(utility, stops, is_rounded=not rounds)


def rule_named(name: str, election: Election, variant: Variant) -> Rule:
    """The rule behind a word; equal options go to the cheaper, then in the order of the election."""
    ties = TieRule(lot=tuple(option.key for option in election.options))
    is_scored = _is_scored(election)
    if name in (EQUAL_SHARES, ADDED):
        step = len(election.papers) * UNIT
        add_one = AddOne(step, "exhaustive" if variant.stops else "over_budget", variant.is_rounded)
        utility = variant.utility or ("points" if is_scored else "cost")
        return EqualShares(utility, add_one if name == ADDED else None, ties=ties)
    if name in NAMES:
        return Greedy("points" if is_scored else "votes", name != "greedy-no-skip", ties)
    raise UnknownRuleError(name, "pabulib")


def _is_scored(election: Election) -> bool:
    return election.paper_kind in ("points", "scores")


def _with_lot(rule: Rule, lot: tuple[str, ...]) -> Rule:
    return replace(rule, ties=replace(rule.ties, lot=lot))


def with_points(read: PbFile) -> Election:
    """The election of a file; a rank among the `max_length` first ones is worth Borda points."""
    election, word = read.election, read.meta.get("max_length", "")
    length = int(word) if word.isdecimal() else len(election.options)
    papers = tuple(
        _ranked(paper, length) if isinstance(paper, Ranking) else paper for paper in election.papers
    )
    return replace(election, papers=papers)


def _ranked(paper: Ranking, length: int) -> Points:
    """The first is worth `length` points, the next one less."""
    return Points(
        paper.voter,
        {
            key: max(0, length - place)
            for place, tier in enumerate(paper.tiers)
            for key in sorted(tier)
        },
    )


def above_threshold(election: Election, meta: Mapping[str, str]) -> Election:
    """Points for what does not reach the threshold are not counted; of crosses `_limits` sees to it."""
    least = _threshold(meta)
    if not least or not _is_scored(election):
        return election
    points = election.points()
    return replace(election, papers=tuple(_kept(paper, points, least) for paper in election.papers))


def _kept(paper: Paper, points: Mapping[str, Fraction], least: int) -> Paper:
    match paper:
        case Points():
            return replace(
                paper, points={k: v for k, v in paper.points.items() if points[k] >= least}
            )
        case Scores():
            return replace(
                paper, scores={k: v for k, v in paper.scores.items() if points[k] >= least}
            )
    return paper


def _threshold(meta: Mapping[str, str]) -> int:
    word = meta.get("min_project_score_threshold", "")
    return int(word) if word.isdecimal() else 0


def _limits(meta: Mapping[str, str]) -> Limits:
    is_crosses = meta.get("vote_type", "").lower() in ("approval", "choose-1")
    return Limits(min_votes=_threshold(meta) if is_crosses else 0)


def _compared(
    election: Election, rule: EqualShares, selection: Selection, limits: Limits
) -> tuple[Rule, Selection, Comparison]:
    """The outcome more people get more from; Equal Shares where they are as many."""
    list_rule = Greedy("points" if rule.is_scored else "votes", ties=rule.ties)
    other = greedy(election, list_rule, limits)
    sums = {selection.rule: Fraction(0), other.rule: Fraction(0)}
    for voter, paper in zip(election.participants, election.papers, strict=True):
        mine, theirs = (_worth(election, rule, paper, one) for one in (selection, other))
        if mine != theirs:
            sums[selection.rule if mine > theirs else other.rule] += Fraction(voter.weight)
    found = Comparison(sums[selection.rule], sums[other.rule])
    if found.greedy > found.shares:
        return list_rule, other, found
    return rule, selection, found


def _worth(election: Election, rule: EqualShares, paper: Paper, selection: Selection) -> int:
    support = election.support_of(paper)
    return sum(
        (support[key] if rule.is_scored else 1) * rule.gain(election.option[key].cost)
        for key in selection.winners
        if key in support
    )


def _misstated(read: PbFile, election: Election) -> tuple[str, ...]:
    votes, points = election.votes(), election.points()
    wrong = {key for key, stated in read.published.votes.items() if votes[key] != stated}
    wrong |= {key for key, stated in read.published.points.items() if points[key] != stated}
    return tuple(sorted(wrong))
