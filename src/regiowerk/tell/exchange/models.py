from __future__ import annotations

from typing import ClassVar

from django.db import models

from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, Personal
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation


class Package(models.Model):
    """What a process's package says beside its tables, kept so that it is written out again alike."""

    PERSONAL: ClassVar[Personal] = NOT_PERSONAL

    process = models.OneToOneField(Process, on_delete=models.CASCADE, related_name="package")
    readme = models.TextField(blank=True)  # Markdown: what is fact, from where, what is invented
    licences = models.CharField(max_length=200, blank=True)  # names, with blanks between
    # Organisations that came along although no table speaks of them.
    companions = models.ManyToManyField(Organisation, related_name="packages", blank=True)

    def __str__(self) -> str:
        return f"package of {self.process}"

    @property
    def licence_names(self) -> list[str]:
        return self.licences.split()
