from __future__ import annotations

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process


def may_ask_for_report(actor: Actor, process: Process) -> bool:
    """The project office orders reports; whoever may read the process reads them."""
    return may_run_process(actor, process)
