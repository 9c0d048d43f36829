from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from regiowerk.ground.notices.actions import send_due
from regiowerk.listen.surveys import actions


class Command(BaseCommand):
    help = "Remind those whose day has come, in working hours only. Call it every hour."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        number = actions.remind_due(tokens=_tokens(), at=at)
        send_due(site=settings.SITE_ADDRESS, at=at)
        self.stdout.write(f"{number} reminders sent")


def _tokens() -> Iterator[str]:
    while True:
        yield secrets.token_urlsafe(32)
