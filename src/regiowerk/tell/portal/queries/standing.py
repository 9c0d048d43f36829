from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.process.domain.calendar import State
from regiowerk.ground.process.queries import (
    Plan,
    StageOnDay,
    elapsed_in_words,
    standing_in_words,
)

STATES = {
    State.CLOSED: "done",
    State.OPEN: "now",
    State.OVERDUE: "late",
    State.DUE_TO_OPEN: "late",
    State.PLANNED: "next",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage in the strip of stages."""

    label: str
    hint: str
    state: str
    address: str


@dataclass(frozen=True, slots=True)
class StandingInWords:
    """Where a process stands: the answer, the figures behind it, and the strip of stages."""

    answer: str
    sentence: str
    steps: tuple[Step, ...]


def standing_of(plan: Plan) -> StandingInWords:
    return StandingInWords(
        answer=standing_in_words(plan.standing),
        sentence=elapsed_in_words(plan.standing),
        steps=tuple(_step(plan, row) for row in plan.stages),
    )


def _step(plan: Plan, row: StageOnDay) -> Step:
    address = f"{reverse('process:plan', args=[plan.process.key])}#{row.stage.key}"
    return Step(row.stage.label, _hint(plan, row), STATES[row.state], address)


def _hint(plan: Plan, row: StageOnDay) -> str:
    stage = row.stage
    if row.state is State.CLOSED and stage.dates.closed_on:
        return _("closed on %(day)s") % {"day": date_format(stage.dates.closed_on)}
    if row.state is State.OPEN:
        days = (stage.ends_on - plan.on).days
        return ngettext("open, %(days)d day left", "open, %(days)d days left", days) % {
            "days": days
        }
    if row.state is State.OVERDUE:
        days = (plan.on - stage.ends_on).days
        return ngettext("%(days)d day over", "%(days)d days over", days) % {"days": days}
    if stage.is_approximate:
        return _("from about %(month)s") % {"month": date_format(stage.starts_on, "F Y")}
    return _("from %(day)s") % {"day": date_format(stage.starts_on)}
