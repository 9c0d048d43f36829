"""What a result page shows beside the result: worked out once at closing, and kept.  Pure.

Everything here follows from the record; numbers are written as text, so that nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from regiowerk.decide.ballots.domain.explaining import Fact, why, why_not
from regiowerk.decide.ballots.domain.fairness import fairness
from regiowerk.decide.ballots.domain.judging.groups import group_view
from regiowerk.decide.ballots.domain.outcomes import Selection
from regiowerk.decide.ballots.domain.records import canonical, encoded
from regiowerk.decide.ballots.domain.rounds import appraising
from regiowerk.decide.ballots.domain.rounds.appraising import Appraised
from regiowerk.decide.ballots.domain.rounds.counting import (
    Ballot,
    ChamberPapers,
    Counted,
    counted,
    election_of,
    leading,
    mean_of,
    priorities_of,
    rounded,
    selection_of,
    selection_rule,
)
from regiowerk.decide.ballots.domain.rounds.firmness import Firmness, firmness
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.domain.rounds.variants import Compared, compared

FORMAT = "regiowerk-panels/1"


@dataclass(frozen=True, slots=True)
class Group:
    """Voters of one stratum: how many, and how many of the leading options each supports on average."""

    name: str
    voters: int
    served: Fraction


@dataclass(frozen=True, slots=True)
class Served:
    """Who got something: groups, and voters none of whose options leads."""

    groups: tuple[Group, ...] = ()
    unserved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the voters stand with the weight of one criterion."""

    least: Fraction
    lower: Fraction
    median: Fraction
    upper: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Gap:
    """A voter whose weight for a criterion is far from that of all."""

    key: str
    voter: str
    own: Fraction
    group: Fraction


@dataclass(frozen=True, slots=True)
class Dissent:
    """How far voters agree about weights: 0 as far apart as can be, 1 all the same."""

    consensus: Fraction
    spreads: Mapping[str, Spread]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One chamber."""

    chamber: str
    counted: Counted
    compared: Compared | None = None
    firmness: Firmness | None = None
    served: Served = field(default_factory=Served)
    reasons: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    dissent: Dissent | None = None
    appraised: Appraised | None = None


def panels_of(ballot: Ballot) -> bytes:
    """The panels of all chambers as canonical JSON."""
    panels = [_panel(ballot, chamber) for chamber in ballot.chambers]
    return canonical({"format": FORMAT, "panels": encoded(panels)})


def _panel(ballot: Ballot, chamber: ChamberPapers) -> Panel:
    found = counted(ballot, chamber)
    if not chamber.papers:
        return Panel(chamber.key, found)
    if ballot.rule.is_weighing:
        return Panel(chamber.key, found, dissent=_dissent(ballot, chamber))
    if ballot.rule.is_scoring:
        return _rated(ballot, chamber, found)
    return Panel(
        chamber=chamber.key,
        counted=found,
        compared=compared(ballot, chamber),
        firmness=firmness(ballot, chamber, found, ballot.rule.seed),
        served=_served(ballot, chamber, found),
        reasons=_reasons(ballot, chamber, found),
    )


def _rated(ballot: Ballot, chamber: ChamberPapers, found: Counted) -> Panel:
    return Panel(
        chamber=chamber.key,
        counted=found,
        compared=appraising.compared(ballot, chamber),
        firmness=appraising.firmness(ballot, chamber, found),
        reasons=appraising.reasons(ballot, chamber, found),
        appraised=appraising.appraised(ballot, chamber),
    )


def _served(ballot: Ballot, chamber: ChamberPapers, found: Counted) -> Served:
    """By stratum; only where papers say what they support and it is known whose they are."""
    lead = leading(ballot.rule, found)
    election = election_of(ballot, chamber)
    if ballot.rule.is_secret or election.paper_kind not in {"approval", "points"} or not lead:
        return Served()
    nothing = Selection("", tuple(sorted(lead)), (), (), (), 0, 0)
    seen = fairness(election, nothing)
    groups = tuple(Group(one.name, one.voters, one.winners) for one in seen.groups)
    return Served(groups, seen.unserved)


def _reasons(ballot: Ballot, chamber: ChamberPapers, found: Counted) -> dict[str, tuple[Fact, ...]]:
    selection = selection_of(ballot, chamber) if ballot.rule.budget is not None else None
    rule = selection_rule(ballot.rule)
    if selection is None or rule is None:
        return {option.key: _places(ballot.rule, found, option.key) for option in ballot.options}
    election = election_of(ballot, chamber)
    return {
        option.key: why(election, selection, option.key)
        if option.key in selection.winners
        else why_not(election, selection, option.key, rule)
        for option in ballot.options
    }


def _places(rule: Rulebook, found: Counted, key: str) -> tuple[Fact, ...]:
    """Place and value, who is next below or last above the line, and what held it back."""
    lead = leading(rule, found)
    place = 1 + sum(len(tier) for tier in found.tiers if _is_above(found, tier, key))
    facts = [
        Fact(
            "place",
            {
                "place": place,
                "of": len(found.values) or sum(map(len, found.tiers)),
                "value": found.values.get(key, Fraction(0)),
                "leads": int(key in lead),
            },
        )
    ]
    if key in found.held_back:
        facts.append(Fact("held_back", {"reason": found.held_back[key].value}))
    rival = _rival(found, lead, key)
    if rival is not None:
        gap = abs(found.values.get(key, Fraction(0)) - found.values.get(rival, Fraction(0)))
        facts.append(Fact("rival", {"option": rival, "gap": gap}))
    return tuple(facts)


def _is_above(found: Counted, tier: frozenset[str], key: str) -> bool:
    own = next(number for number, one in enumerate(found.tiers) if key in one)
    return found.tiers.index(tier) < own


def _rival(found: Counted, lead: frozenset[str], key: str) -> str | None:
    """For a leading option the best of the others; for another one the last of the leading."""
    row = [one for tier in found.tiers for one in sorted(tier)]
    if key in lead:
        return next((one for one in row if one not in lead and one not in found.held_back), None)
    return next((one for one in reversed(row) if one in lead), None)


def _dissent(ballot: Ballot, chamber: ChamberPapers) -> Dissent:
    weights = {one.voter: one.weight for one in chamber.papers}
    view = group_view(priorities_of(ballot, chamber), mean_of(ballot.rule), weights)
    gaps = () if ballot.rule.is_secret else view.gaps
    return Dissent(
        consensus=rounded(view.consensus),
        spreads={
            key: Spread(*(rounded(getattr(one, name)) for name in Spread.__slots__))
            for key, one in view.spreads.items()
        },
        gaps=tuple(Gap(one.key, one.member, rounded(one.own), rounded(one.group)) for one in gaps),
    )
