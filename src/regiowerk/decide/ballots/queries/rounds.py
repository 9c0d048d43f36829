"""A round with all that decides its result, in few queries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from django.db.models import F, Prefetch, Q, QuerySet, Subquery

from regiowerk.decide.ballots.domain.elections import Option as PlainOption, Voter as PlainVoter
from regiowerk.decide.ballots.domain.records import Json, canonical
from regiowerk.decide.ballots.domain.rounds.counting import Ballot, Cast, ChamberPapers
from regiowerk.decide.ballots.domain.rounds.marks import Marks, marks_from
from regiowerk.decide.ballots.domain.rounds.rulebook import (
    Form,
    Rulebook,
    read_rulebook,
    words_of,
)
from regiowerk.decide.ballots.models import (
    Chamber,
    Exclusion,
    Option,
    OwnShare,
    Paper,
    Round,
    Voter,
)
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Figure
from regiowerk.ground.regions.queries.figures import best_of_organisation

CENTS = 100


def rounds_of(process: Process) -> QuerySet[Round]:
    """The rounds of a process, the latest window first."""
    return Round.objects.filter(process=process).order_by("-closes_on", "-pk")


def rule_of(round: Round) -> Rulebook:
    """The rule of a round as a value."""
    return read_rulebook(json.loads(round.rule))


def rule_text(rule: Rulebook) -> str:
    """A rule as it is stored."""
    return canonical(words_of(rule)).decode()


def options_of(round: Round) -> list[Option]:
    """In their order, with own shares and exclusions."""
    found = Option.objects.filter(round=round).prefetch_related(
        Prefetch("own_shares", OwnShare.objects.select_related("organisation").order_by("pk")),
        Prefetch("exclusions", Exclusion.objects.select_related("organisation").order_by("pk")),
    )
    return list(found.order_by("position"))


def chambers_of(round: Round) -> list[Chamber]:
    """Bodies first, then experts, then citizens."""
    order = list(Chamber.Kind.values)
    found = Chamber.objects.filter(round=round)
    return sorted(found, key=lambda one: order.index(one.kind))


def voters_of(round: Round) -> QuerySet[Voter]:
    """All who are entitled, by chamber and name."""
    found = Voter.objects.filter(chamber__round=round).select_related(
        "organisation__district", "chamber"
    )
    return found.order_by("chamber", "organisation__name", "organisation__key", "number")


def current_papers(round: Round) -> QuerySet[Paper]:
    """The papers that count: of each voter the last one."""
    found = Paper.objects.filter(chamber__round=round).select_related("voter__organisation")
    return found.filter(Q(voter__isnull=True) | Q(number=F("voter__cast_number"))).order_by(
        "receipt"
    )


def population_on(day: date, voters: QuerySet[Voter]) -> Mapping[int, Figure]:
    """The inhabitants of each voter's organisation that count on a day."""
    best = best_of_organisation(Figure.Indicator.POPULATION, day, outer="organisation")
    rows = voters.annotate(figure=Subquery(best.values("pk")[:1])).values_list("pk", "figure")
    wanted = dict(rows)
    figures = Figure.objects.in_bulk([pk for pk in wanted.values() if pk is not None])
    return {voter: figures[pk] for voter, pk in wanted.items() if pk is not None}


def published_words(round: Round) -> Json:
    """Everything that decides the result, read from the tables: to be published, and compared later."""
    voters = voters_of(round)
    return {
        "title": round.title,
        "question": round.question,
        "opens_on": round.opens_on.isoformat(),
        "rule": json.loads(round.rule),
        "options": [_option_words(option) for option in options_of(round)],
        "chambers": [
            {
                "kind": chamber.kind,
                "label": chamber.label,
                "voters": sorted(one.key for one in voters if one.chamber_id == chamber.pk),
            }
            for chamber in chambers_of(round)
        ],
    }


def _option_words(option: Option) -> Json:
    return {
        "key": option.key,
        "label": option.label,
        "note": option.note,
        "cost": str(_cents(option)),
        "group": option.group,
        "own_shares": {
            one.organisation.key: str(int(one.amount * CENTS)) for one in option.own_shares.all()
        },
        "excluded": {one.organisation.key: one.reason for one in option.exclusions.all()},
    }


def ballot_of(round: Round, papers: Sequence[Paper] | None = None) -> Ballot:
    """The round as a value: what goes into the count."""
    rule = rule_of(round)
    voters = list(voters_of(round))
    found = list(current_papers(round)) if papers is None else list(papers)
    return Ballot(
        rule=rule,
        options=plain_options(options_of(round), voters),
        chambers=tuple(
            ChamberPapers(
                key=chamber.kind,
                entitled=tuple(
                    _plain_voter(one, rule, chamber)
                    for one in voters
                    if one.chamber_id == chamber.pk
                ),
                papers=tuple(_cast(one, rule) for one in found if one.chamber_id == chamber.pk),
            )
            for chamber in chambers_of(round)
        ),
    )


def plain_options(options: Sequence[Option], voters: Sequence[Voter]) -> tuple[PlainOption, ...]:
    """Options as the engine sees them; whoever is excluded is so with all its voters."""
    of_organisation: dict[int, list[str]] = {}
    for voter in voters:
        of_organisation.setdefault(voter.organisation_id, []).append(voter.key)
    return tuple(
        PlainOption(
            key=option.key,
            cost=_cents(option),
            home=option.group or None,
            own_shares={
                one.organisation.key: int(one.amount * CENTS) for one in option.own_shares.all()
            },
            conflicts=frozenset(
                key
                for one in option.exclusions.all()
                for key in of_organisation.get(one.organisation_id, ())
            ),
        )
        for option in options
    )


def excluded_for(options: Sequence[Option], voter: Voter) -> frozenset[str]:
    """The options a voter does not judge."""
    return frozenset(
        option.key
        for option in options
        if any(one.organisation_id == voter.organisation_id for one in option.exclusions.all())
    )


def marks_of(round: Round, content: str) -> Marks:
    """What stands on a paper or a draft."""
    return marks_from(Form(round.form), content)


def _cents(option: Option) -> int:
    return int((option.cost or 0) * CENTS)


def _plain_voter(voter: Voter, rule: Rulebook, chamber: Chamber) -> PlainVoter:
    return PlainVoter(
        key=voter.key,
        chamber=chamber.kind,
        stratum=voter.stratum,
        population=voter.population,
        weight=voter.share,
    )


def _cast(paper: Paper, rule: Rulebook) -> Cast:
    whose = paper.receipt if rule.is_secret or paper.voter is None else paper.voter.key
    return Cast(whose, Fraction(paper.weight), marks_from(rule.form, paper.content))
