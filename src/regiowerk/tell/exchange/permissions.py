from __future__ import annotations

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process


def may_take_answers(actor: Actor, process: Process) -> bool:
    """What others answered is not everybody's: only the project office takes it along."""
    return actor.is_system or may_run_process(actor, process)
