"""How the same question came out before: for all, and what the voter's own paper said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from regiowerk.decide.ballots.domain.elections import Option as PlainOption
from regiowerk.decide.ballots.domain.rounds.counting import (
    Ballot,
    Cast,
    ChamberPapers,
    priorities_of,
)
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.panels import Panel
from regiowerk.decide.ballots.domain.rounds.reading import panels_from
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.models import Option, Result, Round, Voter
from regiowerk.decide.ballots.queries.rounds import marks_of, rule_of
from regiowerk.decide.ballots.queries.values import value_in_words
from regiowerk.decide.ballots.queries.words import percent


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """One option: what the own paper came to, what all came to, and from where to where they stood."""

    label: str
    own: str
    group: str
    span: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The round before, as whoever votes again reads it."""

    round: Round
    marks: Marks | None  # the own paper; nobody can tell where papers were secret
    rows: Mapping[str, EarlierRow]  # by the key of the option

    @property
    def has_own(self) -> bool:
        return self.marks is not None

    def hint(self, key: str) -> str:
        """What stands beside an option: "before: you 34 %, all together 29 %"."""
        row = self.rows.get(key)
        if row is None:
            return ""
        words = {"own": row.own, "group": row.group}
        if row.own:
            return _("before: you %(own)s, all together %(group)s") % words
        return _("before: all together %(group)s") % words


def earlier_of(round: Round, voter: Voter, options: Sequence[Option]) -> Earlier | None:
    """The counted round that this one follows; nothing where it follows none."""
    if round.follows_id is None:
        return None
    result = Result.objects.filter(round=round.follows_id).select_related("round").first()
    if result is None:
        return None
    rule = rule_of(result.round)
    panels = {panel.chamber: panel for panel in panels_from(result.panels)}
    panel = panels.get(voter.chamber.kind)
    if panel is None or not panel.counted.values:
        return None
    marks = None if rule.is_secret else _own_marks(result.round, voter)
    own = _own_weights(rule, options, marks)
    rows = {
        option.key: EarlierRow(
            label=option.label,
            own=percent(own[option.key]) if option.key in own else "",
            group=value_in_words(rule, panel.counted.values[option.key]),
            span=_span(panel, option.key),
        )
        for option in options
        if option.key in panel.counted.values
    }
    return Earlier(result.round, marks, rows)


def _own_marks(round: Round, voter: Voter) -> Marks | None:
    """What the paper said that counted for the same voter then."""
    then = Voter.objects.filter(
        chamber__round=round,
        chamber__kind=voter.chamber.kind,
        organisation=voter.organisation_id,
        number=voter.number,
    )
    found = then.filter(cast_number__gt=0).first()
    paper = found.papers.filter(number=found.cast_number).first() if found else None
    return marks_of(round, paper.content) if paper else None


def _own_weights(
    rule: Rulebook, options: Sequence[Option], marks: Marks | None
) -> Mapping[str, Fraction]:
    """Of a weighing what the own paper alone comes to."""
    if marks is None or not rule.is_weighing:
        return {}
    known = {*marks.points, *(key for pair in marks.judgements for key in pair)}
    asked = tuple(PlainOption(key=one.key, cost=0) for one in options if one.key in known)
    alone = ChamberPapers("", (), (Cast("own", Fraction(1), marks),))
    if len(asked) != len(known):  # an option that was weighed then is not offered any more
        return {}
    return priorities_of(Ballot(rule, asked, (alone,)), alone)["own"]


def _span(panel: Panel, key: str) -> str:
    if panel.dissent is None:
        return ""
    spread = panel.dissent.spreads[key]
    words = {"least": percent(spread.least), "most": percent(spread.most)}
    return _("%(least)s to %(most)s") % words
