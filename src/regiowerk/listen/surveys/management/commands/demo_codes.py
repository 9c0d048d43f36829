"""Plays how the example office codes open answers and asks towns for quotations."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from regiowerk.listen.surveys.management.coding import play_coding
from regiowerk.listen.surveys.management.example import example_wave, send_mails
from regiowerk.listen.surveys.management.playing import office_of
from regiowerk.listen.surveys.models import Coding


class Command(BaseCommand):
    help = "Code the open answers of the example survey; only with REGIOWERK_DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("process", help="key of the process")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            message = _("Example codings exist only in the demo. Set REGIOWERK_DEMO=1 for it.")
            raise CommandError(message, returncode=2)
        wave, _opened_at = example_wave(options["process"])
        with transaction.atomic():
            play_coding(wave, office_of(wave))
        send_mails(wave)
        number = Coding.objects.filter(submission__participation__wave=wave).count()
        self.stdout.write(_("%(number)d passages are coded.") % {"number": number})
