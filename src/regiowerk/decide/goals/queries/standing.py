"""How the goals of a process stand: measured, weighed, supported, resting on something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.goals.domain.progress import (
    Progress,
    Scale,
    progress_of,
    weight_in_the_whole,
)
from regiowerk.decide.goals.domain.stances import Answer, Said, Tally, tallies
from regiowerk.decide.goals.models import (
    Consultation,
    Contradiction,
    Goal,
    GoalEvidence,
    Measurement,
    Stance,
)
from regiowerk.decide.goals.queries.trees import GoalTree, tree_of
from regiowerk.ground.process.models import Process


@dataclass(frozen=True)
class Standing:
    """Everything the tree and the card of a goal show, by the goal's id."""

    tree: GoalTree
    measurements: Mapping[int, list[Measurement]]  # the latest first
    progress: Mapping[int, Progress]
    whole: Mapping[int, Fraction]  # part of the whole tree
    tallies: Mapping[str, Tally] = field(default_factory=dict)  # by the goal's key
    sources: Mapping[int, int] = field(default_factory=dict)  # how many findings it rests on
    disputed: frozenset[int] = frozenset()  # goals that contradict another one

    def number(self, goal: Goal) -> str:
        """The number a goal is read under first: 2.1."""
        return self.numbers[goal.pk]

    @cached_property
    def numbers(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for place, goal in self.tree.outline():
            found.setdefault(goal.pk, ".".join(map(str, place.number)))
        return found

    @property
    def to_be_measured(self) -> tuple[Goal, ...]:
        """Goals that speak for themselves: with an indicator of their own, or with nothing below."""
        return tuple(
            goal
            for number, goal in self.tree.goals.items()
            if hasattr(goal, "indicator") or not self.tree.shape.below(number)
        )

    @property
    def without_evidence(self) -> tuple[Goal, ...]:
        return tuple(goal for _place, goal in self.tree.once() if not self.sources.get(goal.pk))


def measured_of(process: Process, on: date | None = None) -> Standing:
    """How far the goals had come on a day and what they weigh, in two queries whatever their number."""
    tree = tree_of(process, on)
    measurements: dict[int, list[Measurement]] = {}
    rows = Measurement.objects.filter(goal__process=process).order_by("-measured_on", "-pk")
    for row in rows.filter(measured_on__lte=on) if on else rows:
        measurements.setdefault(row.goal_id, []).append(row)
    return Standing(
        tree=tree,
        measurements=measurements,
        progress=progress_of(tree.shape, _scales(tree, measurements), tree.weights),
        whole=weight_in_the_whole(tree.shape, tree.weights),
    )


def standing_of(process: Process) -> Standing:
    """The same with what they rest on and what gets in their way, in two queries more."""
    return replace(measured_of(process), sources=_sources(process), disputed=_disputed(process))


def with_voices(standing: Standing) -> Standing:
    """The same with what organisations said in the latest consultation, in one query more."""
    return replace(standing, tallies=_tallies(standing.tree.process))


def _scales(tree: GoalTree, measurements: Mapping[int, list[Measurement]]) -> dict[int, Scale]:
    return {
        number: Scale(
            goal.indicator.baseline, goal.indicator.target, _latest(measurements.get(number, []))
        )
        for number, goal in tree.goals.items()
        if hasattr(goal, "indicator")
    }


def _latest(rows: Sequence[Measurement]) -> Decimal | None:
    return rows[0].value if rows else None


def _tallies(process: Process) -> dict[str, Tally]:
    """What was said in the latest consultation, each about a goal as it is called today."""
    latest = Consultation.objects.filter(process=process).order_by("-opened_at", "-pk")
    rows = Stance.objects.filter(consultation__in=latest.values("pk")[:1], goal__isnull=False)
    said = rows.values_list("goal__key", "organisation", "answer")
    return tallies(Said(goal, who, Answer(answer)) for goal, who, answer in said)


def _sources(process: Process) -> dict[int, int]:
    counts: dict[int, int] = {}
    cited = GoalEvidence.objects.filter(goal__process=process).order_by()
    for goal in cited.values_list("goal", flat=True):
        counts[goal] = counts.get(goal, 0) + 1
    return counts


def _disputed(process: Process) -> frozenset[int]:
    pairs = Contradiction.objects.filter(first__process=process).values_list("first", "second")
    return frozenset(number for pair in pairs for number in pair)


def contradictions_of(goal: Goal) -> list[tuple[Contradiction, Goal]]:
    """What a goal gets in the way of, with the other goal."""
    rows = Contradiction.objects.filter(Q(first=goal) | Q(second=goal))
    found = rows.select_related("first", "second").order_by("marked_at", "pk")
    return [(one, one.second if one.first_id == goal.pk else one.first) for one in found]


def progress_in_words(progress: Progress) -> str:
    """ "55 %" where all is measured, else how much is missing; never 0 for want of a value."""
    if progress.part is None:
        if progress.wanted == 1:
            return _("not measured yet")
        return _("none of %(wanted)d measured") % {"wanted": progress.wanted}
    part = percent(progress.part)
    if progress.is_complete:
        return part
    return _("%(part)s; %(measured)d of %(wanted)d measured") % {
        "part": part,
        "measured": progress.measured,
        "wanted": progress.wanted,
    }


def progress_in_a_sentence(progress: Progress) -> str:
    """The same as a sentence: what stands first on the card of a goal."""
    if progress.part is None:
        return _("How far this goal is has not been measured yet.")
    part = percent(progress.part)
    if progress.is_complete:
        return _("This goal is reached to %(part)s.") % {"part": part}
    words = {"part": part, "measured": progress.measured, "wanted": progress.wanted}
    return (
        _(
            "As far as it is measured, this goal is reached to %(part)s: %(measured)d of %(wanted)d "
            "goals have a value."
        )
        % words
    )


def percent(part: Fraction) -> str:
    """A part of the whole as people read it: "55 %", and "below 1 %" rather than 0."""
    if 0 < part < Fraction(1, 200):
        return _("below 1 %")
    return _("%(number)s %%") % {"number": number_format(round(part * 100))}


def goals_in_words(number: int) -> str:
    if not number:
        return _("No goals yet")
    return ngettext("One goal", "%(number)d goals", number) % {"number": number}
