"""Rating in a round: what one of those who rate may see of the others, and what is still apart."""

from __future__ import annotations

from django.utils.translation import ngettext

from regiowerk.decide.ballots.domain.rounds.counting import scored_of
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.reconciling import Seen, seen_by
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.domain.rounds.scoring import Out
from regiowerk.decide.ballots.models import Option, Paper, Round, Voter
from regiowerk.decide.ballots.queries.rounds import (
    ballot_of,
    current_papers,
    excluded_for,
    marks_of,
    rule_of,
)


def seen_of(voter: Voter, round: Round, rule: Rulebook, options: list[Option]) -> Seen:
    """What stands and what is apart for one of those who rate, as far as they may see it."""
    if not rule.is_scoring or not rule.reconciles or not voter.cast_number:
        return Seen()
    papers = list(current_papers(round).filter(chamber=voter.chamber_id))
    own = [one for one in papers if one.voter_id == voter.pk]
    others = {
        str(one.voter): _marks(round, one, options) for one in papers if one.voter_id != voter.pk
    }
    return seen_by(rule, marks_of(round, own[0].content) if own else None, others)


def still_apart(round: Round) -> int:
    """How many options have marks that are to be brought together and are not yet."""
    rule = rule_of(round)
    if not rule.is_scoring or not rule.reconciles:
        return 0
    ballot = ballot_of(round)
    outs = (scored_of(ballot, chamber).out for chamber in ballot.chambers)
    return sum(why in {Out.APART, Out.DISPUTED} for out in outs for why in out.values())


def still_apart_in_words(round: Round) -> tuple[str, ...]:
    """What the office should know before it closes."""
    number = still_apart(round)
    if not number:
        return ()
    text = ngettext(
        "Marks of %(number)d option are still too far apart: it would have no place.",
        "Marks of %(number)d options are still too far apart: they would have no place.",
        number,
    )
    return (text % {"number": number},)


def _marks(round: Round, paper: Paper, options: list[Option]) -> Marks:
    """Without what its writer does not judge."""
    marks = marks_of(round, paper.content)
    excluded = excluded_for(options, paper.voter) if paper.voter else frozenset[str]()
    return Marks(
        ratings={cell: mark for cell, mark in marks.ratings.items() if cell[0] not in excluded}
    )
