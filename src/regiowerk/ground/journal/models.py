from __future__ import annotations

from typing import ClassVar

from django.db import models

from regiowerk.ground.journal.domain.personal import ON_RECORD, Personal


class Entry(models.Model):
    """One deed.  Append-only, and without foreign keys: it outlives what it tells of."""

    PERSONAL: ClassVar[Personal] = {"user_number": ON_RECORD, "user_label": ON_RECORD}

    happened_at = models.DateTimeField()
    deed = models.CharField(max_length=80)
    user_number = models.BigIntegerField(null=True, blank=True)
    user_label = models.CharField(max_length=200, blank=True)
    organisation_number = models.BigIntegerField(null=True, blank=True)
    organisation_label = models.CharField(max_length=200, blank=True)
    mandate_number = models.BigIntegerField(null=True, blank=True)
    object_label = models.CharField(max_length=300)
    object_address = models.CharField(max_length=300, blank=True)
    region_key = models.CharField(max_length=60, blank=True)
    process_key = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deed__contains="."), name="entry_deed_is_room_and_verb"
            ),
        ]
        indexes = [
            models.Index(fields=["process_key", "-happened_at", "-id"], name="entry_of_process"),
            models.Index(fields=["region_key", "-happened_at", "-id"], name="entry_of_region"),
        ]

    def __str__(self) -> str:
        return f"{self.deed}: {self.object_label}"
