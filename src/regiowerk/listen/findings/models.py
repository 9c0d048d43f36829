from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, ON_RECORD, Personal
from regiowerk.ground.process.models import InfrastructureArea, Process


class Finding(models.Model):
    """A need, obstacle, strength, potential or trend that the analysis brought to light."""

    PERSONAL: ClassVar[Personal] = {"recorded_by": ON_RECORD}

    class Kind(models.TextChoices):
        NEED = "need", _("Need")
        OBSTACLE = "obstacle", _("Obstacle")
        STRENGTH = "strength", _("Strength")
        POTENTIAL = "potential", _("Potential")
        TREND = "trend", _("Trend")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="findings")
    key = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind)
    statement = models.CharField(max_length=300)
    explanation = models.TextField(blank=True)
    area = models.ForeignKey(
        InfrastructureArea,
        on_delete=models.PROTECT,
        related_name="findings",
        null=True,
        blank=True,
    )
    position = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="finding_key_once_per_process"),
            models.CheckConstraint(
                condition=Q(kind__in=["need", "obstacle", "strength", "potential", "trend"]),
                name="finding_kind_known",
            ),
        ]
        indexes = [models.Index(fields=["process", "kind", "position"], name="findings_by_kind")]

    def __str__(self) -> str:
        return self.statement


class Citation(models.Model):
    """Where a finding is read: document, page, the words themselves."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="citations")
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    place = models.CharField(max_length=120, blank=True)  # "slide 14", "question 8"
    words = models.TextField(blank=True)
    source_on = models.DateField(null=True, blank=True)
    source_url = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "position"], name="citation_position_once_per_finding"
            ),
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def line(self) -> str:
        """Where it is read, in one line: "Interim report, slide 14 (10 January 2022)"."""
        line = f"{self.source}, {self.place}" if self.place else self.source
        return f"{line} ({date_format(self.source_on)})" if self.source_on else line
