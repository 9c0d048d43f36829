"""Why a goal is one, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.goals.models import Goal
from regiowerk.decide.goals.queries.chain import (
    Founding,
    Use,
    foundings_of,
    life_in_links,
    said_about,
    uses_in,
)
from regiowerk.decide.goals.queries.votes import became_of
from regiowerk.ground.process.domain.chain import Link
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.queries.readers import Reader


@dataclass(frozen=True, slots=True)
class GoalChain:
    """A goal with what it rests on and what became of it, as one circle may read it."""

    sentence: str
    why: Sequence[Founding]
    unseen: str
    past: Sequence[Link]
    said: Sequence[Link]
    became: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Told:
    """A goal as it is taken along with the chain."""

    goal: Goal
    why: Sequence[Use]
    became: Sequence[Link]


def chain_of(goal: Any, reader: Reader, *, is_member: bool) -> GoalChain:
    """Upstream to the sources of its findings, downstream to what it is part of.

    The goal comes with the number of findings it rests on, as `goal_for_reader` reads it.
    """
    why = foundings_of(goal, reader)
    past, parts = life_in_links(goal, is_member=is_member)
    return GoalChain(
        sentence=_sentence(len(why), goal.cited),
        why=why,
        unseen=_unseen(goal.cited - len(why)),
        past=past,
        said=said_about(goal) if is_member else (),
        became=[*parts, *became_of(goal.process, [goal])[goal.pk]],
    )


def told_of(process: Process, reader: Reader) -> list[Told]:
    """All goals that rest on something the reader may know of, in three queries."""
    whys: dict[Goal, list[Use]] = {}
    for use in uses_in(process, reader):
        whys.setdefault(use.goal, []).append(use)
    became = became_of(process, list(whys)) if whys else {}
    return [Told(goal, why, became[goal.pk]) for goal, why in whys.items()]


def by_finding(told: Iterable[Told]) -> Mapping[int, list[Goal]]:
    """The goals that rest on each finding, by its id."""
    found: dict[int, dict[int, Goal]] = {}
    for one in told:
        for use in one.why:
            if use.lives_in is not None:
                found.setdefault(use.lives_in, {})[one.goal.pk] = one.goal
    return {finding: list(goals.values()) for finding, goals in found.items()}


def _sentence(seen: int, cited: int) -> str:
    if not cited:
        return _("This goal names no finding yet.")
    if not seen:
        return _("What this goal rests on was told to a smaller circle.")
    text = ngettext(
        "This goal rests on one finding.", "This goal rests on %(number)d findings.", seen
    )
    return text % {"number": seen}


def _unseen(unseen: int) -> str:
    text = ngettext(
        "One further finding is not shown: it was told to a smaller circle.",
        "%(unseen)d further findings are not shown: they were told to a smaller circle.",
        unseen,
    )
    return text % {"unseen": unseen} if unseen else ""
