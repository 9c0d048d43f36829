from __future__ import annotations

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.permissions import is_inside, may_manage_region


def may_read_process(actor: Actor, process: Process) -> bool:
    """A public process is everybody's to read; any other only for the organisations inside."""
    return process.is_public or is_inside(actor, process.region)


def may_take_part(actor: Actor, process: Process) -> bool:
    return is_inside(actor, process.region)


def may_run_process(actor: Actor, process: Process) -> bool:
    """The project office opens and closes stages, plans, and reminds."""
    return may_manage_region(actor, process.region)
