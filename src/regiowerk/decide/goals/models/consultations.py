from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.goals.models.goals import Goal
from regiowerk.decide.goals.models.versions import TreeVersion
from regiowerk.ground.journal.domain.personal import ON_RECORD, Personal
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation


class Consultation(models.Model):
    """The organisations are asked what they think of the goals of one frozen version, until a day."""

    PERSONAL: ClassVar[Personal] = {"opened_by": ON_RECORD, "closed_by": ON_RECORD}

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="consultations")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    question = models.TextField(blank=True)  # Markdown: what it is about, what happens next
    version = models.ForeignKey(
        TreeVersion, on_delete=models.RESTRICT, related_name="consultations"
    )
    closes_on = models.DateField()  # last day
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "key"], name="consultation_key_once_per_process"
            ),
            # One at a time: nobody has to wonder which question is meant.
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(closed_at__isnull=True),
                name="consultation_open_once_per_process",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="consultation_closed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="consultation_closes_after_it_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Reply(models.Model):
    """An organisation has looked at all goals and handed in what it says about them."""

    PERSONAL: ClassVar[Personal] = {"handed_in_by": ON_RECORD}

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="replies")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="goal_replies"
    )
    remark = models.TextField(blank=True)
    handed_in_at = models.DateTimeField()
    handed_in_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "organisation"], name="reply_once_per_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.consultation}"


class Stance(models.Model):
    """What an organisation says about one goal as it was put to it, why, and what it would bring in."""

    PERSONAL: ClassVar[Personal] = {"stated_by": ON_RECORD}

    class Answer(models.TextChoices):
        SUPPORT = "support", _("support")
        SUPPORT_WITH_NOTE = "support_with_note", _("support with a note")
        NEUTRAL = "neutral", _("neutral")
        OBJECT = "object", _("object")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="stances")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="goal_stances"
    )
    # The goal may be merged or removed later; what was said about it stays.
    goal = models.ForeignKey(
        Goal, on_delete=models.SET_NULL, related_name="stances", null=True, blank=True
    )
    goal_key = models.SlugField(max_length=60)  # in the frozen version
    answer = models.CharField(max_length=20, choices=Answer)
    reason = models.TextField(blank=True)
    contribution = models.TextField(blank=True)
    stated_at = models.DateTimeField()
    stated_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "organisation", "goal_key"],
                name="stance_once_per_organisation_and_goal",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["support", "support_with_note", "neutral", "object"]),
                name="stance_answer_known",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["support", "neutral"]) | ~Q(reason=""),
                name="stance_note_and_objection_have_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.goal_key}"
