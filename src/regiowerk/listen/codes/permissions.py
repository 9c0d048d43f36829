from __future__ import annotations

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process


def may_keep_codebook(actor: Actor, process: Process) -> bool:
    """The project office keeps the codebook and codes with it."""
    return may_run_process(actor, process)
