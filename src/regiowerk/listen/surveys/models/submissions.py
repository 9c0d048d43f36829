from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.personal import ON_RECORD, SEVEN_DAYS, Personal
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.surveys.models.participations import Link, Participation


class Submission(models.Model):
    """What an organisation handed in: immutable, canonical JSON with its hash."""

    PERSONAL: ClassVar[Personal] = {"handed_in_by": ON_RECORD}

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="submissions")
    content = models.TextField()  # canonical JSON
    content_hash = models.CharField(max_length=64)
    handed_in_at = models.DateTimeField()
    handed_in_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "number"], name="submission_number_once"
            ),
            models.CheckConstraint(
                condition=Q(content_hash__regex=r"^[0-9a-f]{64}$"),
                name="submission_hash_is_a_sha256",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation} ({self.number})"


class SignOff(models.Model):
    """An authorised person agrees to what stands in certain sections; later changes void it."""

    PERSONAL: ClassVar[Personal] = {
        "person": ON_RECORD,
        "function": ON_RECORD,
        "signed_by": ON_RECORD,
        "voided_by": ON_RECORD,
    }

    class Step(models.TextChoices):
        DEPARTMENT = "department", _("department")
        HEAD = "head", _("head of the organisation")

    class Method(models.TextChoices):
        SIGN_IN = "sign_in", _("signed in anew")
        LINK_AND_CODE = "link_and_code", _("personal link and code")
        PAPER = "paper", _("on paper, confirmed by the organisation")

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="sign_offs"
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="sign_offs", null=True, blank=True
    )
    step = models.CharField(max_length=10, choices=Step)
    scope = models.TextField()  # names of the sections, one a line
    content_hash = models.CharField(max_length=64)  # of what stood there when it was signed
    person = models.CharField(max_length=200)
    function = models.CharField(max_length=200)
    is_deputy = models.BooleanField(default=False)
    statement = models.TextField()  # the words agreed to
    method = models.CharField(max_length=14, choices=Method)
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=200)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=["department", "head"]), name="sign_off_step_known"
            ),
            models.CheckConstraint(
                condition=Q(method__in=["sign_in", "link_and_code", "paper"]),
                name="sign_off_method_known",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by="")
                | (Q(voided_at__isnull=False) & ~Q(voided_by="")),
                name="sign_off_voided_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(content_hash__regex=r"^[0-9a-f]{64}$"),
                name="sign_off_hash_is_a_sha256",
            ),
        ]

    def __str__(self) -> str:
        return self.person


class SigningCode(models.Model):
    """The code sent to the address in the mandate, needed beside the personal link."""

    PERSONAL: ClassVar[Personal] = {"code_hash": SEVEN_DAYS}

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="signing_code_expires_after_sending"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link}"


class Reopening(models.Model):
    """Sections that may be changed after handing in, and why; closed by the next submission."""

    PERSONAL: ClassVar[Personal] = {"opened_by": ON_RECORD}

    class Cause(models.TextChoices):
        RETURNED = "returned", _("returned by the office")
        ASKED = "asked", _("asked for by the organisation")
        VERSION = "version", _("the questionnaire changed")

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="reopenings"
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="reopenings", null=True, blank=True
    )
    cause = models.CharField(max_length=8, choices=Cause)
    scope = models.TextField()  # names of the sections, one a line
    reason = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    closed_with = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cause__in=["returned", "asked", "version"]),
                name="reopening_cause_known",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
