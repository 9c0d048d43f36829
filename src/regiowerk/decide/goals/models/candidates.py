from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.goals.models.goals import Goal
from regiowerk.ground.journal.domain.personal import ON_RECORD, Personal
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Finding


class Candidate(models.Model):
    """A proposed goal with its origin, until it is taken up into the tree or set aside with a reason."""

    PERSONAL: ClassVar[Personal] = {"proposed_by": ON_RECORD, "settled_by": ON_RECORD}

    class Origin(models.TextChoices):
        INTERVIEW = "interview", _("Interview")
        WORKSHOP = "workshop", _("Workshop")
        FINDING = "finding", _("Finding")
        ORGANISATION = "organisation", _("Organisation")
        OFFICE = "office", _("Project office")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="goal_candidates")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    reason = models.TextField(blank=True)  # why it should become a goal
    origin = models.CharField(max_length=12, choices=Origin)
    origin_words = models.CharField(max_length=300)  # "workshop of 12 May, table 3"; no persons
    finding = models.ForeignKey(
        Finding, on_delete=models.SET_NULL, related_name="goal_candidates", null=True, blank=True
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)
    goal = models.ForeignKey(
        Goal, on_delete=models.SET_NULL, related_name="candidates", null=True, blank=True
    )
    set_aside_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "key"], name="candidate_key_once_per_process"
            ),
            models.CheckConstraint(
                condition=Q(
                    origin__in=["interview", "workshop", "finding", "organisation", "office"]
                ),
                name="candidate_origin_known",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by="")
                | (Q(settled_at__isnull=False) & ~Q(settled_by="")),
                name="candidate_settled_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | Q(goal__isnull=True, set_aside_because=""),
                name="candidate_becomes_something_only_when_settled",
            ),
        ]

    def __str__(self) -> str:
        return self.title
