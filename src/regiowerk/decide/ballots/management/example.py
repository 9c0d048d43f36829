"""The process of the example that votes are played in."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation


def example_process(key: str) -> tuple[Process, Organisation]:
    """An example process and the organisation of its office; CommandError where there is none."""
    rows = Process.objects.select_related("region__regiopole")
    process = rows.filter(key=key, is_example=True).first()
    if process is None or process.region.regiopole is None:
        message = _("There is no example process “%(key)s”.")
        raise CommandError(message % {"key": key}, returncode=2)
    return process, process.region.regiopole
