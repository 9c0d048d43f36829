from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from regiowerk.listen.surveys.models import (
    Link,
    Participation,
    Reminder,
    SectionTask,
    SigningCode,
    Wave,
)

CODES_KEPT = timedelta(days=7)  # as PERSONAL says of them
ADDRESSES_KEPT = timedelta(days=90)  # after the wave has closed


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Delete codes, and the addresses written to for a wave that closed; return how many.

    Names stay: who answered and who signed is part of the official record.
    """
    closed = Wave.objects.filter(closed_at__lte=at - ADDRESSES_KEPT)
    asked = Participation.objects.filter(wave__in=closed)
    of_asked = {"participation__in": asked}
    codes, _per_table = SigningCode.objects.filter(sent_at__lte=at - CODES_KEPT).delete()
    reminders, _per_table = Reminder.objects.filter(**of_asked).delete()
    return (
        codes
        + reminders
        + asked.exclude(coordinator_email="").update(coordinator_email="")
        + SectionTask.objects.filter(**of_asked).exclude(email="").update(email="")
        + Link.objects.filter(**of_asked).exclude(email="").update(email="")
    )
