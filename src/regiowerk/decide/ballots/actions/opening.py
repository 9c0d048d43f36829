"""The rule of a round is published, the round is opened, prolonged or cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.ballots.actions.rounds import lock_draft
from regiowerk.decide.ballots.actions.telling import tell
from regiowerk.decide.ballots.domain.elections import Voter as PlainVoter
from regiowerk.decide.ballots.domain.records import canonical, digest
from regiowerk.decide.ballots.domain.rounds.rulebook import (
    Form,
    Rulebook,
    Weighting,
    faults_of,
)
from regiowerk.decide.ballots.domain.rounds.weights import too_rare, weights_by
from regiowerk.decide.ballots.domain.ties import drawn_lot
from regiowerk.decide.ballots.domain.weighting import MissingPopulationError, populations
from regiowerk.decide.ballots.models import Chamber, Draft, Option, Paper, Round, Voter
from regiowerk.decide.ballots.queries.refusals import fault_in_words
from regiowerk.decide.ballots.queries.rounds import (
    chambers_of,
    excluded_for,
    options_of,
    population_on,
    published_words,
    rule_of,
    rule_text,
    voters_of,
)
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences

DEEDS: Sentences = {
    "round.published": _("%(who)s published the rule of the vote “%(what)s”."),
    "round.opened": _("%(who)s opened the vote “%(what)s”."),
    "round.prolonged": _("%(who)s prolonged the vote “%(what)s”."),
    "round.cancelled": _("%(who)s cancelled the vote “%(what)s”."),
}
LEAST_OPTIONS = 2
# What is left out on such a paper stands out: an organisation that may not judge would be known by it.
TELLING = frozenset({Form.RANKING, Form.SCORES, Form.PAIRWISE})


class NotReadyError(Exception):
    """A round that cannot be published or opened as it is, with every reason."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(*self.reasons)

    def __str__(self) -> str:
        return " ".join(self.reasons)


