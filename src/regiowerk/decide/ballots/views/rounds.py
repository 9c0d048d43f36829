"""All rounds of a process, and one of them: what is asked, by which rule, how far it is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiowerk.decide.ballots import access, actions
from regiowerk.decide.ballots.models import Chamber, Round, Voter
from regiowerk.decide.ballots.permissions import may_prepare, may_run_round
from regiowerk.decide.ballots.queries.rounds import options_of, rule_of, voters_of
from regiowerk.decide.ballots.queries.standing import (
    counted_rounds,
    listed,
    state_in_words,
    turnout_of,
)
from regiowerk.decide.ballots.queries.words import rule_in_words
from regiowerk.ground.process.access import open_to_the_public, process_for_reader
from regiowerk.ground.process.permissions import may_take_part
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go


@require_safe
@open_to_the_public
def rounds(request: Request, process_key: str) -> HttpResponse:
    """Strangers see what was counted, those inside what is published, the office everything."""
    process = process_for_reader(request.actor, process_key)
    found = counted_rounds(process)
    is_office = may_run_round(request.actor, process)
    if not may_take_part(request.actor, process):
        found = found.filter(state=Round.State.CLOSED)
    elif not is_office:
        found = found.exclude(state=Round.State.DRAFT)
    day = timezone.localdate(request.at)
    context = {
        "process": process,
        "entries": listed(found, day),
        "is_office": is_office,
        "is_inside": may_take_part(request.actor, process),
    }
    return render(request, "ballots/rounds.html", context)


@require_safe
def round(request: Request, process_key: str, round_key: str) -> HttpResponse:
    found = access.round_for_member(request.actor, process_key, round_key)
    voters, rule = list(voters_of(found)), rule_of(found)
    own = _own(request, voters)
    day = timezone.localdate(request.at)
    context = {
        "process": found.process,
        "round": found,
        "options": options_of(found),
        "rule": rule_in_words(rule),
        "criteria": rule.criteria,
        "standing": state_in_words(found, day),
        "chambers": turnout_of(found, voters),
        "own": own,
        "may_give_proxy": own is not None and bool(rule.proxies) and not own.has_voted,
        "is_office": may_run_round(request.actor, found.process),
        "is_running": found.state == Round.State.OPEN and found.opens_on <= day <= found.closes_on,
        "is_over": found.state == Round.State.OPEN and day > found.closes_on,
    }
    return render(request, "ballots/round.html", context)


@require_POST
def give_proxy(
    request: Request, process_key: str, round_key: str, organisation_key: str
) -> HttpResponse:
    """Let another organisation vote; without a choice, take that back."""
    seat = access.seat_by_actor(request.actor, process_key, round_key, organisation_key)
    standing = seat.voter.proxies.filter(revoked_at__isnull=True).first()
    try:
        if standing is not None:
            actions.revoke_proxy(proxy=standing, by=seat.by, at=request.at)
        else:
            holder = request.POST.get("holder", "")
            actions.give_proxy(voter=seat.voter, holder_key=holder, by=seat.by, at=request.at)
    except (actions.ProxyError, actions.NotOpenError, actions.WindowError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is written down who votes for your organisation."))
    return go(request, "ballots:round", process_key, round_key)


def _own(request: Request, voters: list[Voter]) -> Voter | None:
    """The vote of the organisation one acts for."""
    return next(
        (
            one
            for one in voters
            if one.chamber.kind == Chamber.Kind.BODIES
            and may_prepare(request.actor, one.organisation)
        ),
        None,
    )
