from __future__ import annotations

from regiowerk.decide.goals.models import Consultation, Weighing
from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process, may_take_part

SPEAKING = {Role.CONTACT, Role.HEAD, Role.OFFICE}


def may_edit_goals(actor: Actor, process: Process) -> bool:
    """The project office keeps the tree; everybody else speaks in the consultation."""
    return may_run_process(actor, process)


def may_see_weighing(actor: Actor, weighing: Weighing, *, is_published: bool) -> bool:
    """A weighing that is prepared is the office's; once its rule is published, those inside see it."""
    if not is_published:
        return may_edit_goals(actor, weighing.process)
    return may_take_part(actor, weighing.process)


def may_propose_goal(actor: Actor, process: Process) -> bool:
    """Whoever takes part for an organisation may propose a goal."""
    return may_take_part(actor, process) and (actor.is_system or actor.role != Role.READER)


def may_read_stances(actor: Actor, process: Process) -> bool:
    """What an organisation says about a goal is said to the region, by name."""
    return may_take_part(actor, process)


def may_state_stance(actor: Actor, consultation: Consultation) -> bool:
    """An organisation's own people speak for it while the consultation is open."""
    return (
        consultation.closed_at is None
        and may_take_part(actor, consultation.process)
        and actor.organisation_id is not None
        and actor.role in SPEAKING
    )
