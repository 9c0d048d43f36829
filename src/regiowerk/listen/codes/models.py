from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.personal import ON_RECORD, Personal
from regiowerk.ground.process.models import Process


class Codebook(models.Model):
    """All codes of a process: open answers, interviews and cards are coded with the same."""

    PERSONAL: ClassVar[Personal] = {"begun_by": ON_RECORD}

    process = models.OneToOneField(Process, on_delete=models.CASCADE, related_name="codebook")
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return str(self.process)


class Code(models.Model):
    """A theme that passages are assigned to, with its definition and an anchor example.

    A merged code keeps what was coded with it; `merged_into` says what it counts as now.
    """

    PERSONAL: ClassVar[Personal] = {"added_by": ON_RECORD, "merged_by": ON_RECORD}

    class Tone(models.TextChoices):
        BLUE = "blue", _("blue")
        GREEN = "green", _("green")
        AMBER = "amber", _("amber")
        RED = "red", _("red")
        VIOLET = "violet", _("violet")
        GREY = "grey", _("grey")

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="codes")
    key = models.SlugField(max_length=60)
    parent = models.ForeignKey(
        "self", on_delete=models.RESTRICT, related_name="children", null=True, blank=True
    )
    name = models.CharField(max_length=120)
    definition = models.TextField(blank=True)
    anchor = models.TextField(blank=True)  # a passage that shows what is meant
    inclusion = models.TextField(blank=True)  # what belongs to it
    exclusion = models.TextField(blank=True)  # what does not, and where it belongs instead
    position = models.PositiveSmallIntegerField()
    is_assignable = models.BooleanField(default=True)  # else it only holds others together
    tone = models.CharField(max_length=6, choices=Tone, default=Tone.GREY)
    merged_into = models.ForeignKey(
        "self", on_delete=models.RESTRICT, related_name="merged", null=True, blank=True
    )
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    merged_at = models.DateTimeField(null=True, blank=True)
    merged_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["codebook", "key"], name="code_key_once_per_codebook"),
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(parent__isnull=False, merged_into__isnull=True),
                name="code_name_once_per_parent",
            ),
            models.UniqueConstraint(
                fields=["codebook", "name"],
                condition=Q(parent__isnull=True, merged_into__isnull=True),
                name="code_name_once_at_the_root",
            ),
            models.CheckConstraint(
                condition=Q(tone__in=["blue", "green", "amber", "red", "violet", "grey"]),
                name="code_tone_known",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="code_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, merged_at__isnull=True, merged_by="")
                | (Q(merged_into__isnull=False, merged_at__isnull=False) & ~Q(merged_by="")),
                name="code_merged_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CodebookVersion(models.Model):
    """A codebook as it was on a day: canonical JSON with its hash, never changed."""

    PERSONAL: ClassVar[Personal] = {"frozen_by": ON_RECORD}

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=200, blank=True)  # "before the second round"
    content = models.TextField()  # canonical JSON, see domain.freezing
    content_hash = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["codebook", "number"], name="codebook_version_number_once"
            ),
            models.CheckConstraint(
                condition=Q(content_hash__regex=r"^[0-9a-f]{64}$"),
                name="codebook_version_hash_is_a_sha256",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codebook} ({self.number})"
