"""The office lets goals be weighed and voted on, and takes over what came out."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.decide.ballots import actions as ballots
from regiowerk.decide.goals import access, actions, queries
from regiowerk.decide.goals.forms.shaping import ConfirmForm
from regiowerk.decide.goals.forms.weighing import (
    GoalsVoteForm,
    RepeatForm,
    TakeOverForm,
    WeighingForm,
)
from regiowerk.decide.goals.models import Weighing
from regiowerk.decide.goals.queries.weighing import standings_of, voters_on
from regiowerk.decide.goals.views.asking import (
    Place,
    Question,
    ask,
    at_version,
    at_weighing,
    at_weights,
    done,
    is_done,
    sent,
)
from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go

ASKED = ["GET", "HEAD", "POST"]
SEEDS = 2**31


@require_http_methods(ASKED)
def begin_weighing(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    day = timezone.localdate(request.at)
    form = WeighingForm(sent(request), tree=queries.tree_of(process), today=day)

    def deed() -> Weighing:
        begin = partial(actions.begin_weighing, voters=voters_on(process, day))
        return begin(process=process, facts=form.facts(), by=request.actor, at=request.at)

    begun: list[Weighing] = []
    if is_done(form, lambda: begun.append(deed())):
        message = _("The papers are prepared. Look at them, then publish the rule.")
        return done(request, message, at_weighing(begun[0]))
    return ask(request, process, _about_weighing(at_weights(process)), form)


@require_http_methods(ASKED)
def put_goals_to_vote(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    day = timezone.localdate(request.at)
    form = GoalsVoteForm(sent(request), tree=queries.tree_of(process), today=day)

    def deed() -> None:
        put = partial(actions.put_goals_to_vote, goals=form.chosen(), facts=form.facts())
        by, at = request.actor, request.at
        begun.append(put(process=process, voters=voters_on(process, day), by=by, at=at).key)

    begun: list[str] = []
    if is_done(form, deed):
        messages.success(request, _("The vote is prepared. Its rule can still be changed."))
        return go(request, "ballots:round", process_key, begun[0])
    return ask(request, process, _about_vote(at_weights(process)), form)


@require_http_methods(ASKED)
def publish_weighing(request: Request, process_key: str, weighing_key: str) -> HttpResponse:
    found = access.weighing_for_office(request.actor, process_key, weighing_key)
    question = Question(
        title=_("Publish the rule of all papers?"),
        lead=_("After that neither goals nor voters nor the rule can be changed any more."),
        submit=_("Publish the rule"),
        back=at_weighing(found),
    )
    deed = partial(actions.publish_weighing, seeds=_seeds())
    return _confirm(request, found, question, deed, _("The rule is published."))


@require_POST
def open_weighing(request: Request, process_key: str, weighing_key: str) -> HttpResponse:
    found = access.weighing_for_office(request.actor, process_key, weighing_key)
    try:
        actions.open_weighing(weighing=found, by=request.actor, at=request.at)
    except actions.GoalRefusedError as refused:
        messages.error(request, str(refused))
        return go(request, at_weighing(found).address)
    return done(request, _("The papers can be handed in. Now send the links."), at_weighing(found))


@require_POST
def invite_to_weigh(request: Request, process_key: str, weighing_key: str) -> HttpResponse:
    """One mail with one link to each who has none yet."""
    found = access.weighing_for_office(request.actor, process_key, weighing_key)
    running = [one.running for one in standings_of(found)]
    first = next((one for one in running if one.state == one.State.OPEN), running[0])
    try:
        invited = ballots.invite_voters(
            round=first, tokens=_tokens(), by=request.actor, at=request.at
        )
    except ballots.RoundStateError as refused:
        messages.error(request, str(refused))
        return go(request, at_weighing(found).address)
    send_mails.enqueue()
    _say_invited(request, invited)
    return go(request, at_weighing(found).address)


@require_http_methods(ASKED)
def close_weighing(request: Request, process_key: str, weighing_key: str) -> HttpResponse:
    found = access.weighing_for_office(request.actor, process_key, weighing_key)
    question = Question(
        title=_("Close all papers and count?"),
        lead=_("No more papers are taken. Everybody inside can read what came out."),
        submit=_("Close and count"),
        back=at_weighing(found),
    )
    message = _("The papers are counted.")
    answer = _confirm(request, found, question, actions.close_weighing, message)
    if request.method == "POST":
        send_mails.enqueue()
    return answer


@require_http_methods(ASKED)
def repeat_weighing(request: Request, process_key: str, weighing_key: str) -> HttpResponse:
    found = access.weighing_for_office(request.actor, process_key, weighing_key)
    day = timezone.localdate(request.at)
    form = RepeatForm(sent(request), standings=standings_of(found), today=day)

    def deed() -> None:
        window = {name: form.cleaned_data[name] for name in ("opens_on", "closes_on")}
        repeat = partial(actions.repeat_weighing, nodes=form.keys(), **window)
        repeat(weighing=found, by=request.actor, at=request.at)

    if is_done(form, deed):
        message = _("The second turn is prepared. Publish its rule, then open it.")
        return done(request, message, at_weighing(found))
    question = Question(
        title=_("Begin a second turn"),
        lead=_("Everybody reads what came out, and begins with the own paper of the first turn."),
        submit=_("Begin the second turn"),
        back=at_weighing(found),
    )
    return ask(request, found.process, question, form)


@require_http_methods(ASKED)
def take_over_weights(request: Request, process_key: str, weighing_key: str) -> HttpResponse:
    found = access.weighing_for_office(request.actor, process_key, weighing_key)
    form = TakeOverForm(sent(request), initial={"label": found.title})

    def deed() -> None:
        take = partial(actions.take_over_weights, label=form.cleaned_data["label"])
        taken.append(take(weighing=found, by=request.actor, at=request.at))

    taken: list[actions.Taken] = []
    if is_done(form, deed):
        _say_left(request, taken[0])
        message = _("The weights stand in the tree, and the tree is frozen with its votes.")
        return done(request, message, at_version(taken[0].version))
    question = Question(
        title=_("Take the weights over into the tree"),
        lead=_("The tree is frozen with them. The version names every vote and its check number."),
        submit=_("Take over and freeze"),
        back=at_weighing(found),
    )
    return ask(request, found.process, question, form)


def _confirm(
    request: Request,
    found: Weighing,
    question: Question,
    deed: Callable[..., None],
    message: str,
) -> HttpResponse:
    form = ConfirmForm(sent(request))
    if is_done(form, lambda: deed(weighing=found, by=request.actor, at=request.at)):
        return done(request, message, at_weighing(found))
    return ask(request, found.process, question, form)


def _about_weighing(back: Place) -> Question:
    return Question(
        title=_("Let the goals be weighed"),
        lead=_(
            "The tree is frozen as it stands. Every member municipality gets one short paper for "
            "each goal you choose, all of them by one link."
        ),
        submit=_("Prepare the papers"),
        back=back,
    )


def _about_vote(back: Place) -> Question:
    return Question(
        title=_("Put goals to the vote"),
        lead=_("Every member municipality gets one paper. Nobody sees it before you publish."),
        submit=_("Prepare the vote"),
        back=back,
    )


def _say_invited(request: Request, invited: ballots.Invited) -> None:
    text = ngettext("One link was sent.", "%(number)d links were sent.", invited.sent)
    messages.success(request, text % {"number": invited.sent})
    if invited.without_address:
        words = {"names": ", ".join(invited.without_address)}
        messages.warning(request, _("No mail address is known for: %(names)s.") % words)


def _say_left(request: Request, taken: actions.Taken) -> None:
    for name, reason in taken.left:
        words = {"goal": name, "reason": reason}
        messages.warning(request, _("Not taken over: “%(goal)s”: %(reason)s") % words)


def _seeds() -> Iterator[int]:
    while True:
        yield secrets.randbelow(SEEDS)


def _tokens() -> Iterator[str]:
    while True:
        yield secrets.token_urlsafe(32)
