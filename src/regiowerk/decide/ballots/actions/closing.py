"""A round is closed: its papers are counted, and of secret ones nothing says whose they are."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.ballots.actions.mailing import mail_result
from regiowerk.decide.ballots.actions.opening import RoundStateError, check_published, lock_in
from regiowerk.decide.ballots.actions.telling import tell
from regiowerk.decide.ballots.domain.records import digest
from regiowerk.decide.ballots.domain.rounds.panels import panels_of
from regiowerk.decide.ballots.domain.rounds.record import record_of
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.domain.rounds.weights import too_rare
from regiowerk.decide.ballots.models import (
    Draft,
    Link,
    Paper,
    Proxy,
    Result,
    Round,
    Voter,
    paper_id,
)
from regiowerk.decide.ballots.queries.rounds import (
    ballot_of,
    chambers_of,
    current_papers,
    rule_of,
    voters_of,
)
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences

DEEDS: Sentences = {
    "round.closed": _("%(who)s closed the vote “%(what)s”; the papers are counted."),
    "round.counted": _("The papers of the vote “%(what)s” are counted; its result stands."),
    "voter.took_part": _("Took part: %(what)s."),
}


class TooEarlyError(Exception):
    """A window that was announced is kept, unless everybody has voted."""

    def __init__(self, closes_on: date) -> None:
        super().__init__(closes_on)
        self.closes_on = closes_on

    def __str__(self) -> str:
        words = {"last": date_format(self.closes_on)}
        return str(
            _(
                "The vote runs to %(last)s, and some have not voted yet. "
                "It can be closed after that day, or once all have voted."
            )
            % words
        )


class TooFewForSecrecyError(Exception):
    """So few papers carry a weight that it could be guessed whose they are."""

    def __init__(self, papers: int, alike: int) -> None:
        super().__init__(papers, alike)
        self.papers, self.alike = papers, alike

    def __str__(self) -> str:
        words = {"papers": self.papers, "alike": self.alike}
        return str(
            _(
                "Of papers with the same weight only %(papers)d were handed in; for a secret vote "
                "it takes %(alike)d. Please prolong the vote, or cancel it: then the papers are "
                "destroyed unread."
            )
            % words
        )


@transaction.atomic
def close_round(*, round: Round, by: Actor, at: datetime) -> None:
    """Nothing is taken or changed any more, and nothing says whose a secret paper is; now it is counted."""
    lock_in(round, Round.State.OPEN)
    check_published(round)
    voters = list(voters_of(round).select_for_update(of=("self",)))
    if timezone.localdate(at) <= round.closes_on and not all(one.has_voted for one in voters):
        raise TooEarlyError(round.closes_on)
    if rule_of(round).is_secret:
        _cut_all(round, voters, by, at)
    Draft.objects.filter(voter__chamber__round=round).delete()
    round.closed_at, round.closed_by, round.state = at, by.label, Round.State.COUNTING
    round.save(update_fields=["closed_at", "closed_by", "state"])
    _end_rights(round, by, at)
    tell("round.closed", round, by, at)


def count_round(*, round: Round, by: Actor, at: datetime) -> Result:
    """Count the papers of a closed round and freeze the result; nobody waits for it meanwhile.

    Counting again what stands already is refused: RoundStateError.
    """
    if round.state != Round.State.COUNTING:
        raise RoundStateError(round.state)
    ballot = ballot_of(round)
    record, panels = record_of(_question(round), ballot), panels_of(ballot)
    with transaction.atomic():
        lock_in(round, Round.State.COUNTING)
        result = Result.objects.create(
            round=round, record=record.decode(), record_hash=digest(record), panels=panels.decode()
        )
        round.state = Round.State.CLOSED
        round.save(update_fields=["state"])
        tell("round.counted", round, by, at)
        mail_result(result, at)
    return result


def _cut_all(round: Round, voters: list[Voter], by: Actor, at: datetime) -> None:
    papers = list(current_papers(round))
    _check_secrecy(round, rule_of(round), papers)
    _cut(round, papers)
    Voter.objects.filter(chamber__round=round).update(cast_number=0)
    _tell_participation(round, voters, by, at)


def _check_secrecy(round: Round, rule: Rulebook, papers: list[Paper]) -> None:
    for chamber in chambers_of(round):
        weights = [Fraction(one.weight) for one in papers if one.chamber_id == chamber.pk]
        rare = too_rare(weights, rule.alike)
        if rare:
            raise TooFewForSecrecyError(min(number for _weight, number in rare), rule.alike)


def _cut(round: Round, papers: list[Paper]) -> None:
    """The papers anew, in the order of their random receipts: no number and no voter is left."""
    Paper.objects.filter(chamber__round=round).delete()
    Paper.objects.bulk_create(
        Paper(
            id=paper_id(one.receipt),
            chamber_id=one.chamber_id,
            receipt=one.receipt,
            weight=one.weight,
            content=one.content,
        )
        for one in sorted(papers, key=lambda paper: paper.receipt)
    )


def _question(round: Round) -> dict[str, str]:
    return {
        "process": round.process.key,
        "key": round.key,
        "title": round.title,
        "question": round.question,
        "published": round.published_hash,
    }


def _end_rights(round: Round, by: Actor, at: datetime) -> None:
    """Links and proxies of a closed round open nothing more to write with."""
    Proxy.objects.filter(voter__chamber__round=round, revoked_at__isnull=True).update(
        revoked_at=at, revoked_by=by.label
    )
    others = Round.objects.filter(bundle=round.bundle_id).exclude(pk=round.pk)
    if round.bundle_id is not None and others.filter(state=Round.State.OPEN).exists():
        return  # a link of this round still opens the other papers of its bundle
    of_round = Link.objects.filter(voter__chamber__round=round)
    of_bundle = Link.objects.filter(voter__chamber__round__bundle=round.bundle_id)
    found = of_round if round.bundle_id is None else of_round | of_bundle
    found.filter(may_cast=True).update(may_cast=False)


def _tell_participation(round: Round, voters: list[Voter], by: Actor, at: datetime) -> None:
    """Who took part, all at the same moment and by name: nothing says when or in which order."""
    for voter in voters:
        if voter.has_voted:
            tell("voter.took_part", round, by, at, f"{round.title}, {voter}")
