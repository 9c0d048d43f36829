"""The wave of the example that is played, and its mails."""

from __future__ import annotations

from datetime import datetime, time

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.ground.notices.actions import send_due
from regiowerk.ground.notices.models import Mail
from regiowerk.listen.surveys.models import Wave

SURVEY = "kommunen"


def example_wave(process_key: str) -> tuple[Wave, datetime]:
    """The first wave of the example survey and when it opened; CommandError where there is none."""
    wave = (
        Wave.objects.select_related("survey__process__region", "version")
        .filter(survey__process__key=process_key, survey__key=SURVEY)
        .order_by("number")
        .first()
    )
    if wave is None or wave.opened_at is None:
        message = _("The process “%(key)s” has no open example survey.")
        raise CommandError(message % {"key": process_key}, returncode=2)
    return wave, wave.opened_at


def send_mails(wave: Wave) -> None:
    """The mails go out on the days they were written, so that their links can be tried."""
    story_day = settings.STORY_DAY or wave.closes_on
    begins = timezone.make_aware(datetime.combine(story_day, time()))
    waiting = Mail.objects.filter(sent_at=None, given_up_at=None, due_at__lt=begins)
    for due_at in waiting.order_by("due_at").values_list("due_at", flat=True).distinct():
        send_due(site=settings.SITE_ADDRESS, at=due_at)
