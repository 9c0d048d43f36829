"""How one sees that a goal is reached: its indicator and the values measured for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from regiowerk.decide.goals.actions.record import GoalRefusedError, tell
from regiowerk.decide.goals.models import Goal, Indicator, Measurement
from regiowerk.ground.journal.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What an indicator says: its name, from which value to which, until when, and where it is read."""

    name: str
    unit: str
    baseline: Decimal
    baseline_year: int | None
    target: Decimal
    target_year: int
    source: str


@transaction.atomic
def set_indicator(*, goal: Goal, yardstick: Yardstick, by: Actor, at: datetime) -> None:
    """Say how the goal is measured, for the first time or anew; values measured so far stay."""
    if yardstick.baseline == yardstick.target:
        raise GoalRefusedError(_("The target is the same as the value at the beginning."))
    Indicator.objects.update_or_create(goal=goal, defaults=asdict(yardstick))
    tell("indicator.set", goal, by, at)


@transaction.atomic
def remove_indicator(*, goal: Goal, by: Actor, at: datetime) -> None:
    """Measure the goal no longer; values that were measured are lost with it."""
    goal.measurements.all().delete()
    Indicator.objects.filter(goal=goal).delete()
    tell("indicator.removed", goal, by, at)


@transaction.atomic
def record_measurement(
    *, goal: Goal, measured_on: date, value: Decimal, source: str, by: Actor, at: datetime
) -> Measurement:
    """Write down a value of a day; another value of the same day takes its place."""
    if not Indicator.objects.filter(goal=goal).exists():
        raise GoalRefusedError(_("First say by which indicator this goal is measured."))
    measurement, _new = Measurement.objects.update_or_create(
        goal=goal,
        measured_on=measured_on,
        defaults={
            "value": value,
            "source": source,
            "recorded_at": at,
            "recorded_by": by.label,
        },
    )
    tell("measurement.recorded", goal, by, at)
    return measurement


@transaction.atomic
def remove_measurement(*, measurement: Measurement, by: Actor, at: datetime) -> None:
    """Take back a value that was wrong."""
    measurement.delete()
    tell("measurement.removed", measurement.goal, by, at)
