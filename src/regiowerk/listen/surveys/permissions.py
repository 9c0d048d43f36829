from __future__ import annotations

from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process
from regiowerk.ground.regions.permissions import is_inside
from regiowerk.listen.surveys.models import Participation

ANSWERING = frozenset({Role.CONTACT, Role.HEAD, Role.OFFICE})


def may_run_survey(actor: Actor, process: Process) -> bool:
    """The project office fields surveys, invites, reminds and evaluates."""
    return may_run_process(actor, process)


def is_of_organisation(actor: Actor, participation: Participation) -> bool:
    """Whether somebody acts for the organisation that is asked."""
    region = participation.wave.survey.process.region
    return is_inside(actor, region) and actor.organisation_id == participation.organisation_id


def may_answer(actor: Actor, participation: Participation) -> bool:
    """An organisation's own people answer; experts and readers do not."""
    return is_of_organisation(actor, participation) and actor.role in ANSWERING


def may_enter_for(actor: Actor, participation: Participation) -> bool:
    """The office types what came on paper or by phone, where this was agreed."""
    process = participation.wave.survey.process
    return participation.is_by_office and may_run_process(actor, process)


def may_sign(actor: Actor, participation: Participation) -> bool:
    """The head of an organisation signs for it."""
    return is_of_organisation(actor, participation) and actor.role == Role.HEAD
