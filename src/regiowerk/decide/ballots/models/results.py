from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from regiowerk.decide.ballots.models.rounds import Round
from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, Personal


class Result(models.Model):
    """What a round came to: the record anybody can count again, and what is shown of it."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="result")
    record = models.TextField()  # canonical JSON, domain.rounds.record
    record_hash = models.CharField(max_length=64)
    # What follows from the record and takes long to work out: other rules, firmness, reasons.
    panels = models.TextField()  # canonical JSON, domain.rounds.panels

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(record_hash__regex=r"^[0-9a-f]{64}$"), name="result_hash_is_a_sha256"
            ),
        ]

    def __str__(self) -> str:
        return self.record_hash
