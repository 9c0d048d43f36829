"""A result as its page says it: the answer in one sentence, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.ballots.domain.rounds.counting import Counted, leading
from regiowerk.decide.ballots.domain.rounds.panels import Panel
from regiowerk.decide.ballots.domain.rounds.reading import panels_from
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.models import Chamber, Option, Paper, Result
from regiowerk.decide.ballots.queries.firmness import (
    RulesTable,
    dissent_sentences,
    firmness_sentences,
    rules_table,
    served_sentences,
)
from regiowerk.decide.ballots.queries.papers import labels_of, marks_in_words
from regiowerk.decide.ballots.queries.rated import (
    MarksRow,
    apart_sentences,
    marks_table,
    weights_sentences,
)
from regiowerk.decide.ballots.queries.reasons import Reason, reason_of
from regiowerk.decide.ballots.queries.rounds import (
    current_papers,
    marks_of,
    options_of,
    rule_of,
    voters_of,
)
from regiowerk.decide.ballots.queries.values import held_in_words, names, value_in_words
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
    has_value: bool
    reason: Reason | None
    is_chosen: bool = False  # rather than only first

    @property
    def follows(self) -> str:
        """What follows from its place."""
        leads = _("chosen") if self.is_chosen else _("first") if self.is_leading else ""
        level = _("level: one vote decides") if self.is_close else ""
        return ", ".join(filter(None, (self.held_back or leads, level)))


@dataclass(frozen=True, slots=True)
class ChamberResult:
    """What a page shows of one chamber."""

    chamber: Chamber
    panel: Panel
    headline: str
    turnout: str
    places: tuple[Place, ...]
    rules: RulesTable | None
    firm: tuple[str, ...]
    served: tuple[str, ...]
    dissent: tuple[str, ...]
    reserve: tuple[str, ...]  # labels, the next one first
    marks: tuple[MarksRow, ...] = ()
    apart: tuple[str, ...] = ()

    mark: str = ""  # behind names of places on a page with several chambers
    of_whom: str = ""  # before captions there

    @property
    def without_value(self) -> list[Place]:
        """Options no bar can be drawn for."""
        return [one for one in self.places if not one.has_value]

    @property
    def groups(self) -> list[tuple[str, int, str]]:
        """Where voters are from, how many, and how many leading options each supports."""
        return [
            (one.name or _("not known"), one.voters, number(one.served))
            for one in self.panel.served.groups
        ]


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
    entitled = list(voters_of(round))
    by_kind = {one.chamber.kind: one.chamber for one in entitled}
    voters = {one.key: str(one) for one in entitled}
    if rule.is_secret:
        voters |= _codes(result)
    chambers = [
        _chamber(rule, labels, voters, by_kind[panel.chamber], panel)
        for panel in panels_from(result.panels)
    ]
    return Shown(
        result=result,
        rule=rule,
        options=options,
        labels=labels,
        voters=voters,
        chambers=tuple(_told_apart(chambers)),
    )


def _told_apart(chambers: list[ChamberResult]) -> Iterator[ChamberResult]:
    """Of several chambers each says whose it is wherever the same words come again."""
    for place, one in enumerate(chambers):
        if len(chambers) == 1:
            yield one
            continue
        label = one.chamber.label[:1].upper() + one.chamber.label[1:]
        yield replace(one, mark=f"-{one.chamber.kind}" if place else "", of_whom=f"{label}: ")


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
    rule: Rulebook,
    labels: Mapping[str, str],
    voters: Mapping[str, str],
    chamber: Chamber,
    panel: Panel,
) -> ChamberResult:
    compared, rated = panel.compared, panel.appraised
    return ChamberResult(
        chamber=chamber,
        panel=panel,
        headline=headline(rule, labels, panel.counted),
        turnout=turnout_in_words(panel.counted),
        places=tuple(_places(rule, labels, panel)),
        rules=rules_table(labels, compared) if compared else None,
        firm=(
            *firmness_sentences(rule, labels, voters, panel),
            *(weights_sentences(rule, labels, rated) if rated else ()),
        ),
        served=served_sentences(labels, voters, panel),
        dissent=dissent_sentences(labels, voters, panel),
        reserve=tuple(labels[key] for key in panel.counted.reserve),
        marks=marks_table(rule, labels, voters, rated) if rated else (),
        apart=apart_sentences(rule, labels, voters, rated) if rated else (),
    )


def headline(rule: Rulebook, labels: Mapping[str, str], found: Counted) -> str:
    """The answer in one sentence."""
    if not found.took_part:
        return _("Nobody handed in a paper, so there is no result")
    if not found.is_quorate:
        return _("Too few took part: the vote has no result")
    if rule.is_weighing:
        first = found.tiers[0]
        words = {"names": names(labels, sorted(first)), "weight": percent(found.values[min(first)])}
        return _("%(names)s weighs most, with %(weight)s") % words
    lead = leading(rule, found)
    if not lead:
        return _("No option was chosen")
    ordered = found.chosen or tuple(sorted(lead, key=lambda key: labels[key]))
    words = {"names": names(labels, ordered), "money": money(found.spent)}
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


def _codes(result: Result) -> dict[str, str]:
    """Secret papers are named by their receipts."""
    receipts = current_papers(result.round).values_list("receipt", flat=True)
    return {code: _("the paper %(code)s") % {"code": code} for code in receipts}


def _places(rule: Rulebook, labels: Mapping[str, str], panel: Panel) -> list[Place]:
    found = panel.counted
    lead = leading(rule, found)
    close = panel.firmness.close if panel.firmness else frozenset()
    rows: list[Place] = []
    above = 0
    nothing = _("no points") if rule.is_scoring else _("not judged")
    for tier in found.tiers:
        for key in sorted(tier, key=lambda one: labels[one]):
            held = found.held_back.get(key)
            has_value = key in found.values
            rows.append(
                Place(
                    key=key,
                    label=labels[key],
                    place=above + 1,
                    value=value_in_words(rule, found.values[key]) if has_value else nothing,
                    is_leading=key in lead,
                    is_close=key in close,
                    held_back=held_in_words(held) if held else "",
                    has_value=has_value,
                    is_chosen=rule.is_choosing and key in lead,
                    reason=reason_of(rule, labels, key, panel.reasons[key])
                    if key in panel.reasons
                    else None,
                )
            )
        above += len(tier)
    return rows
