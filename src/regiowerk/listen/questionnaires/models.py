from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, ON_RECORD, Personal
from regiowerk.ground.process.models import Process


class Questionnaire(models.Model):
    """A question form of a process, through all its versions."""

    PERSONAL: ClassVar[Personal] = {"begun_by": ON_RECORD}

    class Purpose(models.TextChoices):
        SURVEY = "survey", _("survey")
        INTERVIEW = "interview", _("interview guide")
        INVENTORY = "inventory", _("inventory")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="questionnaires")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.SURVEY)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "key"], name="questionnaire_key_once_per_process"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=["survey", "interview", "inventory"]),
                name="questionnaire_purpose_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One state of a questionnaire: canonical JSON with its hash, and the author's own file."""

    PERSONAL: ClassVar[Personal] = {"begun_by": ON_RECORD, "published_by": ON_RECORD}

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        RETIRED = "retired", _("retired")

    class Origin(models.TextChoices):
        XLSFORM = "xlsform", _("XLSForm workbook")
        LIMESURVEY = "limesurvey", _("LimeSurvey file")
        EDITOR = "editor", _("editor")

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    origin = models.CharField(max_length=10, choices=Origin)
    definition = models.TextField()  # canonical JSON of domain.instrument.Instrument
    content_hash = models.CharField(max_length=64)  # SHA-256 of the definition
    file_name = models.CharField(max_length=200, blank=True)
    file_content = models.BinaryField(blank=True, default=bytes)  # the author's file, byte by byte
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "number"], name="version_number_once_per_questionnaire"
            ),
            models.UniqueConstraint(
                fields=["questionnaire"],
                condition=Q(state="draft"),
                name="version_one_draft_per_questionnaire",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published", "retired"]),
                name="version_state_known",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["xlsform", "limesurvey", "editor"]),
                name="version_origin_known",
            ),
            models.CheckConstraint(
                condition=Q(content_hash__regex=r"^[0-9a-f]{64}$"), name="version_hash_is_a_sha256"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True, published_by="")
                | (~Q(state="draft") & Q(published_at__isnull=False) & ~Q(published_by="")),
                name="version_published_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_at__gte=F("begun_at")),
                name="version_published_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} ({self.number})"


class ImportFinding(models.Model):
    """Something the import noticed, with the place in the author's file and what to do."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    class Level(models.TextChoices):
        ERROR = "error", _("must be corrected")
        WARNING = "warning", _("should be looked at")
        NOTE = "note", _("for your information")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField()
    level = models.CharField(max_length=8, choices=Level)
    kind = models.SlugField(max_length=60)  # "unknown-function": the key of its sentence
    sheet = models.CharField(max_length=60, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)  # counted as the spreadsheet counts
    column = models.CharField(max_length=80, blank=True)
    values = models.TextField(blank=True)  # canonical JSON of what the sentence names

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="import_finding_position_once"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["error", "warning", "note"]),
                name="import_finding_level_known",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
