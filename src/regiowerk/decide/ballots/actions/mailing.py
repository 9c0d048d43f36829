"""Whoever could vote is told the result, whether they voted or not: so the mail tells nothing else."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from regiowerk.decide.ballots.models import Link, Result, Round, Voter
from regiowerk.decide.ballots.queries.letters import told_results
from regiowerk.ground.notices.actions import queue_mail
from regiowerk.ground.notices.domain.letters import SITE
from regiowerk.ground.regions.models import Mandate


def mail_result(result: Result, at: datetime) -> int:
    """One mail to each address a link went to, and to those with a mandate; return how many.

    Of several votes that are one errand all are told together, with the last of them.
    """
    round = result.round
    results = _results_told_with(result)
    if not results:
        return 0
    page = (
        reverse("ballots:result", args=[round.process.key, round.key])
        if round.bundle_id is None
        else reverse("ballots:rounds", args=[round.process.key])
    )
    members = _members(round, at)
    letters = {True: told_results(results, f"{SITE}{page}"), False: told_results(results, "")}
    sent = 0
    for address in sorted(members | _by_link(round)):
        letter = letters[round.process.is_public or address in members]
        mail = queue_mail(
            to=address,
            subject=letter.subject,
            text=letter.text,
            once_key=f"ballot-result:{round.pk}:{address}",
            at=at,
        )
        sent += mail is not None
    return sent


def _results_told_with(result: Result) -> list[Result]:
    """The result itself, or all of its bundle; nothing while another one of it is waited for."""
    bundle = result.round.bundle
    if bundle is None:
        return [result]
    ended = [Round.State.CLOSED, Round.State.CANCELLED]
    if bundle.rounds.exclude(state__in=ended).exists():
        return []
    found = list(
        Result.objects.filter(round__bundle=bundle).select_related("round").order_by("round")
    )
    for one in found:
        one.round.process, one.round.bundle = result.round.process, bundle
    return found


def _by_link(round: Round) -> set[str]:
    """Addresses of those who vote by link, without those whose link was taken back."""
    voters = Voter.objects.filter(chamber__round=round).exclude(email="")
    links = Link.objects.filter(voter__chamber__round=round, revoked_at__isnull=True)
    return {*voters.values_list("email", flat=True), *links.values_list("email", flat=True)} - {""}


def _members(round: Round, at: datetime) -> set[str]:
    """Addresses of those who act for an organisation that could vote."""
    organisations = Voter.objects.filter(chamber__round=round).values("organisation")
    mandates = Mandate.objects.in_force(timezone.localdate(at)).filter(
        organisation__in=organisations, region=round.process.region_id
    )
    return set(mandates.values_list("user__email", flat=True)) - {""}
