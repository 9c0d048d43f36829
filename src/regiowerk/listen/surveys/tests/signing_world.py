"""Participations on their way to a signature, and behind it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.people.tests.factories import AT, a_user
from regiowerk.ground.regions.models import Mandate
from regiowerk.ground.regions.tests.factories import a_mandate
from regiowerk.listen.surveys.actions.signing import Signature, sign
from regiowerk.listen.surveys.actions.submitting import hand_in
from regiowerk.listen.surveys.models import (
    Link,
    Participation,
    SignOff,
    Submission,
)
from regiowerk.listen.surveys.queries.signing import Signatory
from regiowerk.listen.surveys.queries.submissions import draft_of
from regiowerk.listen.surveys.tests.factories import TO_SIGN, a_writer, answered
from regiowerk.listen.surveys.tests.town_hall import ADDRESS, WEBSITE


def whole(participation: Participation) -> Participation:
    """All required questions are answered, as a coordinator would."""
    answered(participation, WEBSITE, "yes")
    answered(participation, ADDRESS, "www.nebel.example.org")
    return participation


def a_signatory(participation: Participation, email: str = "rat@example.org") -> Mandate:
    """Rita Rat signs for the organisation."""
    user = a_user(email, name="Rita Rat")
    region = participation.wave.survey.process.region
    return a_mandate(region, participation.organisation, role=Role.HEAD, user=user)


def waiting(participation: Participation, *, token: str = TO_SIGN) -> Link:
    """The answers are whole and wait for Rita Rat."""
    whole(participation)
    mandate = a_signatory(participation)
    who = Signatory(mandate.pk, mandate.user_id, mandate.user.name, mandate.user.email)
    return hand_in(
        participation=participation, signatory=who, token=token, writer=a_writer(), at=AT
    )


def a_signature(**changed: Any) -> Signature:
    words = "Ich bin berechtigt und gebe frei."
    return Signature(
        **{
            "person": "Rita Rat",
            "function": "Bürgermeisterin",
            "statement": words,
            "method": SignOff.Method.LINK_AND_CODE,
            **changed,
        }
    )


def signed(participation: Participation, *, at: datetime = AT) -> Submission:
    """What stands there is signed and handed in."""
    return sign(
        participation=participation,
        signature=a_signature(),
        seen=draft_of(participation, at).content_hash,
        by=Actor(user_label="Rita Rat", organisation_label="Stadt Nebel"),
        at=at,
    )
