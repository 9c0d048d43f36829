from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from regiowerk.decide.ballots.actions import forgetting as ballots
from regiowerk.ground.notices import actions as notices
from regiowerk.ground.people import actions as people
from regiowerk.listen.surveys.actions import forgetting as surveys


class Command(BaseCommand):
    help = "Delete personal data whose time of keeping is over. Call it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        forgotten = notices.forget(at=at) + people.forget(at=at) + surveys.forget(at=at)
        forgotten += ballots.forget(at=at)
        self.stdout.write(f"{forgotten} records deleted")
