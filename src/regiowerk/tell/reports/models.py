from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.personal import ON_RECORD, Personal
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.surveys.models import Release


class Report(models.Model):
    """The project insight of one day: frozen content, its fingerprint, and the files made from it."""

    PERSONAL: ClassVar[Personal] = {"asked_by": ON_RECORD}

    class Language(models.TextChoices):
        GERMAN = "de", "Deutsch"
        ENGLISH = "en", "English"

    class State(models.TextChoices):
        WAITING = "waiting"
        WRITING = "writing"
        DONE = "done"
        FAILED = "failed"

    class Audience(models.TextChoices):
        REGION = "region", _("members of the region")
        PUBLIC = "public", _("everybody")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="reports")
    # For whom it was written: evidence the region alone may read stays with the region, whoever
    # may read the process later.
    audience = models.CharField(max_length=6, choices=Audience, default=Audience.REGION)
    on = models.DateField()  # the state of which day it shows
    language = models.CharField(max_length=2, choices=Language, default=Language.GERMAN)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True, blank=True)
    content = models.TextField(blank=True)  # canonical JSON of the deck
    content_hash = models.CharField(max_length=64, blank=True)
    findings = models.TextField(blank=True)  # keys of those that stand in it, one per line
    slides_file = models.FileField(upload_to="reports", blank=True)
    pdf_file = models.FileField(upload_to="reports", blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "writing", "done", "failed"]),
                name="report_state_known",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["region", "public"]), name="report_audience_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["de", "en"]), name="report_language_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(done_at__isnull=False) & ~Q(content_hash="")),
                name="report_done_has_hash_and_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process} {self.on}"


class InsightSlide(models.Model):
    """A finding or a chart of published results the office has chosen for the interim results."""

    PERSONAL: ClassVar[Personal] = {"chosen_by": ON_RECORD}

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="insight_slides")
    position = models.PositiveSmallIntegerField()
    finding = models.ForeignKey(
        Finding, on_delete=models.CASCADE, related_name="insight_slides", null=True, blank=True
    )
    release = models.ForeignKey(
        Release, on_delete=models.CASCADE, related_name="insight_slides", null=True, blank=True
    )
    question = models.CharField(max_length=300, blank=True)  # key of the table in the release
    headline = models.CharField(max_length=160, blank=True)  # "": what the figures say themselves
    note = models.TextField(blank=True)  # for whoever speaks
    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__isnull=False, release__isnull=True, question="")
                | (Q(finding__isnull=True, release__isnull=False) & ~Q(question="")),
                name="insight_slide_shows_a_finding_or_a_question",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or (str(self.finding) if self.finding else self.question)
