from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, ON_RECORD, Personal
from regiowerk.listen.surveys.models.participations import Wave
from regiowerk.listen.surveys.models.submissions import Submission


class Release(models.Model):
    """Results of a wave made known together: frozen tables, and from whose answers they come."""

    PERSONAL: ClassVar[Personal] = {"asked_by": ON_RECORD, "released_by": ON_RECORD}

    class Audience(models.TextChoices):
        OFFICE = "office", _("project office only")
        REGION = "region", _("members of the region")
        PUBLIC = "public", _("everybody")

    class State(models.TextChoices):
        PREPARING = "preparing", _("being prepared")
        DRAFT = "draft", _("ready to be looked at")
        FAILED = "failed", _("could not be prepared")
        RELEASED = "released", _("published")

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="releases")
    state = models.CharField(max_length=10, choices=State, default=State.PREPARING)
    number = models.PositiveSmallIntegerField()
    audience = models.CharField(max_length=6, choices=Audience)
    note = models.TextField(blank=True)  # what readers should know, Markdown
    content = models.TextField(blank=True)  # canonical JSON of the tables
    content_hash = models.CharField(max_length=64, blank=True)
    against = models.TextField(blank=True)  # JSON: why it must not be published
    left_out = models.TextField(blank=True)  # keys of questions that stay as published before
    crossings = models.TextField(blank=True)  # a question and the one it is crossed with per line
    problem = models.CharField(max_length=300, blank=True)
    # What was published of each organisation's answers; read to check the next release, never shown.
    register = models.TextField(blank=True)
    snapshot = models.BinaryField()  # ZIP of three Parquet files; of exact questions only
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "number"], name="release_number_once"),
            models.CheckConstraint(
                condition=Q(audience__in=["office", "region", "public"]),
                name="release_audience_known",
            ),
            models.CheckConstraint(
                condition=Q(content_hash="") | Q(content_hash__regex=r"^[0-9a-f]{64}$"),
                name="release_hash_is_a_sha256",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["preparing", "draft", "failed", "released"]),
                name="release_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="released")
                | (Q(released_at__isnull=False) & ~Q(released_by="") & ~Q(content_hash="")),
                name="release_published_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave} ({self.number})"

    @property
    def questions_left_out(self) -> list[str]:
        return self.left_out.split()

    @property
    def crossings_chosen(self) -> list[tuple[str, str]]:
        """Keys of questions told in totals only, and of those by whose answers they are broken down."""
        pairs = (line.split() for line in self.crossings.splitlines())
        return [(question, other) for question, other in pairs]


class ReleaseMember(models.Model):
    """A submission whose answers are in a release."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="members")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="releases")
    content_hash = models.CharField(max_length=64)  # of the submission as it was then

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "submission"], name="submission_once_per_release"
            ),
        ]

    def __str__(self) -> str:
        return str(self.submission)
