"""The office publishes, opens, prolongs, cancels and closes a round, and sends links."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.decide.ballots import access, actions, tasks
from regiowerk.decide.ballots.forms.office import ConfirmForm, LastDayForm, LinkForm, ReasonForm
from regiowerk.decide.ballots.models import Round
from regiowerk.decide.ballots.permissions import may_run_round
from regiowerk.decide.ballots.queries.rounds import voters_of
from regiowerk.decide.ballots.queries.scoring import still_apart_in_words
from regiowerk.decide.ballots.queries.standing import turnout_of
from regiowerk.decide.ballots.views.asking import REFUSALS, Question, ask, do, sent, shown
from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go

SEEDS = 2**31
LATE = timedelta(minutes=2)  # then something went wrong, and the office can count anew
LOOKS_AGAIN = 3  # seconds


@require_http_methods(["GET", "HEAD", "POST"])
def publish_round(request: Request, process_key: str, round_key: str) -> HttpResponse:
    round = access.round_for_office(request.actor, process_key, round_key)
    form = ConfirmForm(sent(request))
    if form.is_bound:
        return do(
            request,
            round,
            lambda: actions.publish_round(
                round=round, seed=secrets.randbelow(SEEDS), by=request.actor, at=request.at
            ),
            _("The rule is published. It cannot be changed any more."),
        )
    question = Question(
        _("Publish the rule?"),
        _("Publish the rule"),
        points=_published_then(),
    )
    return ask(request, round.process, question, form, round)


@require_POST
def open_round(request: Request, process_key: str, round_key: str) -> HttpResponse:
    round = access.round_for_office(request.actor, process_key, round_key)
    return do(
        request,
        round,
        lambda: actions.open_round(round=round, by=request.actor, at=request.at),
        _("The vote is open. Now the links can go out."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def prolong_round(request: Request, process_key: str, round_key: str) -> HttpResponse:
    round = access.round_for_office(request.actor, process_key, round_key)
    form = LastDayForm(sent(request), initial={"closes_on": round.closes_on})
    if form.is_bound and form.is_valid():
        return do(
            request,
            round,
            lambda: actions.prolong_round(
                round=round, by=request.actor, at=request.at, **form.cleaned_data
            ),
            _("There is more time now."),
        )
    question = Question(_("Prolong the vote"), _("Prolong the vote"))
    return ask(request, round.process, question, form, round)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_round(request: Request, process_key: str, round_key: str) -> HttpResponse:
    round = access.round_for_office(request.actor, process_key, round_key)
    form = ReasonForm(sent(request))
    if form.is_bound and form.is_valid():
        return do(
            request,
            round,
            lambda: actions.cancel_round(
                round=round, by=request.actor, at=request.at, **form.cleaned_data
            ),
            _("The vote is cancelled."),
        )
    question = Question(
        _("Cancel the vote?"),
        _("Cancel the vote"),
        points=_lost_then(),
        is_destructive=True,
    )
    return ask(request, round.process, question, form, round)


@require_http_methods(["GET", "HEAD", "POST"])
def close_round(request: Request, process_key: str, round_key: str) -> HttpResponse:
    round = access.round_for_office(request.actor, process_key, round_key)
    form = ConfirmForm(sent(request))
    if form.is_bound:
        try:
            actions.close_round(round=round, by=request.actor, at=request.at)
        except REFUSALS as refused:
            messages.error(request, str(refused))
            return shown(request, round)
        return _count(request, round)
    question = Question(
        _("Close the vote and count?"),
        _("Close and count"),
        points=(
            _("No more papers are taken, and none can be changed."),
            *still_apart_in_words(round),
            _("The result is frozen and can be read by everybody inside the region."),
            _("Everybody who could vote gets a mail with the result."),
        ),
    )
    return ask(request, round.process, question, form, round)


@require_safe
def counting(request: Request, process_key: str, round_key: str) -> HttpResponse:
    """While papers are counted; the page asks again by itself, and leads on to the result."""
    round = access.round_for_member(request.actor, process_key, round_key)
    if round.state == Round.State.CLOSED:
        return redirect("ballots:result", process_key, round_key)
    if round.state != Round.State.COUNTING:
        return redirect("ballots:round", process_key, round_key)
    context = {
        "process": round.process,
        "round": round,
        "is_office": may_run_round(request.actor, round.process),
        "is_late": round.closed_at is not None and request.at - round.closed_at > LATE,
    }
    response = render(request, "ballots/counting.html", context)
    response["Refresh"] = str(LOOKS_AGAIN)
    return response


@require_POST
def count_round(request: Request, process_key: str, round_key: str) -> HttpResponse:
    """Count anew what a machine that was switched off has not finished."""
    return _count(request, access.round_for_office(request.actor, process_key, round_key))


def _count(request: Request, round: Round) -> HttpResponse:
    tasks.count_round.enqueue(round.pk)
    return go(request, "ballots:counting", round.process.key, round.key)


@require_safe
def turnout(request: Request, process_key: str, round_key: str) -> HttpResponse:
    """Who has voted, never how; and to whom links went."""
    round = access.round_for_office(request.actor, process_key, round_key)
    voters = list(voters_of(round).prefetch_related("links"))
    chambers = turnout_of(round, voters)
    context = {
        "process": round.process,
        "round": round,
        "heading": chambers[0].sentence if chambers else _("Nobody is chosen yet."),
        "chambers": chambers,
        "is_open": round.state == round.State.OPEN,
        "may_link": round.state in {round.State.OPEN, round.State.PUBLISHED},
    }
    return render(request, "ballots/office/turnout.html", context)


@require_POST
def invite_voters(request: Request, process_key: str, round_key: str) -> HttpResponse:
    round = access.round_for_office(request.actor, process_key, round_key)
    try:
        done = actions.invite_voters(round=round, tokens=_tokens(), by=request.actor, at=request.at)
    except actions.RoundStateError as refused:
        messages.error(request, str(refused))
        return shown(request, round)
    send_mails.enqueue()
    _say_invited(request, done)
    return go(request, "ballots:turnout", round.process.key, round.key)


@require_http_methods(["GET", "HEAD", "POST"])
def make_link(request: Request, process_key: str, round_key: str, voter_id: int) -> HttpResponse:
    voter = access.voter_for_office(request.actor, process_key, round_key, voter_id)
    round = voter.chamber.round
    form = LinkForm(sent(request), initial={"name": voter.name, "email": voter.email})
    if form.is_bound and form.is_valid():
        try:
            actions.make_link(
                voter=voter,
                token=next(_tokens()),
                by=request.actor,
                at=request.at,
                **form.cleaned_data,
            )
        except actions.RoundStateError as refused:
            messages.error(request, str(refused))
            return shown(request, round)
        send_mails.enqueue()
        messages.success(request, _("The link is on its way."))
        return go(request, "ballots:turnout", round.process.key, round.key)
    question = Question(_("Send a personal link"), _("Send the link"), str(voter))
    return ask(request, round.process, question, form, round)


@require_POST
def revoke_link(request: Request, process_key: str, round_key: str, link_id: int) -> HttpResponse:
    link = access.link_for_office(request.actor, process_key, round_key, link_id)
    actions.revoke_link(link=link, by=request.actor, at=request.at)
    messages.success(request, _("The link opens nothing any more."))
    round = link.voter.chamber.round
    return go(request, "ballots:turnout", round.process.key, round.key)


def _published_then() -> tuple[str, ...]:
    return (
        _("Question, options, voters and rule stand from now on; nobody can change them."),
        _("A lot for ties is drawn now and published with the rule."),
        _("Everybody inside the region can read it."),
    )


def _lost_then() -> tuple[str, ...]:
    return (
        _("Papers that were handed in are destroyed unread."),
        _("The reason is shown to everybody who could vote."),
    )


def _say_invited(request: Request, done: actions.Invited) -> None:
    text = ngettext("One link is on its way.", "%(sent)d links are on their way.", done.sent)
    messages.success(request, text % {"sent": done.sent})
    if done.without_address:
        words = {"names": ", ".join(done.without_address)}
        messages.warning(request, _("Without a mail address: %(names)s") % words)


def _tokens() -> Iterator[str]:
    while True:
        yield secrets.token_urlsafe(32)
