from __future__ import annotations

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process


def may_record_finding(actor: Actor, process: Process) -> bool:
    """The project office writes down what the analysis shows."""
    return may_run_process(actor, process)
