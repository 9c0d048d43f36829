from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from regiowerk.decide.goals.models.goals import Goal
from regiowerk.ground.journal.domain.personal import ON_RECORD, Personal
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Citation, Finding


class GoalEvidence(models.Model):
    """A finding a goal rests on, with a frozen copy of how it read when it was cited."""

    PERSONAL: ClassVar[Personal] = {"cited_by": ON_RECORD}

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="evidence")
    # A finding that is taken out leaves its copy behind.
    finding = models.ForeignKey(
        Finding, on_delete=models.SET_NULL, related_name="goal_evidence", null=True, blank=True
    )
    content = models.TextField()  # canonical JSON, domain/freezing.py
    content_hash = models.CharField(max_length=64)
    # The widest circle that could read the finding when it was cited.
    audience = models.CharField(max_length=6, choices=Citation.Audience)
    note = models.CharField(max_length=300, blank=True)  # why the goal follows from it
    cited_at = models.DateTimeField()
    cited_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "content_hash"], name="goal_evidence_once_per_wording"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["public", "region", "office"]),
                name="goal_evidence_audience_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.content_hash[:8]}"


class TreeVersion(models.Model):
    """The goal tree as it stood on a day: frozen, hashed, never changed."""

    PERSONAL: ClassVar[Personal] = {"frozen_by": ON_RECORD}

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="tree_versions")
    key = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    content = models.TextField()  # canonical JSON, domain/freezing.py
    content_hash = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "number"], name="tree_version_number_once_per_process"
            ),
            models.UniqueConstraint(
                fields=["process", "key"], name="tree_version_key_once_per_process"
            ),
        ]

    def __str__(self) -> str:
        return self.label
