from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.personal import ON_RECORD, Personal
from regiowerk.ground.process.models import InfrastructureArea, Process
from regiowerk.listen.surveys.models import Quotation, Release, Submission


class Finding(models.Model):
    """A need, obstacle, strength, potential or trend that the analysis brought to light."""

    PERSONAL: ClassVar[Personal] = {"recorded_by": ON_RECORD, "merged_by": ON_RECORD}

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
    # A merged finding stays: whatever rests on it finds the one it lives on in.
    merged_into = models.ForeignKey(
        "self", on_delete=models.CASCADE, related_name="merged", null=True, blank=True
    )
    merged_at = models.DateTimeField(null=True, blank=True)
    merged_by = models.CharField(max_length=200, blank=True)
    split_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="parts", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="finding_key_once_per_process"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, merged_at__isnull=True, merged_by="")
                | (Q(merged_at__isnull=False) & ~Q(merged_by="")),
                name="finding_merged_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["need", "obstacle", "strength", "potential", "trend"]),
                name="finding_kind_known",
            ),
        ]
        indexes = [models.Index(fields=["process", "kind", "position"], name="findings_by_kind")]

    def __str__(self) -> str:
        return self.statement


class Citation(models.Model):
    """Evidence of a finding: where it is read, and what was cited, frozen as it stood then."""

    PERSONAL: ClassVar[Personal] = {"cited_by": ON_RECORD}

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("published document")
        TABLE = "table", _("figures of a survey")
        CHART = "chart", _("chart of a survey")
        ANSWER = "answer", _("answer of an organisation")
        QUOTATION = "quotation", _("quotation the organisation agreed to")

    class Audience(models.TextChoices):
        """Who may read what was cited; the class of the source, never a wider one."""

        PUBLIC = "public", _("everybody")
        REGION = "region", _("members of the region")
        OFFICE = "office", _("the project office and the organisation itself")

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="citations")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.DOCUMENT)
    # What is cited, one of them; of a published document its name says enough.
    release = models.ForeignKey(
        Release, on_delete=models.RESTRICT, related_name="citations", null=True, blank=True
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.RESTRICT, related_name="citations", null=True, blank=True
    )
    quotation = models.ForeignKey(
        Quotation, on_delete=models.RESTRICT, related_name="citations", null=True, blank=True
    )
    question = models.CharField(max_length=300, blank=True)  # key of the table, path of the answer
    rows = models.CharField(max_length=200, blank=True)  # of a repeated question
    answer = models.CharField(max_length=120, blank=True)  # code; "": the whole question
    breakdown = models.CharField(max_length=310, blank=True)  # "": all organisations
    group = models.CharField(max_length=2000, blank=True)  # codes of the group in a breakdown
    # The frozen copy.
    source = models.CharField(max_length=300)
    place = models.CharField(max_length=300, blank=True)  # "slide 14", "question 8"
    words = models.TextField(blank=True)
    source_on = models.DateField(null=True, blank=True)
    source_url = models.CharField(max_length=300, blank=True)
    base = models.CharField(max_length=120, blank=True)  # "n = 24"
    version = models.PositiveSmallIntegerField(null=True, blank=True)  # of the questionnaire
    figures = models.TextField(blank=True)  # canonical JSON of the released table
    source_hash = models.CharField(max_length=64, blank=True)  # of what is cited, to compare
    audience = models.CharField(max_length=6, choices=Audience, default=Audience.PUBLIC)
    cited_at = models.DateTimeField()
    cited_by = models.CharField(max_length=200)
    came_from = models.CharField(max_length=300, blank=True)  # the finding it was cited for first

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "position"], name="citation_position_once_per_finding"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["document", "table", "chart", "answer", "quotation"]),
                name="citation_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["public", "region", "office"]),
                name="citation_audience_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="document", release=None, submission=None, quotation=None)
                | Q(
                    kind__in=["table", "chart"],
                    release__isnull=False,
                    submission=None,
                    quotation=None,
                )
                | Q(kind="answer", release=None, submission__isnull=False, quotation=None)
                | Q(kind="quotation", release=None, submission=None, quotation__isnull=False),
                name="citation_names_exactly_one_source",
            ),
            models.CheckConstraint(
                condition=Q(kind="document", source_hash="")
                | (~Q(kind="document") & Q(source_hash__regex=r"^[0-9a-f]{64}$")),
                name="citation_of_a_source_has_its_sha256",
            ),
        ]
        indexes = [models.Index(fields=["release", "question"], name="citations_of_a_question")]

    def __str__(self) -> str:
        return self.source

    @property
    def line(self) -> str:
        """Where it is read, in one line: "Interim report, slide 14 (10 January 2022)"."""
        line = f"{self.source}, {self.place}" if self.place else self.source
        return f"{line} ({date_format(self.source_on)})" if self.source_on else line

    @property
    def is_frozen(self) -> bool:
        """Whether it was copied from a source of this house, and never changes."""
        return self.kind != self.Kind.DOCUMENT
