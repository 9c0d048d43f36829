from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from regiowerk.ground.journal.domain.personal import ON_RECORD, Personal
from regiowerk.listen.codes.models import Code
from regiowerk.listen.surveys.models.submissions import Submission


class Coding(models.Model):
    """A passage of an answer is about a theme, as one person read it."""

    PERSONAL: ClassVar[Personal] = {"coded_by": ON_RECORD}

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="codings")
    path = models.CharField(max_length=300)
    rows = models.CharField(max_length=200, blank=True)  # ids of the rows around it, "a/b"
    start = models.PositiveIntegerField()  # in code points, as domain.passages counts
    end = models.PositiveIntegerField()
    words = models.TextField()  # as they stood there; never changed
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    coder = models.PositiveSmallIntegerField()  # who it was, as a number that may travel
    coded_at = models.DateTimeField()
    coded_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "path", "rows", "start", "end", "code", "coder"],
                name="coding_once_per_passage_code_and_coder",
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="coding_has_words"),
        ]

    def __str__(self) -> str:
        return self.words
