"""A paper is prepared and handed in; the last one of a voter counts until the round is closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.ballots.actions.opening import WindowError
from regiowerk.decide.ballots.actions.telling import tell
from regiowerk.decide.ballots.domain.rounds.marks import Flaw, Marks, flaws_of, marks_text
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.models import Draft, Link, Paper, Proxy, Round, Voter, paper_id
from regiowerk.decide.ballots.permissions import may_cast
from regiowerk.decide.ballots.queries.bundles import same_voter
from regiowerk.decide.ballots.queries.refusals import flaw_in_words
from regiowerk.decide.ballots.queries.rounds import excluded_for, options_of, rule_of
from regiowerk.decide.ballots.queries.scoring import seen_of
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.regions.models import Mandate

DEEDS: Sentences = {
    "paper.cast": _("%(who)s handed in a paper: %(what)s."),
    "proxy.given": _("%(who)s lets somebody else vote: %(what)s."),
    "proxy.revoked": _("%(who)s votes itself again: %(what)s."),
}


class NotOpenError(Exception):
    """Papers are taken while a round is open, and at no other time."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state

    def __str__(self) -> str:
        if self.state in {Round.State.COUNTING, Round.State.CLOSED, Round.State.CANCELLED}:
            return str(
                _("This vote is over. Nothing was handed in now; what you cast before counts.")
            )
        return str(_("This vote has not been opened yet."))


class FlawedPaperError(Exception):
    """A paper the rule does not allow, with every reason."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        self.sentences = sentences
        super().__init__(*sentences)

    def __str__(self) -> str:
        return " ".join(self.sentences)


class NoMandateError(Exception):
    """Whoever hands in has no right to it any more."""

    def __str__(self) -> str:
        return str(
            _(
                "Your right to vote for this organisation has ended. Nothing was handed in. "
                "Please ask the project office."
            )
        )


class MeanwhileError(Exception):
    """Somebody else handed in a paper since this one was opened; this one is kept as a draft."""

    def __init__(self, paper: Paper | None, draft: Draft) -> None:
        super().__init__(paper, draft)
        self.paper, self.draft = paper, draft

    def __str__(self) -> str:
        return str(
            _(
                "Meanwhile somebody else handed in a paper for your organisation. It counts for now. "
                "Yours is kept as a draft: please compare both, and hand in what is to count."
            )
        )


class ProxyError(Exception):
    """A proxy the rule of the round does not allow."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


def cast_paper(
    *,
    voter: Voter,
    marks: Marks,
    seen: int,
    receipt: str,
    desk: str,
    by: Actor,
    at: datetime,
    link: Link | None = None,
) -> Paper:
    """Hand in a paper; `seen` is the number of the paper the writer knew of, 0: none.

    `receipt` is a random word nobody had before.  Who comes second is told so: MeanwhileError, and
    what they wrote stays as a draft.
    """
    with transaction.atomic():
        late = _cast(voter, marks, seen, receipt, desk, by, at, link)
    if isinstance(late, MeanwhileError):
        raise late
    return late


def _cast(
    voter: Voter,
    marks: Marks,
    seen: int,
    receipt: str,
    desk: str,
    by: Actor,
    at: datetime,
    link: Link | None,
) -> Paper | MeanwhileError:
    """Either the paper or, kept in the same transaction, the draft of whoever came second."""
    round, rule = _open_round_of(voter, at)
    _check_right(voter, rule, by, at, link)
    _check_paper(voter, round, rule, marks)
    if voter.cast_number != seen:
        draft = _keep_draft(voter, marks, rule, desk, by, at)
        standing = voter.papers.filter(number=voter.cast_number).first()
        return MeanwhileError(standing, draft)
    paper = Paper.objects.create(
        id=paper_id(receipt),
        chamber_id=voter.chamber_id,
        voter=voter,
        number=voter.cast_number + 1,
        receipt=receipt,
        weight=voter.weight,
        content=marks_text(rule.form, marks),
        cast_at=None if rule.is_secret else at,
        cast_by="" if rule.is_secret else by.label[:200],
    )
    voter.has_voted, voter.cast_number = True, voter.cast_number + 1
    voter.save(update_fields=["has_voted", "cast_number"])
    voter.drafts.filter(desk=desk).delete()
    if not rule.is_secret:
        tell("paper.cast", round, by, at, f"{round.title}, {voter}")
    return paper


@transaction.atomic
def save_draft(*, voter: Voter, marks: Marks, desk: str, by: Actor, at: datetime) -> Draft:
    """Keep what a department prepared; it counts only once it is handed in."""
    _round, rule = _open_round_of(voter, at)
    return _keep_draft(voter, marks, rule, desk, by, at)


