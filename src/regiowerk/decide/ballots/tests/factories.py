"""Rounds by the verbs of the room, so that what tests stand on is what really happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.actions import OptionFacts, RoundFacts, Sent
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.models import (
    Bundle,
    Chamber,
    Draft,
    Exclusion,
    Link,
    Option,
    OwnShare,
    Paper,
    Proxy,
    Result,
    Round,
    Voter,
)
from regiowerk.decide.ballots.queries.links import hash_of
from regiowerk.ground.journal.domain.actor import SYSTEM, Actor, Role
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Mandate, Organisation
from regiowerk.ground.regions.tests.factories import a_mandate, an_actor

OFFICE = Actor(user_label="Projektbüro", organisation_label="Stadt Mitte")
APPROVAL = Rulebook(Form.APPROVAL, Method.MOST, seats=1)
DAY = date(2022, 1, 24)
TOKEN = "ein-geheimes-wort"


def a_round(
    process: Process,
    rule: Rulebook = APPROVAL,
    *,
    title: str = "Themen",
    options: Sequence[str] = ("Alpha", "Beta", "Gamma"),
    voters: Sequence[Organisation] = (),
) -> Round:
    """A round that is being prepared."""
    round = actions.begin_round(
        process=process,
        facts=RoundFacts(
            title=title,
            question="Welches Thema vertiefen wir?",
            rule=rule,
            opens_on=DAY,
            closes_on=DAY + timedelta(days=13),
        ),
        by=OFFICE,
        at=AT,
    )
    for label in options:
        actions.add_option(round=round, facts=OptionFacts(label), by=OFFICE, at=AT)
    if voters:
        choose(round, voters)
    return round


def choose(round: Round, voters: Sequence[Organisation], kind: str = "bodies") -> Chamber:
    """Let these organisations vote in a chamber."""
    return actions.choose_voters(
        round=round,
        kind=kind,
        label=str(Chamber.Kind(kind).label),
        voters=[Sent(one) for one in voters],
        by=OFFICE,
        at=AT,
    )


def opened(round: Round) -> Round:
    """The same round, published and open."""
    actions.publish_round(round=round, seed=7, by=OFFICE, at=AT)
    actions.open_round(round=round, by=OFFICE, at=AT)
    return round


def an_option(round: Round) -> Option:
    """The first of its options."""
    return round.options.order_by("position")[0]


def an_own_share(option: Option, organisation: Organisation) -> OwnShare:
    return OwnShare.objects.create(
        option=option, organisation=organisation, amount=Decimal("1000.00")
    )


def an_exclusion(option: Option, organisation: Organisation) -> Exclusion:
    return Exclusion.objects.create(
        option=option, organisation=organisation, reason="Eigenes Vorhaben"
    )


def a_chamber(round: Round) -> Chamber:
    """The chamber of its organisations."""
    return round.chambers.get(kind="bodies")


def a_voter(round: Round, organisation: Organisation) -> Voter:
    """The vote of an organisation in a round."""
    return Voter.objects.get(chamber__round=round, organisation=organisation)


def somebody(voter: Voter, role: Role = Role.CONTACT) -> Actor:
    """Somebody with a mandate of the voter's organisation."""
    region = voter.chamber.round.process.region
    held = Mandate.objects.filter(organisation=voter.organisation, region=region, role=role)
    mandate = held.first() or a_mandate(region, voter.organisation, role=role)
    return an_actor(mandate.user)


def a_paper(
    voter: Voter, marks: Marks, *, receipt: str = "", seen: int = 0, at: datetime = AT
) -> Paper:
    """A paper handed in for a voter."""
    return actions.cast_paper(
        voter=voter,
        marks=marks,
        seen=seen,
        receipt=receipt or f"R{voter.pk:03d}-{seen + 1:03d}",
        desk="user-1",
        by=somebody(voter),
        at=at,
    )


def a_draft(voter: Voter, marks: Marks, desk: str = "user-1") -> Draft:
    return actions.save_draft(voter=voter, marks=marks, desk=desk, by=somebody(voter), at=AT)


def a_proxy(voter: Voter, holder: Organisation) -> Proxy:
    return Proxy.objects.create(voter=voter, holder=holder, given_at=AT, given_by="Stadt Mitte")


def a_link(voter: Voter, *, token: str = TOKEN, may_cast: bool = True) -> Link:
    return Link.objects.create(
        voter=voter,
        may_cast=may_cast,
        name="Fachbereich Zentrale Dienste",
        email="zentrale.dienste@example.org",
        token_hash=hash_of(token),
        made_at=AT,
        made_by="Stadt Mitte",
        expires_at=AT + timedelta(days=30),
    )


def a_result(round: Round) -> Result:
    """The result of an open round, on the day after its last one."""
    at = AT + timedelta(days=(round.closes_on - AT.date()).days + 1)
    actions.close_round(round=round, by=OFFICE, at=at)
    return actions.count_round(round=round, by=SYSTEM, at=at)


def a_bundle(process: Process, *, title: str = "Gewichte", rounds: Sequence[Round] = ()) -> Bundle:
    """Rounds put together, in the order in which they were begun."""
    bundle = actions.begin_bundle(process=process, title=title, by=OFFICE, at=AT)
    for round in rounds:
        round.bundle = bundle
        round.save(update_fields=["bundle"])
    return bundle
