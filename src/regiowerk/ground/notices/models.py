from __future__ import annotations

from typing import ClassVar

from django.db import models

from regiowerk.ground.journal.domain.personal import NINETY_DAYS, Personal


class Mail(models.Model):
    """One mail in the outbox; written with the deed, sent afterwards, never twice."""

    PERSONAL: ClassVar[Personal] = {
        "to": NINETY_DAYS,
        "subject": NINETY_DAYS,
        "text": NINETY_DAYS,
        "problem": NINETY_DAYS,
    }

    to = models.EmailField(max_length=200)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    # The same key is never queued twice: a deed that is repeated tells nobody again.
    once_key = models.CharField(max_length=200, unique=True)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(given_up_at__isnull=True),
                name="mail_is_sent_or_given_up",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="mail_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Notice(models.Model):
    """Something a person should know the next time they look in; unread ones join the digest."""

    PERSONAL: ClassVar[Personal] = {"recipient": NINETY_DAYS, "text": NINETY_DAYS}

    recipient = models.EmailField(max_length=200)
    text = models.CharField(max_length=300)
    address = models.CharField(max_length=300, blank=True)
    once_key = models.CharField(max_length=200, unique=True)
    noticed_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    digested_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["recipient", "-noticed_at"], name="notices_of_a_person")]

    def __str__(self) -> str:
        return self.text
