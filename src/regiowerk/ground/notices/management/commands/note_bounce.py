from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from regiowerk.ground.notices import actions

# A report with the whole mail in it is far smaller.
MOST = 2_000_000


class Command(BaseCommand):
    help = "Read one mail that came back from standard input. Let the mail server call it."

    def handle(self, *args: Any, **options: Any) -> None:
        mail = actions.note_bounce(content=sys.stdin.buffer.read(MOST), at=timezone.now())
        self.stdout.write("noted" if mail else "not about a mail of ours")