class RoundStateError(Exception):
    """The deed does not fit the state of the round."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state

    def __str__(self) -> str:
        words = {"state": Round.State(self.state).label}
        return str(_("That is not possible now: the vote is “%(state)s”.") % words)


class RuleChangedError(Exception):
    """What stands in the tables is not what was published."""

    def __str__(self) -> str:
        return str(
            _(
                "Rule, options or voters are not what was published. The vote cannot go on; "
                "please cancel it and begin a new one."
            )
        )


class WindowError(Exception):
    """The day does not lie in the window of the round."""

    def __init__(self, opens_on: date, closes_on: date) -> None:
        super().__init__(opens_on, closes_on)
        self.opens_on, self.closes_on = opens_on, closes_on

    def __str__(self) -> str:
        words = {"first": date_format(self.opens_on), "last": date_format(self.closes_on)}
        return str(_("Votes can be cast from %(first)s to %(last)s.") % words)


@transaction.atomic
def publish_round(*, round: Round, seed: int, by: Actor, at: datetime) -> None:
    """Fix question, options, voters and rule, and draw the lot for ties before anybody votes.

    `seed` is published with the rule, so that everybody can draw the lot again.
    """
    lock_draft(round)
    options = options_of(round)
    rule = rule_of(round)
    _check_ready(round, rule, options, at)
    lot = drawn_lot([option.key for option in options], seed)
    round.rule = rule_text(replace(rule, seed=seed, lot=lot))
    words = canonical(published_words(round))
    round.published, round.published_hash = words.decode(), digest(words)
    round.published_at, round.published_by = at, by.label
    round.state = Round.State.PUBLISHED
    round.save(
        update_fields=[
            "rule",
            "published",
            "published_hash",
            "published_at",
            "published_by",
            "state",
        ]
    )
    tell("round.published", round, by, at)


@transaction.atomic
def open_round(*, round: Round, by: Actor, at: datetime) -> None:
    """Weights are frozen, and papers can be cast."""
    lock_in(round, Round.State.PUBLISHED)
    day = timezone.localdate(at)
    if not round.opens_on <= day <= round.closes_on:
        raise WindowError(round.opens_on, round.closes_on)
    check_published(round)
    _freeze_weights(round, day)
    round.opened_at, round.opened_by, round.state = at, by.label, Round.State.OPEN
    round.save(update_fields=["opened_at", "opened_by", "state"])
    tell("round.opened", round, by, at)


@transaction.atomic
def prolong_round(*, round: Round, closes_on: date, by: Actor, at: datetime) -> None:
    """Give everybody more time; a window is never shortened."""
    lock_in(round, Round.State.PUBLISHED, Round.State.OPEN)
    if closes_on <= round.closes_on:
        raise NotReadyError([str(_("The new last day has to be later than the present one."))])
    round.closes_on = closes_on
    round.save(update_fields=["closes_on"])
    tell("round.prolonged", round, by, at)


@transaction.atomic
def cancel_round(*, round: Round, reason: str, by: Actor, at: datetime) -> None:
    """End a round without a result; what was handed in is destroyed unread."""
    lock_in(round, Round.State.DRAFT, Round.State.PUBLISHED, Round.State.OPEN)
    Paper.objects.filter(chamber__round=round).delete()
    Draft.objects.filter(voter__chamber__round=round).delete()
    Voter.objects.filter(chamber__round=round).update(has_voted=False, cast_number=0)
    round.cancelled_at, round.cancelled_by, round.cancel_reason = at, by.label, reason
    round.state = Round.State.CANCELLED
    round.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "state"])
    tell("round.cancelled", round, by, at)


def lock_in(round: Round, *states: Round.State) -> None:
    """Hold the round and make sure it is in one of these states."""
    held = Round.objects.select_for_update().values_list("state", "closes_on").get(pk=round.pk)
    round.state, round.closes_on = held
    if round.state not in states:
        raise RoundStateError(round.state)


def check_published(round: Round) -> None:
    """Whether the tables still say what was published, down to the last letter."""
    words = canonical(published_words(round))
    if words.decode() != round.published or digest(words) != round.published_hash:
        raise RuleChangedError


def _check_ready(round: Round, rule: Rulebook, options: list[Option], at: datetime) -> None:
    reasons = [fault_in_words(fault, rule) for fault in faults_of(rule)]
    if len(options) < LEAST_OPTIONS:
        reasons.append(str(_("A vote needs at least two options.")))
    voters = list(voters_of(round))
    if not voters:
        reasons.append(str(_("Please choose who votes.")))
    reasons += _about_exclusions(rule, options, voters)
    if rule.is_scoring:
        reasons += _too_few_scorers(rule, options, voters)
    if rule.budget is not None and any(option.cost is None for option in options):
        reasons.append(str(_("Under a budget every option needs its cost.")))
    if round.closes_on < timezone.localdate(at):
        reasons.append(str(_("The last day of the vote has passed already.")))
    if reasons:
        raise NotReadyError(reasons)


def _about_exclusions(rule: Rulebook, options: list[Option], voters: list[Voter]) -> list[str]:
    """Who does not judge an option must still be able to vote, and under secrecy not to be known by it."""
    has_exclusions = any(option.exclusions.all() for option in options)
    if has_exclusions and (rule.is_weighing or (rule.is_secret and rule.form in TELLING)):
        return [str(_("With this kind of paper nobody can be excluded from judging an option."))]
    left = [len(options) - len(excluded_for(options, voter)) for voter in voters]
    if rule.is_secret and min(left, default=0) < rule.least:
        return [
            str(
                _(
                    "Somebody who does not judge all options could make fewer crosses than everybody "
                    "else has to: that paper would not be secret. Please ask for fewer crosses."
                )
            )
        ]
    return []


def _too_few_scorers(rule: Rulebook, options: list[Option], voters: list[Voter]) -> list[str]:
    """In each chamber every option is rated by as many as the rule says."""
    chambers: dict[int, list[Voter]] = {}
    for voter in voters:
        chambers.setdefault(voter.chamber_id, []).append(voter)
    excluded = {voter.pk: excluded_for(options, voter) for voter in voters}
    short = [
        option.label
        for option in options
        for own in chambers.values()
        if sum(option.key not in excluded[voter.pk] for voter in own) < rule.scorers
    ]
    words = {"number": rule.scorers, "names": ", ".join(dict.fromkeys(short))}
    text = _("%(number)d have to rate each option; there are fewer who may for: %(names)s.")
    return [str(text % words)] if short else []


def _freeze_weights(round: Round, day: date) -> None:
    """Inhabitants and weights as they count on the day of opening, for each chamber by itself."""
    rule = rule_of(round)
    for chamber in chambers_of(round):
        found = voters_of(round).filter(chamber=chamber)
        figures = population_on(day, found)
        voters = list(found)
        for voter in voters:
            figure = figures.get(voter.pk)
            voter.population = int(figure.value) if figure else None
            voter.population_source = figure.source if figure else ""
            district = voter.organisation.district
            voter.stratum = str(district) if district else ""
        for voter, weight in zip(voters, _weights(rule, chamber, voters), strict=True):
            voter.weight = str(weight)
        Voter.objects.bulk_update(voters, ["population", "population_source", "stratum", "weight"])


def _weights(rule: Rulebook, chamber: Chamber, voters: list[Voter]) -> list[Fraction]:
    """Only bodies are weighted; among experts and citizens everybody has one vote."""
    plain = [PlainVoter(one.key, population=one.population) for one in voters]
    by_rule = (
        rule if chamber.kind == Chamber.Kind.BODIES else replace(rule, weighting=Weighting.EQUAL)
    )
    try:
        weights = weights_by(by_rule, plain)
        if rule.double_majority and chamber.kind == Chamber.Kind.BODIES:
            populations(plain)  # it counts inhabitants, whatever weighs the votes
    except MissingPopulationError as missing:
        labels = [str(one) for one in voters if one.key in missing.voters]
        words = {"names": ", ".join(labels)}
        raise NotReadyError(
            [str(_("The number of inhabitants is missing for: %(names)s.") % words)]
        ) from missing
    except ValueError as unfit:
        raise NotReadyError(
            [str(_("The weights do not fit the inhabitants of the voters."))]
        ) from unfit
    if rule.is_secret and too_rare(weights.values(), rule.alike):
        raise NotReadyError([_not_secret(chamber, rule)])
    return [weights[one.key] for one in voters]


def _not_secret(chamber: Chamber, rule: Rulebook) -> str:
    words = {"number": rule.alike, "chamber": chamber.label}
    text = _(
        "In “%(chamber)s” fewer than %(number)d organisations share a weight: "
        "their papers would not be secret."
    )
    return str(text % words)
