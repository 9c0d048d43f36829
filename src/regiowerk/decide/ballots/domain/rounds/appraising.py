"""What a result page shows of options that were rated: marks, differences, firmness, reasons.  Pure.

The same marks are counted with equal weights and by the distance from the best of all (TOPSIS); every
one of those who rated is left out once; all weightings there could be are drawn (SMAA), and for
each criterion it is worked out exactly from which weight on somebody else leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from regiowerk.decide.ballots.domain.explaining import Fact
from regiowerk.decide.ballots.domain.judging.critical import critical_weights
from regiowerk.decide.ballots.domain.judging.crosschecks import topsis
from regiowerk.decide.ballots.domain.judging.scoring import values_of
from regiowerk.decide.ballots.domain.judging.smaa import smaa
from regiowerk.decide.ballots.domain.limits import Refusal
from regiowerk.decide.ballots.domain.rounds import scoring
from regiowerk.decide.ballots.domain.rounds.counting import (
    Ballot,
    ChamberPapers,
    Counted,
    counted,
    leading,
    rounded,
    scored_of,
)
from regiowerk.decide.ballots.domain.rounds.firmness import Change, Firmness
from regiowerk.decide.ballots.domain.rounds.rulebook import Asked, Rulebook
from regiowerk.decide.ballots.domain.rounds.scoring import Out, Scored
from regiowerk.decide.ballots.domain.rounds.variants import Compared, Variant, sorted_out
from regiowerk.decide.ballots.domain.ties import tiers_by

WEIGHTINGS = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """One option by one criterion: what each gave, and what it adds to the total of 1."""

    option: str
    criterion: str
    marks: Mapping[str, int]
    points: Fraction | None  # None: a must, or not rated


@dataclass(frozen=True, slots=True)
class Apart:
    """Marks that lie further apart than the rule allows, lowest and highest with those who gave them."""

    option: str
    criterion: str
    low: int
    low_by: tuple[str, ...]
    high: int
    high_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """From this weight of a criterion on, of the whole, others lead."""

    criterion: str
    weight: Fraction  # by the rule
    turn: Fraction
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appraised:
    """`leads`: in which part of all possible weightings an option is in front, or among the chosen."""

    lines: tuple[Line, ...]
    apart: tuple[Apart, ...]
    leads: Mapping[str, Fraction]
    draws: int
    turns: tuple[Turn, ...]


def appraised(ballot: Ballot, chamber: ChamberPapers) -> Appraised:
    """Every mark, every difference, and how far weights could move."""
    found = scored_of(ballot, chamber)
    leads, draws = _leads(ballot.rule, found)
    return Appraised(
        lines=tuple(_lines(ballot, chamber, found)),
        apart=_apart(ballot.rule, found),
        leads=leads,
        draws=draws,
        turns=tuple(_turns(ballot.rule, found)),
    )


def _lines(ballot: Ballot, chamber: ChamberPapers, found: Scored) -> Iterator[Line]:
    points = {
        (option, part.criterion): part.points
        for option, one in (found.appraisal.options if found.appraisal else {}).items()
        for part in one.contributions
    }
    for option in ballot.options:
        for asked in ballot.rule.criteria:
            cell = (option.key, asked.key)
            marks = {
                one.voter: one.marks.ratings[cell]
                for one in chamber.papers
                if cell in one.marks.ratings and one.voter not in option.conflicts
            }
            yield Line(*cell, marks, _exact(points.get(cell)))


def _exact(value: Fraction | float | None) -> Fraction | None:
    return None if value is None else rounded(value)


def _apart(rule: Rulebook, found: Scored) -> tuple[Apart, ...]:
    gaps = found.appraisal.gaps if found.appraisal else ()
    return tuple(
        Apart(one.option, one.criterion, int(one.low), one.low_by, int(one.high), one.high_by)
        for one in gaps
    )


def _leads(rule: Rulebook, found: Scored) -> tuple[dict[str, Fraction], int]:
    """By how many of the weightings; only where places alone decide."""
    values = _comparable(rule, found)
    if values is None or rule.budget is not None:
        return {}, 0
    seen = smaa(values, draws=WEIGHTINGS, seed=rule.seed)
    places = rule.seats or 1
    return {
        option: Fraction(int(row[:places].sum()), seen.draws)
        for option, row in zip(seen.options, seen.counts, strict=True)
    }, seen.draws


def _comparable(rule: Rulebook, found: Scored) -> dict[str, dict[str, Fraction]] | None:
    """Values of the options with a place by weighed criteria; None: there is nothing to move."""
    weighed = [one.key for one in rule.criteria if one.weight]
    if found.appraisal is None or len(found.values) < 2 or len(weighed) < 2:
        return None
    values = values_of(found.appraisal)
    return {
        option: {key: Fraction(value) for key, value in values[option].items()}
        for option in found.values
    }


def _turns(rule: Rulebook, found: Scored) -> Iterator[Turn]:
    """The nearest turn of each criterion, who is in front today being those the rule puts there."""
    values = _comparable(rule, found)
    if values is None:
        return
    for one in critical_weights(scoring.tree_of(rule), values):
        turns = [turn for turn in (one.below, one.above) if turn is not None]
        if turns:
            nearest = min(turns, key=lambda turn: abs(turn.weight - one.weight))
            yield Turn(one.node, one.weight, nearest.weight, nearest.leaders)


def compared(ballot: Ballot, chamber: ChamberPapers) -> Compared:
    """The published weights beside equal ones, and beside the distance from the best of all."""
    rule = ballot.rule
    published = counted(ballot, chamber)
    first = Variant("published", rule.method.value, leading(rule, published), published.tiers)
    even = replace(rule, criteria=tuple(map(_even, rule.criteria)))
    alike = counted(replace(ballot, rule=even), chamber)
    variants = [first, Variant("weights", "even", leading(even, alike), alike.tiers)]
    variants += _by_distance(ballot, chamber)
    if rule.threshold:
        free = replace(rule, threshold=Fraction(0))
        found = counted(replace(ballot, rule=free), chamber)
        variants.append(Variant("weights", "no_threshold", leading(free, found), found.tiers))
    return sorted_out(ballot, tuple(variants))


def _even(asked: Asked) -> Asked:
    return replace(asked, weight=1) if asked.weight else asked


def _by_distance(ballot: Ballot, chamber: ChamberPapers) -> Iterator[Variant]:
    found = scored_of(ballot, chamber)
    values = _comparable(ballot.rule, found)
    if values is None:
        return
    weights = {one.key: one.weight for one in ballot.rule.criteria if not one.is_must}
    near = topsis(values, weights).closeness
    worth = {key: rounded(value) for key, value in near.items()}
    again = replace(found, values=worth, tiers=tiers_by(worth))
    if ballot.rule.is_choosing:
        lead = frozenset(scoring.chosen(ballot.rule, ballot.options, again)[0])
    else:
        lead = again.tiers[0]
    yield Variant("weights", "distance", lead, again.tiers)


def firmness(ballot: Ballot, chamber: ChamberPapers, found: Counted) -> Firmness | None:
    """What would be without each of those who rated; None: then too few would be left."""
    if len(chamber.papers) <= ballot.rule.scorers:
        return None
    base = leading(ballot.rule, found)
    lenient = replace(ballot, rule=replace(ballot.rule, quorum=Fraction(0)))
    changes = []
    for paper in sorted(chamber.papers, key=lambda one: one.voter):
        rest = tuple(one for one in chamber.papers if one is not paper)
        now = leading(lenient.rule, counted(lenient, replace(chamber, papers=rest)))
        if now != base:
            changes.append(Change((paper.voter,), now - base, base - now))
    close = frozenset().union(*(one.gained | one.lost for one in changes))
    return Firmness(tuple(changes), (), 0, (), {}, 0, close, {})


def reasons(ballot: Ballot, chamber: ChamberPapers, found: Counted) -> dict[str, tuple[Fact, ...]]:
    """Total, place, what counted most, and what kept an option out."""
    rated = scored_of(ballot, chamber)
    refusals = {one.option: one for one in scoring.chosen(ballot.rule, ballot.options, rated)[2]}
    facts = partial(_facts, ballot.rule, found, rated, refusals)
    return {option.key: tuple(facts(option.key)) for option in ballot.options}


def _facts(
    rule: Rulebook, found: Counted, rated: Scored, refusals: Mapping[str, Refusal], key: str
) -> Iterator[Fact]:
    valued = rated.appraisal.options[key] if rated.appraisal else None
    if key in rated.values:
        place = 1 + sum(value > rated.values[key] for value in rated.values.values())
        leads = int(key in leading(rule, found))
        total = rated.values[key]
        yield Fact(
            "rated", {"total": total, "place": place, "of": len(rated.values), "leads": leads}
        )
    if valued is not None and key in rated.values:
        parts = [part for part in valued.contributions if part.points]
        for part in sorted(parts, key=lambda one: (-(one.points or 0), one.criterion))[:2]:
            points = rounded(part.points or Fraction(0))
            yield Fact(f"part_{part.criterion}", {"criterion": part.criterion, "points": points})
    out = rated.out.get(key)
    if out is not None:
        musts = () if valued is None else (*valued.missed, *valued.disputed)
        yield Fact("out", {"why": out.value, "must": musts[0] if musts else ""})
    if out is Out.THRESHOLD:
        yield Fact("threshold", {"needed": rule.threshold})
    if key in refusals:
        one = refusals[key]
        yield Fact(
            "refused",
            {
                "reason": one.kind,
                "subject": one.subject,
                "needed": one.needed,
                "left": one.left,
            },
        )
