"""Plays how the example office publishes results: once, once refused, and once with more answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.listen.surveys.management.example import example_wave
from regiowerk.listen.surveys.management.publishing import Attempt, play_releases

# Day of the month in which the wave opened: six have handed in, then three more, then thirteen.
ATTEMPTS = (
    (14, "region", "Beispiel: ein erster Stand für die Region.", False),
    (18, "region", "Beispiel: drei weitere Kommunen sind dabei.", False),
    (21, "public", "Beispiel: Zwischenstand; die Befragung läuft noch bis 11. Februar.", True),
)


class Command(BaseCommand):
    help = "Publish results of the example survey; only with REGIOWERK_DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("process", help="key of the process")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            message = _("Example results exist only in the demo. Set REGIOWERK_DEMO=1 for it.")
            raise CommandError(message, returncode=2)
        wave, opened_at = example_wave(options["process"])
        with transaction.atomic():
            published = play_releases(wave, tuple(_attempts(opened_at)))
        said = _("%(published)d of %(attempts)d attempts to publish results led to a release.")
        self.stdout.write(said % {"published": published, "attempts": len(ATTEMPTS)})


def _attempts(opened_at: datetime) -> Iterator[Attempt]:
    """At six in the evening of each day."""
    first = timezone.localdate(opened_at).replace(day=1)
    for day, audience, note, leaves_out in ATTEMPTS:
        moment = datetime.combine(first.replace(day=day), time(18))
        yield Attempt(timezone.make_aware(moment), audience, note, leaves_out)
