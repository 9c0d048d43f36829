from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.frozen import fingerprint
from regiowerk.ground.journal.domain.personal import ON_RECORD, Personal
from regiowerk.listen.surveys.models.submissions import Submission


class Quotation(models.Model):
    """Words of an answer that may be used outside once the organisation has agreed to them."""

    PERSONAL: ClassVar[Personal] = {"proposed_by": ON_RECORD, "decided_by": ON_RECORD}

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for the organisation")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("not approved")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("everybody")
        REGION = "region", _("members of the region")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="quotations")
    number = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=300)
    rows = models.CharField(max_length=200, blank=True)  # ids of the rows around it, "a/b"
    start = models.PositiveIntegerField()  # in code points, as domain.passages counts
    end = models.PositiveIntegerField()
    words = models.TextField()  # as they stand in the submission; never changed
    text = models.TextField()  # as they may be used
    visibility = models.CharField(max_length=6, choices=Visibility)
    is_named = models.BooleanField(default=False)  # the organisation is named beside it
    purpose = models.TextField(blank=True)  # what the office wants it for
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    reason = models.TextField(blank=True)  # what the organisation said about its decision
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number"], name="quotation_number_once_per_submission"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "approved", "declined"]),
                name="quotation_state_known",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["public", "region"]),
                name="quotation_visibility_known",
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="quotation_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by="", state="proposed")
                | (Q(decided_at__isnull=False) & ~Q(decided_by="") & ~Q(state="proposed")),
                name="quotation_decided_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def content_hash(self) -> str:
        """What a citation keeps of it: another text, circle or name gives another hash."""
        return fingerprint(
            {
                "text": self.text,
                "visibility": self.visibility,
                "is_named": self.is_named,
                "is_approved": self.state == self.State.APPROVED,
            }
        )
