from __future__ import annotations

from django.conf import settings
from django.tasks import task
from django.utils import timezone

from regiowerk.ground.notices import actions


@task()
def send_mails() -> int:
    """Send what is due."""
    return actions.send_due(site=settings.SITE_ADDRESS, at=timezone.now())
