"""How far those who weigh agree, in sentences that name what to talk about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.ballots.queries.doubts import repair_in_words, triple_in_words
from regiowerk.decide.goals.domain.weighing import Contradictions, GroupWeights, Opposites, Weights
from regiowerk.decide.goals.queries.standing import percent
from regiowerk.decide.goals.queries.weighing import NodeStanding, Outcome

type Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """One goal from the first turn to the second."""

    label: str
    before: str
    after: str
    span_before: str
    span_after: str


@dataclass(frozen=True, slots=True)
class Delta:
    """What a second turn changed: the weights, and how far apart everybody is."""

    sentence: str
    rows: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What an organisation said about one goal, beside what all came to."""

    label: str
    own: str
    group: str


def headline(outcome: Outcome, labels: Labels) -> str:
    """The answer in one sentence."""
    view = outcome.main
    if view is None:
        return _("Nobody handed in a paper, so there are no weights")
    if not outcome.is_quorate:
        return _("Too few took part: these weights do not count")
    first = view.in_order[0]
    level = [key for key in view.in_order if view.weights[key] == view.weights[first]]
    if len(level) == len(view.weights):
        return _("All weigh the same")
    words = {"name": labels[first], "weight": percent(view.weights[first])}
    return _("“%(name)s” weighs most, with %(weight)s") % words


def consensus_in_words(view: GroupWeights) -> str:
    """How far all agree, with what the number means."""
    if view.voters == 1:
        return _("One paper was handed in; there is nobody to agree or disagree with.")
    words = {"part": percent(view.consensus)}
    text = _("Agreement: %(part)s; 0 %% would be as far apart as possible, 100 %% all the same.")
    return text % words


def agreement_in_words(view: GroupWeights) -> str:
    """The same in short, for lists."""
    if view.voters == 1:
        return ""
    return _("Agreement: %(part)s") % {"part": percent(view.consensus)}


def opposites_in_words(found: Opposites, labels: Labels, voters: Labels) -> str:
    """Who differ most about a goal, by name."""
    words = {
        "more": voters.get(found.more, found.more),
        "less": voters.get(found.less, found.less),
        "most": percent(found.most),
        "least": percent(found.least),
        "goal": labels[found.key],
    }
    text = _("%(more)s and %(less)s differ most: %(most)s against %(least)s for “%(goal)s”.")
    return text % words


def contradictions_in_words(found: Contradictions, labels: Labels) -> tuple[str, ...]:
    """In sums: how many papers contradict themselves, and where all together do most."""
    if not found.papers:
        return (_("No paper contradicts itself."),)
    counted = ngettext(
        "%(papers)d of %(of)d papers contradicts itself.",
        "%(papers)d of %(of)d papers contradict themselves.",
        found.papers,
    ) % {"papers": found.papers, "of": found.of}
    triples = (triple_in_words(labels, one) for one in found.triples)
    repair = (repair_in_words(labels, found.repair),) if found.repair else ()
    return (counted, *triples, *repair)


def delta_of(standing: NodeStanding, labels: Labels) -> Delta | None:
    """What became of the weights and of the dissent; nothing before a second turn is counted."""
    before = standing.first.main if standing.first else None
    after = standing.second.main if standing.second else None
    if before is None or after is None:
        return None
    rows = tuple(
        Moved(
            label=labels[key],
            before=percent(before.weights[key]),
            after=percent(after.weights[key]),
            span_before=_span(before, key),
            span_after=_span(after, key),
        )
        for key in after.in_order
    )
    return Delta(_moved(before.consensus, after.consensus), rows)


def own_rows(view: GroupWeights, own: Weights, labels: Labels) -> tuple[OwnRow, ...]:
    """The weights of one organisation beside those of all."""
    return tuple(
        OwnRow(labels[key], percent(own[key]), percent(view.weights[key])) for key in view.in_order
    )


def _moved(before: Fraction, after: Fraction) -> str:
    words = {"before": percent(before), "after": percent(after)}
    if words["before"] == words["after"]:
        return _("Agreement stayed at %(after)s.") % words
    if after > before:
        return _("Agreement rose from %(before)s to %(after)s.") % words
    return _("Agreement fell from %(before)s to %(after)s.") % words


def _span(view: GroupWeights, key: str) -> str:
    spread = view.spreads[key]
    words = {"least": percent(_part(spread.least)), "most": percent(_part(spread.most))}
    return _("%(least)s to %(most)s") % words


def _part(value: Fraction | float) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(str(round(value, 9)))
