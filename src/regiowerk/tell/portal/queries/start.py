"""The start pages: the office sees the process, an organisation its next step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.queries import outline_of
from regiowerk.ground.regions import queries as regions
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.ground.regions.models import Organisation
from regiowerk.tell.portal.queries import findings_in, history, organisation as one, turns
from regiowerk.tell.portal.queries.standing import standing_of

SHOWN = 6


@dataclass(frozen=True, slots=True)
class KeyFigure:
    value: str
    label: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class ShownTurns:
    """The first turns, and how many organisations are waited for in all."""

    shown: list[turns.Turn]
    organisations: int


@dataclass(frozen=True, slots=True)
class NextStep:
    label: str
    reason: str
    effort: str
    address: str


def for_office(process: Process, actor: Actor, on: date) -> dict[str, object]:
    """Where are we, whose turn is it, what is new."""
    plan = outline_of(process, on)
    standing, waited_for = standing_of(plan), turns.Turns(plan)
    return {
        "process": process,
        "heading": standing.answer,
        "standing": standing,
        "turns": ShownTurns(waited_for[:SHOWN], len(waited_for)),
        "turns_sentence": turns.turns_in_words(len(waited_for)),
        "figures": tuple(_figures(process, waited_for)),
        "news": history.latest(process, actor),
    }


def _figures(process: Process, waited_for: turns.Turns) -> Iterator[KeyFigure]:
    """The two numbers that matter while the region listens."""
    silence = waited_for.silence
    done = silence.members - silence.silent
    yield KeyFigure(
        _("%(done)d of %(all)d") % {"done": done, "all": silence.members},
        _("organisations have checked what is written about them"),
    )
    found = findings_in(process)
    yield KeyFigure(str(found), ngettext("finding is recorded", "findings are recorded", found))


def for_organisation(process: Process, organisation: Organisation, on: date) -> dict[str, object]:
    """One card with the next step; below, what the process means for the organisation."""
    best = regions.best_figures(organisation, on)
    plan = outline_of(process, on)
    steps = [_next(step) for step in turns.own_steps(plan, organisation.pk)]
    return {
        "process": process,
        "organisation": organisation,
        "heading": steps[0].label if steps else _("There is nothing you have to do right now"),
        "step": steps[0] if steps else None,
        "other_steps": steps[1:],
        "standing": standing_of(plan),
        "meaning_sentences": one.meaning(process, organisation, plan, best),
    }


def _next(step: OpenStep) -> NextStep:
    due = _("until %(day)s") % {"day": date_format(step.due_on)} if step.due_on else ""
    parts = [part for part in (turns.effort(step), due) if part]
    return NextStep(step.label, step.reason, ", ".join(parts), step.address)
