"""A round is prepared: question, rule, options, and who votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.ballots.actions.telling import tell, tell_of_bundle
from regiowerk.decide.ballots.domain.rounds.rulebook import Asked, Rulebook
from regiowerk.decide.ballots.models import (
    Bundle,
    Chamber,
    Exclusion,
    Option,
    OwnShare,
    Round,
    Voter,
)
from regiowerk.decide.ballots.queries.rounds import rule_of, rule_text
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.process.actions import places
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation

DEEDS: Sentences = {
    "bundle.begun": _("%(who)s put several votes together: “%(what)s”."),
    "round.begun": _("%(who)s began the vote “%(what)s”."),
    "round.edited": _("%(who)s changed the vote “%(what)s” while it was being prepared."),
    "option.added": _("%(who)s added an option to the vote “%(what)s”."),
    "option.edited": _("%(who)s changed an option of the vote “%(what)s”."),
    "option.moved": _("%(who)s moved an option of the vote “%(what)s”."),
    "option.removed": _("%(who)s removed an option from the vote “%(what)s”."),
    "criteria.chosen": _("%(who)s chose by what the options of “%(what)s” are rated."),
    "voters.chosen": _("%(who)s chose who votes on “%(what)s”."),
}


class PublishedError(Exception):
    """The rule, the options and the voters stand once they are published."""

    def __str__(self) -> str:
        return str(
            _(
                "The rule of this vote is published and cannot be changed any more. "
                "If something has to be different, please cancel this vote and begin a new one."
            )
        )


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What is asked, by which rule, and from when to when."""

    title: str
    question: str
    rule: Rulebook
    opens_on: date
    closes_on: date
    purpose: str = ""
    bundle: Bundle | None = None  # rounds that are voted on together
    follows: Round | None = None  # the round in which the same was asked before


@dataclass(frozen=True, slots=True)
class OptionFacts:
    """What is voted on, in plain values; money in euros."""

    label: str
    note: str = ""
    cost: Decimal | None = None
    group: str = ""
    own_shares: tuple[tuple[Organisation, Decimal], ...] = ()
    excluded: tuple[tuple[Organisation, str], ...] = ()  # with the reason
    key: str = ""  # as it was in another round; else it follows from the label


@dataclass(frozen=True, slots=True)
class Sent:
    """An organisation that votes; experts and citizens with name and address."""

    organisation: Organisation
    name: str = ""
    email: str = ""
    number: int = field(default=1)


@dataclass(frozen=True, slots=True)
class Seats:
    """A chamber with those who vote in it."""

    kind: str
    label: str
    voters: tuple[Sent, ...]


@transaction.atomic
def begin_bundle(*, process: Process, title: str, by: Actor, at: datetime) -> Bundle:
    """Begin an errand of several rounds; they are begun one by one."""
    Process.objects.select_for_update().get(pk=process.pk)
    taken = set(process.bundles.values_list("key", flat=True))
    bundle = Bundle.objects.create(
        process=process,
        key=key_from(title, taken=taken),
        title=title,
        begun_at=at,
        begun_by=by.label,
    )
    tell_of_bundle("bundle.begun", bundle, by, at)
    return bundle


@transaction.atomic
def begin_round(*, process: Process, facts: RoundFacts, by: Actor, at: datetime) -> Round:
    """Begin a round; nobody but the office sees it before its rule is published."""
    Process.objects.select_for_update().get(pk=process.pk)
    taken = set(process.rounds.values_list("key", flat=True))
    round = Round.objects.create(
        process=process,
        key=key_from(facts.title, taken=taken),
        title=facts.title,
        question=facts.question,
        purpose=facts.purpose,
        bundle=facts.bundle,
        follows=facts.follows,
        form=facts.rule.form.value,
        rule=rule_text(facts.rule),
        opens_on=facts.opens_on,
        closes_on=facts.closes_on,
        begun_at=at,
        begun_by=by.label,
    )
    tell("round.begun", round, by, at)
    return round


@transaction.atomic
def put_to_vote(
    *,
    process: Process,
    facts: RoundFacts,
    options: Sequence[OptionFacts],
    chambers: Sequence[Seats],
    by: Actor,
    at: datetime,
) -> Round:
    """Begin a round with its options and its voters at once; it is a draft as any other."""
    round = begin_round(process=process, facts=facts, by=by, at=at)
    taken: set[str] = set()
    for position, one in enumerate(options, 1):
        key = one.key or key_from(one.label, taken=taken)
        taken.add(key)
        _write_parts(_new_option(round, key, position, one), one)
    for chamber in chambers:
        if chamber.voters:
            made = Chamber.objects.create(round=round, kind=chamber.kind, label=chamber.label)
            _seat(made, chamber.voters)
    return round


