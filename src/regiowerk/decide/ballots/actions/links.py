"""Personal links by which mandated persons vote without an account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.ballots.actions.opening import RoundStateError, lock_in
from regiowerk.decide.ballots.actions.telling import tell
from regiowerk.decide.ballots.models import Link, Round, Voter
from regiowerk.decide.ballots.queries.letters import invitation
from regiowerk.decide.ballots.queries.links import hash_of, lasts_until
from regiowerk.decide.ballots.queries.rounds import voters_of
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.ground.notices.domain.letters import SITE, sealed
from regiowerk.ground.notices.queries import unseal

DEEDS: Sentences = {
    "ballotlink.made": _("%(who)s sent a personal link to vote: %(what)s."),
    "ballotlink.revoked": _("%(who)s took back a personal link to vote: %(what)s."),
    "round.invited": _("%(who)s sent personal links to vote on “%(what)s”."),
}


@dataclass(frozen=True, slots=True)
class Invited:
    """How many links went out, and to whom none could go."""

    sent: int
    without_address: tuple[str, ...]


@transaction.atomic
def make_link(
    *,
    voter: Voter,
    name: str,
    email: str,
    may_cast: bool,
    token: str,
    by: Actor,
    at: datetime,
) -> Link:
    """Make a personal link and mail it; `token` is a name the secret is computed from when sent."""
    round = voter.chamber.round
    if round.state not in {Round.State.PUBLISHED, Round.State.OPEN}:
        raise RoundStateError(round.state)
    link = _make(voter, round, name, email, may_cast, token, by, at)
    tell("ballotlink.made", round, by, at, f"{round.title}, {voter}")
    return link


@transaction.atomic
def invite_voters(*, round: Round, tokens: Iterator[str], by: Actor, at: datetime) -> Invited:
    """Send a link to every voter with an address who has none yet, and has not voted."""
    lock_in(round, Round.State.OPEN)
    sent, nobody = 0, []
    for voter in voters_of(round).prefetch_related("links"):
        if voter.has_voted or any(_opens(link, at) for link in voter.links.all()):
            continue
        if not voter.email:
            nobody.append(str(voter))
            continue
        voter.chamber.round = round
        _make(voter, round, voter.name, voter.email, True, next(tokens), by, at)
        sent += 1
    if sent:
        tell("round.invited", round, by, at)
    return Invited(sent, tuple(nobody))


@transaction.atomic
def revoke_link(*, link: Link, by: Actor, at: datetime) -> None:
    """From now on a link opens nothing; what was cast by it stays."""
    if link.revoked_at is not None:
        return
    link.revoked_at, link.revoked_by = at, by.label[:200]
    link.save(update_fields=["revoked_at", "revoked_by"])
    round = link.voter.chamber.round
    tell("ballotlink.revoked", round, by, at, f"{round.title}, {link.voter}")


def _opens(link: Link, at: datetime) -> bool:
    return link.revoked_at is None and link.expires_at > at and link.may_cast


def _make(
    voter: Voter,
    round: Round,
    name: str,
    email: str,
    may_cast: bool,
    token: str,
    by: Actor,
    at: datetime,
) -> Link:
    link = Link.objects.create(
        voter=voter,
        may_cast=may_cast,
        name=name[:200],
        email=email,
        token_hash=hash_of(unseal(token)),
        made_at=at,
        made_by=by.label[:200],
        expires_at=lasts_until(round, at),
    )
    page = reverse("voting:ballot", args=["TOKEN"]).replace("TOKEN", sealed(token))
    letter = invitation(link, f"{SITE}{page}")
    queue_mail(
        to=email,
        subject=letter.subject,
        text=letter.text,
        once_key=f"ballot-link:{link.pk}",
        at=at,
    )
    return link
