from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from regiowerk.decide.goals.models.goals import Goal
from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, ON_RECORD, Personal


class Indicator(models.Model):
    """How one sees that a goal is reached: from which value, to which, until when, says who."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    goal = models.OneToOneField(Goal, on_delete=models.CASCADE, related_name="indicator")
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60, blank=True)
    baseline = models.DecimalField(max_digits=14, decimal_places=2)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=2)
    target_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)  # where the values are from

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(baseline=F("target")), name="indicator_has_a_way_to_go"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Measurement(models.Model):
    """A value of a goal's indicator on a day, and who measured it."""

    PERSONAL: ClassVar[Personal] = {"recorded_by": ON_RECORD}

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="measurements")
    measured_on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "measured_on"], name="measurement_once_per_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.value}"
