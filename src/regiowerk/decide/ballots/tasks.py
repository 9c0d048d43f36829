from __future__ import annotations

from django.tasks import task
from django.utils import timezone

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.models import Round
from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.notices.tasks import send_mails


@task()
def count_round(round_id: int) -> None:
    """Count a closed round, and tell the result; a round that is counted already stays as it is."""
    round = Round.objects.select_related("process__region").get(pk=round_id)
    if round.state != Round.State.COUNTING:
        return
    actions.count_round(round=round, by=SYSTEM, at=timezone.now())
    send_mails.enqueue()
