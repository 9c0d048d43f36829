"""Votes as a package says them: only counted ones, and of secret papers nothing about whose they are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from regiowerk.decide.ballots.models import Bundle, Option, Paper, Round, Voter
from regiowerk.decide.ballots.queries.rounds import (
    chambers_of,
    options_of,
    rule_of,
    voters_of,
)
from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.process.models import Process
from regiowerk.tell.exchange.domain.attached import vote_path
from regiowerk.tell.exchange.domain.columns import Row

FORMAT = "regiowerk-vote/1"


def rounds_of(process: Process) -> QuerySet[Any]:
    return Round.objects.filter(process=process, state=Round.State.CLOSED)


def bundles_of(process: Process) -> QuerySet[Any]:
    """Those of which something was counted."""
    return Bundle.objects.filter(pk__in=rounds_of(process).values("bundle"))


def vote_files(process: Process, rows: Sequence[Row]) -> dict[str, bytes]:
    """The files beside the rows of votes."""
    found = {one.key: one for one in rounds_of(process).select_related("result")}
    return {vote_path(row): canonical(_vote(found[row.text("key")])) for row in rows}


def _vote(round: Round) -> Mapping[str, object]:
    voters = list(voters_of(round))
    is_secret = rule_of(round).is_secret
    return {
        "format": FORMAT,
        "options": [_option(one) for one in options_of(round)],
        "chambers": [{"kind": one.kind, "label": one.label} for one in chambers_of(round)],
        "voters": [_voter(one) for one in voters],
        "papers": [_paper(one, is_secret=is_secret) for one in _papers(round)],
        "record": round.result.record,
        "panels": json.loads(round.result.panels),
    }


def _papers(round: Round) -> QuerySet[Paper]:
    papers = Paper.objects.filter(chamber__round=round)
    return papers.select_related("voter__organisation", "chamber").order_by("receipt")


def _option(option: Option) -> Mapping[str, object]:
    return {
        "key": option.key,
        "label": option.label,
        "note": option.note,
        "position": option.position,
        "cost": None if option.cost is None else f"{option.cost:.2f}",
        "group": option.group,
        "own_shares": {
            one.organisation.key: f"{one.amount:.2f}" for one in option.own_shares.all()
        },
        "excluded": {one.organisation.key: one.reason for one in option.exclusions.all()},
    }


def _voter(voter: Voter) -> Mapping[str, object]:
    """Without names and addresses: an expert is known by the organisation and a number."""
    return {
        "chamber": voter.chamber.kind,
        "organisation": voter.organisation.key,
        "number": voter.number,
        "weight": voter.weight,
        "population": voter.population,
        "population_source": voter.population_source,
        "stratum": voter.stratum,
        "has_voted": voter.has_voted,
        "cast_number": voter.cast_number,
    }


def _paper(paper: Paper, *, is_secret: bool) -> Mapping[str, object]:
    plain = {
        "chamber": paper.chamber.kind,
        "receipt": paper.receipt,
        "weight": paper.weight,
        "content": paper.content,
    }
    if is_secret or paper.voter is None:
        return plain
    return {
        **plain,
        "organisation": paper.voter.organisation.key,
        "voter": paper.voter.number,
        "number": paper.number,
        "cast_at": paper.cast_at,
    }
