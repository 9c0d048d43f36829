"""Plays what happens between inviting and signing, so that the example shows every state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.ground.notices.actions import note_bounce
from regiowerk.ground.notices.models import Mail
from regiowerk.listen.surveys.actions.reminding import remind_due
from regiowerk.listen.surveys.management.example import example_wave, send_mails
from regiowerk.listen.surveys.management.playing import (
    Scene,
    Sequel,
    Step,
    Town,
    play_sequel,
)
from regiowerk.listen.surveys.models import Participation, Wave

# Days after the wave opened.  Every state is there, most towns in the one the eye falls on first;
# Verl has not yet named anybody to write to, and is still to be invited.
SCENES = (
    Scene("ags-05762016", Step.CONTESTED, opened=1, worked=7, sections=6),  # Brakel
    Scene("ags-05774008", Step.DELEGATED, opened=2, worked=9, sections=3),  # Bad Lippspringe
    Scene("ags-05774040", Step.BEGUN, opened=3, worked=4, sections=2),  # Bad Wünnenberg
    Scene("ags-05958024", Step.BEGUN, opened=6, worked=11, sections=5),  # Marsberg
    Scene("ags-05762008", Step.WAITING, opened=1, worked=5, sections=99),  # Beverungen
    Scene("ags-05774012", Step.WAITING, opened=2, worked=10, sections=99),  # Borchen
    Scene("ags-05774028", Step.OPENED, opened=1),  # Lichtenau
    Scene("ags-05766064", Step.OPENED, opened=8),  # Schlangen
    Scene("ags-05974016", Step.OPENED, opened=10),  # Erwitte
    Scene("ags-05762012", Step.INVITED),  # Borgentreich
    Scene("ags-05762024", Step.INVITED),  # Marienmünster
    Scene("ags-05762032", Step.INVITED),  # Steinheim
    Scene("ags-05766012", Step.INVITED),  # Barntrup
    Scene("ags-05762040", Step.INVITED),  # Willebadessen
)
SEQUELS = (
    Sequel(
        "ags-05774004",  # Altenbeken
        is_return=True,
        section="staff",
        reason="Beispiel: Die Zahl der Stellen ist höher als im Stellenplan. Bitte prüfen Sie sie.",
        after=timedelta(hours=2),
    ),
    Sequel(
        "ags-05762028",  # Nieheim
        is_return=False,
        section="cooperation",
        reason="Beispiel: Sie haben uns gebeten, die Wünsche zur Zusammenarbeit zu ergänzen.",
        after=timedelta(days=1),
    ),
)
# Whose coordinator has left the house, so that the last mail comes back.
BOUNCED = "ags-05762040"  # Willebadessen
REPORT = """Content-Type: multipart/report; report-type=delivery-status; boundary="rand"

--rand
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 Beispiel: Empfaenger unbekannt

--rand
Content-Type: text/rfc822-headers

Message-ID: <%s@example.org>

--rand--
"""


class Command(BaseCommand):
    help = "Play the states of the example survey; only with REGIOWERK_DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("process", help="key of the process")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            message = _("Example surveys exist only in the demo. Set REGIOWERK_DEMO=1 for it.")
            raise CommandError(message, returncode=2)
        wave, opened_at = example_wave(options["process"])
        with transaction.atomic():
            played = _play(wave, opened_at)
        send_mails(wave)
        _remind(wave, opened_at)
        send_mails(wave)
        _bounce(wave)
        said = _("%(played)d of %(scenes)d towns were played, the others had been before.")
        self.stdout.write(said % {"played": played, "scenes": len(SCENES) + len(SEQUELS)})


def _play(wave: Wave, opened_at: datetime) -> int:
    """Play all towns in which nothing has happened yet; how many."""
    by_key = _participations(wave)
    played = 0
    for scene in SCENES:
        participation = by_key[scene.town]
        if participation.state == Participation.State.PLANNED:
            Town(participation, opened_at, scene).play()
            played += 1
    for sequel in SEQUELS:
        participation = by_key[sequel.town]
        if participation.state == Participation.State.SUBMITTED:
            play_sequel(participation, sequel)
            played += 1
    return played


def _participations(wave: Wave) -> Mapping[str, Participation]:
    found = wave.participations.select_related("organisation", "version").order_by("pk")
    for participation in found:
        participation.wave = wave
    return {participation.organisation.key: participation for participation in found}


def _remind(wave: Wave, opened_at: datetime) -> None:
    """The ladder is climbed every day at ten, as the operator's clock would have it."""
    tokens = (f"demo-reminder-{number}" for number in count())
    last = settings.STORY_DAY or wave.closes_on
    day = timezone.localdate(opened_at)
    while day < last:
        at = timezone.make_aware(datetime.combine(day, time(10)))
        remind_due(tokens=tokens, at=at)
        day += timedelta(days=1)


def _bounce(wave: Wave) -> None:
    """The mail server of one town knew nobody of the name."""
    town = wave.participations.filter(organisation__key=BOUNCED).first()
    if town is None:
        return
    mail = Mail.objects.filter(to=town.coordinator_email, sent_at__isnull=False).last()
    if mail is not None and mail.sent_at is not None:
        name = f"mail-{mail.pk}-{mail.queued_at:%Y%m%d%H%M%S}"
        note_bounce(content=(REPORT % name).encode(), at=mail.sent_at)