@transaction.atomic
def edit_round(*, round: Round, facts: RoundFacts, by: Actor, at: datetime) -> None:
    """Change what is asked or how it is counted, before it is published."""
    lock_draft(round)
    round.title, round.question, round.purpose = facts.title, facts.question, facts.purpose
    round.form, round.rule = facts.rule.form.value, rule_text(facts.rule)
    round.opens_on, round.closes_on = facts.opens_on, facts.closes_on
    round.save(
        update_fields=["title", "question", "purpose", "form", "rule", "opens_on", "closes_on"]
    )
    tell("round.edited", round, by, at)


@transaction.atomic
def add_option(*, round: Round, facts: OptionFacts, by: Actor, at: datetime) -> Option:
    """Put something to the vote."""
    lock_draft(round)
    taken = set(round.options.values_list("key", flat=True))
    position = places.last_position(Option.objects.filter(round=round))
    option = _new_option(round, key_from(facts.label, taken=taken), position, facts)
    _write_parts(option, facts)
    tell("option.added", round, by, at)
    return option


@transaction.atomic
def edit_option(*, option: Option, facts: OptionFacts, by: Actor, at: datetime) -> None:
    """Correct an option; its key stays."""
    lock_draft(option.round)
    option.label, option.note = facts.label, facts.note
    option.cost, option.group = facts.cost, facts.group
    option.save(update_fields=["label", "note", "cost", "group"])
    option.own_shares.all().delete()
    option.exclusions.all().delete()
    _write_parts(option, facts)
    tell("option.edited", option.round, by, at)


@transaction.atomic
def move_option(*, option: Option, direction: Direction, by: Actor, at: datetime) -> None:
    """Put an option one place further up or down on the paper."""
    lock_draft(option.round)
    siblings = Option.objects.filter(round=option.round_id)
    places.move(items=siblings, item=option, direction=direction)
    tell("option.moved", option.round, by, at)


@transaction.atomic
def remove_option(*, option: Option, by: Actor, at: datetime) -> None:
    """Take an option off the paper."""
    lock_draft(option.round)
    option.delete()
    tell("option.removed", option.round, by, at)


@transaction.atomic
def choose_voters(
    *, round: Round, kind: str, label: str, voters: Sequence[Sent], by: Actor, at: datetime
) -> Chamber:
    """Say who votes in a chamber; nobody: the chamber does not vote."""
    lock_draft(round)
    chamber, _new = Chamber.objects.get_or_create(round=round, kind=kind, defaults={"label": label})
    chamber.label = label
    chamber.save(update_fields=["label"])
    chamber.voters.all().delete()
    _seat(chamber, voters)
    if not voters:
        chamber.delete()
    tell("voters.chosen", round, by, at)
    return chamber


def _seat(chamber: Chamber, voters: Sequence[Sent]) -> None:
    Voter.objects.bulk_create(
        Voter(
            chamber=chamber,
            organisation=one.organisation,
            number=one.number,
            name=one.name[:200],
            email=one.email,
        )
        for one in voters
    )


def _new_option(round: Round, key: str, position: int, facts: OptionFacts) -> Option:
    return Option.objects.create(
        round=round,
        key=key,
        label=facts.label,
        note=facts.note,
        position=position,
        cost=facts.cost,
        group=facts.group,
    )


@transaction.atomic
def choose_criteria(*, round: Round, criteria: tuple[Asked, ...], by: Actor, at: datetime) -> None:
    """Say by what options are rated, and how much each criterion weighs."""
    lock_draft(round)
    round.rule = rule_text(replace(rule_of(round), criteria=criteria))
    round.save(update_fields=["rule"])
    tell("criteria.chosen", round, by, at)


def lock_draft(round: Round) -> None:
    """Nobody publishes while something is changed, and nothing is changed once it is published."""
    round.state = Round.objects.select_for_update().values_list("state", flat=True).get(pk=round.pk)
    if round.state != Round.State.DRAFT:
        raise PublishedError


def _write_parts(option: Option, facts: OptionFacts) -> None:
    OwnShare.objects.bulk_create(
        OwnShare(option=option, organisation=organisation, amount=amount)
        for organisation, amount in facts.own_shares
    )
    Exclusion.objects.bulk_create(
        Exclusion(option=option, organisation=organisation, reason=reason[:300])
        for organisation, reason in facts.excluded
    )
