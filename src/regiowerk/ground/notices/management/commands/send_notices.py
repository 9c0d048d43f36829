from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.utils import timezone

from regiowerk.ground.notices import actions


class Command(BaseCommand):
    help = "Send the mails that are due, and queue the daily digests. Call it every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        digests = actions.queue_digests(at=at, language_of=_languages)
        sent = actions.send_due(site=settings.SITE_ADDRESS, at=at)
        self.stdout.write(f"{sent} mails sent, {digests} digests queued")


def _languages(addresses: Iterable[str]) -> Mapping[str, str]:
    """The language each person reads.  People is a higher room, so only its table is asked."""
    users = get_user_model().objects.filter(email__in=list(addresses), is_active=True)
    return dict(users.values_list("email", "language"))