@transaction.atomic
def give_proxy(*, voter: Voter, holder_key: str, by: Actor, at: datetime) -> Proxy:
    """Let another organisation of the same chamber cast this paper."""
    round, rule = _open_round_of(voter, at)
    holder = (
        Voter.objects.filter(chamber=voter.chamber_id, organisation__key=holder_key)
        .exclude(pk=voter.pk)
        .select_related("organisation")
        .first()
    )
    _check_proxy(voter, rule, holder)
    assert holder is not None  # noqa: S101 -- checked above
    proxy = Proxy.objects.create(
        voter=voter, holder=holder.organisation, given_at=at, given_by=by.label
    )
    tell("proxy.given", round, by, at, f"{round.title}, {voter} → {holder.organisation}")
    return proxy


@transaction.atomic
def revoke_proxy(*, proxy: Proxy, by: Actor, at: datetime) -> None:
    """Vote oneself again; a paper that was cast by proxy stays until another one is cast."""
    round, _rule = _open_round_of(proxy.voter, at)
    proxy.revoked_at, proxy.revoked_by = at, by.label
    proxy.save(update_fields=["revoked_at", "revoked_by"])
    tell("proxy.revoked", round, by, at, f"{round.title}, {proxy.voter}")


def _open_round_of(voter: Voter, at: datetime) -> tuple[Round, Rulebook]:
    """The round and its rule while it takes papers; the voter is held until all is written."""
    held = Voter.objects.select_for_update().get(pk=voter.pk)
    voter.cast_number, voter.has_voted = held.cast_number, held.has_voted
    voter.weight = held.weight
    round = Round.objects.select_related("process__region").get(chambers=voter.chamber_id)
    if round.state != Round.State.OPEN:
        raise NotOpenError(round.state)
    if not round.opens_on <= timezone.localdate(at) <= round.closes_on:
        raise WindowError(round.opens_on, round.closes_on)
    return round, rule_of(round)


def _check_right(voter: Voter, rule: Rulebook, by: Actor, at: datetime, link: Link | None) -> None:
    """Whether the right to cast holds at this moment, whatever held when the page was opened."""
    if link is not None:
        held = Link.objects.filter(
            pk=link.pk, may_cast=True, revoked_at__isnull=True, expires_at__gt=at
        )
        if not held.filter(voter__in=same_voter(voter)).exists():
            raise NoMandateError
        return
    organisations = [voter.organisation]
    proxy = voter.proxies.filter(revoked_at__isnull=True).select_related("holder").first()
    if proxy is not None:
        organisations = [proxy.holder]
    allowed = any(may_cast(by, one, heads_only=rule.heads_only) for one in organisations)
    in_force = Mandate.objects.in_force(timezone.localdate(at)).filter(
        pk=by.mandate_id or 0, organisation=by.organisation_id, role=by.role or ""
    )
    if not allowed or not in_force.exists():
        raise NoMandateError


def _check_paper(voter: Voter, round: Round, rule: Rulebook, marks: Marks) -> None:
    options = options_of(round)
    excluded = excluded_for(options, voter)
    flaws = flaws_of(rule, [option.key for option in options], excluded, marks)
    if not seen_of(voter, round, rule, options).allows(marks):
        flaws = (*flaws, Flaw.SETTLED)
    if flaws:
        left = len(options) - len(excluded)
        raise FlawedPaperError(tuple(flaw_in_words(flaw, rule, left) for flaw in flaws))


def _keep_draft(
    voter: Voter, marks: Marks, rule: Rulebook, desk: str, by: Actor, at: datetime
) -> Draft:
    draft, _new = Draft.objects.update_or_create(
        voter=voter,
        desk=desk,
        defaults={
            "content": marks_text(rule.form, marks),
            "saved_at": at,
            "saved_by": (by.user_label or by.label)[:200],
        },
    )
    return draft


def _check_proxy(voter: Voter, rule: Rulebook, holder: Voter | None) -> None:
    if not rule.proxies:
        raise ProxyError(str(_("The rule of this vote knows no proxies.")))
    if holder is None:
        raise ProxyError(str(_("Only an organisation that votes itself can vote for you.")))
    held = Proxy.objects.filter(
        voter__chamber=voter.chamber_id, holder=holder.organisation_id, revoked_at__isnull=True
    )
    if held.count() >= rule.proxies:
        raise ProxyError(str(_("This organisation votes for as many others as it may already.")))
    if voter.proxies.filter(revoked_at__isnull=True).exists():
        raise ProxyError(str(_("Somebody votes for you already. Please take that back first.")))
    if Proxy.objects.filter(
        voter__chamber=voter.chamber_id, holder=voter.organisation_id, revoked_at__isnull=True
    ).exists():
        raise ProxyError(str(_("Your organisation votes for others, so it votes itself.")))
