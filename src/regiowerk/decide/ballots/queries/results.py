"""A result as its page says it: the answer in one sentence, then what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.ballots.domain.rounds.counting import Counted, Held, leading
from regiowerk.decide.ballots.domain.rounds.panels import Panel
from regiowerk.decide.ballots.domain.rounds.reading import read_panels
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.models import Chamber, Option, Paper, Result
from regiowerk.decide.ballots.queries.papers import labels_of, marks_in_words
from regiowerk.decide.ballots.queries.rounds import (
    current_papers,
    marks_of,
    options_of,
    rule_of,
    voters_of,
)
from regiowerk.decide.ballots.queries.words import money, number, percent

FEW = 4  # options that are named in a headline


@dataclass(frozen=True, slots=True)
class Place:
    """One option in the order of a chamber."""

    key: str
    label: str
    place: int
    value: str
    is_leading: bool
    is_close: bool
    held_back: str


@dataclass(frozen=True, slots=True)
class ChamberResult:
    """What a page shows of one chamber."""

    chamber: Chamber
    panel: Panel
    headline: str
    turnout: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Shown:
    """A result with everything its page, its paper and its tables show."""

    result: Result
    rule: Rulebook
    options: Sequence[Option]
    labels: Mapping[str, str]
    voters: Mapping[str, str]  # by key
    chambers: tuple[ChamberResult, ...]

    @property
    def headline(self) -> str:
        """The answer, of the first chamber."""
        return self.chambers[0].headline if self.chambers else _("Nobody was entitled to vote")


def shown(result: Result) -> Shown:
    """A frozen result in words; nothing is counted again."""
    round = result.round
    rule, options = rule_of(round), options_of(round)
    labels = labels_of(options)
    voters = list(voters_of(round))
    by_kind = {one.chamber.kind: one.chamber for one in voters}
    return Shown(
        result=result,
        rule=rule,
        options=options,
        labels=labels,
        voters={one.key: str(one) for one in voters},
        chambers=tuple(
            _chamber(rule, labels, by_kind[panel.chamber], panel)
            for panel in read_panels(result.panels)
        ),
    )


def papers_shown(result: Result, rule: Rulebook) -> list[tuple[Paper, str, tuple[str, ...]]]:
    """Every paper that counts: its receipt, whose it is where papers are named, and what it says."""
    labels = labels_of(options_of(result.round))
    return [
        (
            paper,
            str(paper.voter) if paper.voter and not rule.is_secret else "",
            marks_in_words(rule, labels, marks_of(result.round, paper.content)),
        )
        for paper in current_papers(result.round)
    ]


def _chamber(
    rule: Rulebook, labels: Mapping[str, str], chamber: Chamber, panel: Panel
) -> ChamberResult:
    return ChamberResult(
        chamber=chamber,
        panel=panel,
        headline=headline(rule, labels, panel.counted),
        turnout=turnout_in_words(panel.counted),
        places=tuple(_places(rule, labels, panel)),
    )


def headline(rule: Rulebook, labels: Mapping[str, str], found: Counted) -> str:
    """The answer in one sentence."""
    if not found.took_part:
        return _("Nobody handed in a paper, so there is no result")
    if not found.is_quorate:
        return _("Too few took part: the vote has no result")
    if rule.is_weighing:
        first = found.tiers[0]
        words = {"names": _and(labels, sorted(first)), "weight": percent(found.values[min(first)])}
        return _("%(names)s weighs most, with %(weight)s") % words
    lead = leading(rule, found)
    if not lead:
        return _("No option was chosen")
    ordered = found.chosen or tuple(sorted(lead, key=lambda key: labels[key]))
    words = {"names": _and(labels, ordered), "money": money(found.spent)}
    if rule.budget is not None and len(lead) > FEW:
        return _("%(number)s options are chosen, for %(money)s altogether") % (
            words | {"number": str(len(lead))}
        )
    if rule.budget is not None:
        spent = ngettext(
            "%(names)s is chosen, for %(money)s", "%(names)s are chosen, for %(money)s", len(lead)
        )
        return spent % words
    if rule.is_choosing:
        return ngettext("%(names)s is chosen", "%(names)s are chosen", len(lead)) % words
    return ngettext("%(names)s comes first", "%(names)s share the first place", len(lead)) % words


def turnout_in_words(found: Counted) -> str:
    """ "27 of 29 took part (93.1 %)"."""
    words = {"came": found.took_part, "of": found.entitled, "part": percent(found.quorum)}
    return _("%(came)d of %(of)d took part (%(part)s)") % words


def held_in_words(why: Held) -> str:
    """Why an option is not chosen although it could be by its place."""
    return {
        Held.DOUBLE_MAJORITY: _("no majority of both organisations and inhabitants"),
        Held.CONSENT: _("not all who would pay agree"),
        Held.UNSUPPORTED: _("nobody supports it"),
    }[why]


def value_in_words(rule: Rulebook, value: Fraction) -> str:
    """What put an option in its place, with its unit."""
    if rule.is_weighing:
        return percent(value)
    words = {"number": number(value)}
    match rule.method:
        case Method.MEAN | Method.MEDIAN:
            return _("mark %(number)s") % words
        case Method.BORDA:
            return _("%(number)s places won") % words
        case Method.COPELAND | Method.SCHULZE:
            return _("%(number)s duels won") % words
    if rule.form is Form.POINTS:
        return _("%(number)s points") % words
    return _("%(number)s votes") % words


def _places(rule: Rulebook, labels: Mapping[str, str], panel: Panel) -> list[Place]:
    found = panel.counted
    lead = leading(rule, found)
    close = panel.firmness.close if panel.firmness else frozenset()
    rows: list[Place] = []
    above = 0
    for tier in found.tiers:
        for key in sorted(tier, key=lambda one: labels[one]):
            held = found.held_back.get(key)
            has_value = key in found.values
            rows.append(
                Place(
                    key=key,
                    label=labels[key],
                    place=above + 1,
                    value=value_in_words(rule, found.values[key]) if has_value else _("not judged"),
                    is_leading=key in lead,
                    is_close=key in close,
                    held_back=held_in_words(held) if held else "",
                )
            )
        above += len(tier)
    return rows


def _and(labels: Mapping[str, str], keys: Sequence[str]) -> str:
    names = [_("“%(name)s”") % {"name": labels[key]} for key in keys]
    if len(names) <= 1:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
