from __future__ import annotations

from regiowerk.decide.ballots.models import Round
from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process, may_take_part
from regiowerk.ground.regions.models import Organisation


def may_run_round(actor: Actor, process: Process) -> bool:
    """The project office begins, publishes, opens and closes rounds."""
    return may_run_process(actor, process)


def may_see_round(actor: Actor, round: Round) -> bool:
    """A draft is the office's; what is published, those inside may read."""
    if round.state == Round.State.DRAFT:
        return may_run_round(actor, round.process)
    return may_take_part(actor, round.process)


def may_read_result(actor: Actor, round: Round) -> bool:
    """The result of a public process is everybody's to read, once there is one."""
    if round.state == Round.State.CLOSED and round.process.is_public:
        return True
    return may_see_round(actor, round)


def may_prepare(actor: Actor, organisation: Organisation) -> bool:
    """Any of an organisation's own people may prepare its paper."""
    return actor.organisation_id == organisation.pk and actor.role in {
        Role.CONTACT,
        Role.HEAD,
        Role.OFFICE,
        Role.EXPERT,
    }


def may_cast(actor: Actor, organisation: Organisation, *, heads_only: bool) -> bool:
    """Whose mandate is enough to hand in the paper of an organisation."""
    roles = {Role.HEAD} if heads_only else {Role.HEAD, Role.CONTACT, Role.OFFICE}
    return actor.organisation_id == organisation.pk and actor.role in roles
