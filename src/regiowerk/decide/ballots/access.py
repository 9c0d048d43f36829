"""The doors to a round, its result, and a seat at it: signed in for an organisation, or by link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.models import Chamber, Link, Option, Proxy, Result, Round, Voter
from regiowerk.decide.ballots.permissions import (
    may_cast,
    may_prepare,
    may_read_result,
    may_run_round,
    may_see_round,
)
from regiowerk.decide.ballots.queries.bundles import same_voter
from regiowerk.decide.ballots.queries.links import link_by_token
from regiowerk.decide.ballots.queries.rounds import options_of, rule_of
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.access import process_for_member, process_for_reader
from regiowerk.ground.process.models import Process


class LinkRefusal(StrEnum):
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"


class LinkRefusedError(Exception):
    """A personal link that opens nothing, with the reason and what to do."""

    def __init__(self, refusal: LinkRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal

    @property
    def status(self) -> HTTPStatus:
        is_unknown = self.refusal is LinkRefusal.UNKNOWN
        return HTTPStatus.NOT_FOUND if is_unknown else HTTPStatus.GONE

    def __str__(self) -> str:
        return str(
            {
                LinkRefusal.UNKNOWN: _(
                    "This link is not complete. Please copy it from the mail as a whole, or open "
                    "the mail again and press the link there."
                ),
                LinkRefusal.EXPIRED: _(
                    "This link has expired. The project office can send you a new one."
                ),
                LinkRefusal.REVOKED: _(
                    "This link was taken back. Please look for a later mail, or ask the project "
                    "office."
                ),
            }[self.refusal]
        )


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at a ballot: for whom, as whom, and whether they may hand it in."""

    voter: Voter
    round: Round
    rule: Rulebook
    by: Actor
    desk: str  # one draft for each
    may_cast: bool
    link: Link | None = None
    token: str = ""
    is_proxy: bool = False

    def address(self, page: str, round: Round | None = None) -> str:
        """A page of this ballot, or of another one of its bundle, by the way one came in."""
        found = round or self.round
        if self.link is None:
            place = [found.process.key, found.key, self.voter.organisation.key]
            return reverse(f"ballots:{page}", args=place)
        if found.pk == self.link.voter.chamber.round_id:
            return reverse(f"voting:{page}", args=[self.token])
        return reverse(f"voting:{page}_of_bundle", args=[self.token, found.key])


def round_for_member(actor: Actor, process_key: str, key: str) -> Round:
    """A round whose rule is published; a draft exists for the office alone."""
    round = _round(process_for_member(actor, process_key), key)
    if not may_see_round(actor, round):
        raise Http404
    return round


def round_for_office(actor: Actor, process_key: str, key: str) -> Round:
    return _round(process_for_office(actor, process_key), key)


def process_for_office(actor: Actor, process_key: str) -> Process:
    """A process for whoever may put something to the vote in it."""
    process = process_for_member(actor, process_key)
    if not may_run_round(actor, process):
        raise PermissionDenied
    return process


def option_for_office(actor: Actor, process_key: str, key: str, option_key: str) -> Option:
    round = round_for_office(actor, process_key, key)
    option = next((one for one in options_of(round) if one.key == option_key), None)
    if option is None:
        raise Http404
    option.round = round
    return option


def voter_for_office(actor: Actor, process_key: str, key: str, voter_id: int) -> Voter:
    round = round_for_office(actor, process_key, key)
    voters = Voter.objects.select_related("organisation", "chamber")
    voter = voters.filter(chamber__round=round, pk=voter_id).first()
    if voter is None:
        raise Http404
    voter.chamber.round = round
    return voter


def link_for_office(actor: Actor, process_key: str, key: str, link_id: int) -> Link:
    round = round_for_office(actor, process_key, key)
    links = Link.objects.select_related("voter__organisation", "voter__chamber")
    link = links.filter(voter__chamber__round=round, pk=link_id).first()
    if link is None:
        raise Http404
    link.voter.chamber.round = round
    return link


def result_for_reader(actor: Actor, process_key: str, key: str) -> Result:
    """The result of a closed round: of a public process for everybody."""
    process = process_for_reader(actor, process_key)
    round = _round(process, key)
    if not may_read_result(actor, round):
        raise Http404
    result = Result.objects.filter(round=round).first()
    if result is None:
        raise Http404
    result.round = round
    return result


def seat_by_actor(actor: Actor, process_key: str, key: str, organisation_key: str) -> Seat:
    """The ballot of one's own organisation, or of one that gave its proxy."""
    round = round_for_member(actor, process_key, key)
    voters = Voter.objects.select_related("organisation", "chamber")
    voter = voters.filter(
        chamber__round=round,
        chamber__kind=Chamber.Kind.BODIES,
        organisation__key=organisation_key,
    ).first()
    if voter is None:
        raise Http404
    rule = rule_of(round)
    proxy = (
        Proxy.objects.filter(voter=voter, revoked_at__isnull=True).select_related("holder").first()
    )
    is_own = may_prepare(actor, voter.organisation)
    is_held = proxy is not None and may_prepare(actor, proxy.holder)
    if not is_own and not is_held:
        raise PermissionDenied
    casts_for = proxy.holder if proxy is not None else voter.organisation
    return Seat(
        voter=voter,
        round=round,
        rule=rule,
        by=actor,
        desk=f"user-{actor.user_id}",
        may_cast=may_cast(actor, casts_for, heads_only=rule.heads_only),
        is_proxy=is_held and not is_own,
    )


def seat_by_link(token: str, at: datetime, round_key: str = "") -> Seat:
    """What a token opens: the ballot it was made for, or another one of the same bundle."""
    link = link_by_token(token)
    if link is None:
        raise LinkRefusedError(LinkRefusal.UNKNOWN)
    if link.revoked_at is not None:
        raise LinkRefusedError(LinkRefusal.REVOKED)
    if link.expires_at <= at:
        raise LinkRefusedError(LinkRefusal.EXPIRED)
    voter = _voter_of_bundle(link, round_key) if round_key else link.voter
    round = voter.chamber.round
    return Seat(
        voter=voter,
        round=round,
        rule=rule_of(round),
        by=_holder(link),
        desk=f"link-{link.pk}",
        may_cast=link.may_cast,
        link=link,
        token=token,
    )


def _voter_of_bundle(link: Link, round_key: str) -> Voter:
    rounds = ("organisation", "chamber__round__process__region")
    found = same_voter(link.voter).select_related(*rounds).filter(chamber__round__key=round_key)
    voter = found.exclude(chamber__round__state=Round.State.DRAFT).first()
    if voter is None:
        raise LinkRefusedError(LinkRefusal.UNKNOWN)
    return voter


def _holder(link: Link) -> Actor:
    """Whoever has a link acts for the voter it was made for."""
    organisation = link.voter.organisation
    return Actor(
        user_label=link.name or link.email,
        organisation_id=organisation.pk,
        organisation_label=str(link.voter),
    )


def _round(process: Process, key: str) -> Round:
    round = Round.objects.filter(process=process, key=key).first()
    if round is None:
        raise Http404
    round.process = process
    return round
