from __future__ import annotations

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process, may_take_part


def may_edit_questionnaires(actor: Actor, process: Process) -> bool:
    """The project office writes, imports and publishes questionnaires."""
    return may_run_process(actor, process)


def may_read_questionnaires(actor: Actor, process: Process) -> bool:
    """Whoever takes part reads what has been published."""
    return may_take_part(actor, process)
