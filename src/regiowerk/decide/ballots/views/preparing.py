"""The office prepares a round: question and rule, options, voters."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.decide.ballots import access, actions
from regiowerk.decide.ballots.forms.criteria import CriteriaForm
from regiowerk.decide.ballots.forms.office import ConfirmForm, RoundForm
from regiowerk.decide.ballots.forms.options import OptionForm
from regiowerk.decide.ballots.forms.voters import VotersForm, chamber_label
from regiowerk.decide.ballots.models import Chamber, Round, Voter
from regiowerk.decide.ballots.queries.rounds import rule_of, voters_of
from regiowerk.decide.ballots.queries.standing import may_vote
from regiowerk.decide.ballots.views.asking import Question, ask, do, sent, shown
from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.regions.models import Organisation


@require_http_methods(["GET", "HEAD", "POST"])
def begin_round(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    form = RoundForm(sent(request), organisations=_members(process, request))
    if form.is_bound and form.is_valid():
        round = actions.begin_round(
            process=process, facts=form.facts(), by=request.actor, at=request.at
        )
        messages.success(request, _("The vote is begun. Next come its options."))
        return shown(request, round)
    question = Question(
        _("Put something to the vote"),
        _("Begin the vote"),
        _("Nobody but the office sees it before you publish its rule."),
    )
    return ask(request, process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_round(request: Request, process_key: str, round_key: str) -> HttpResponse:
    round = access.round_for_office(request.actor, process_key, round_key)
    form = RoundForm.about(round, _members(round.process, request), sent(request))
    if form.is_bound and form.is_valid():
        return do(
            request,
            round,
            lambda: actions.edit_round(
                round=round, facts=form.facts(), by=request.actor, at=request.at
            ),
            _("The change is kept."),
        )
    question = Question(_("Change question and rule"), _("Keep the change"))
    return ask(request, round.process, question, form, round)


@require_http_methods(["GET", "HEAD", "POST"])
def add_option(request: Request, process_key: str, round_key: str) -> HttpResponse:
    round = access.round_for_office(request.actor, process_key, round_key)
    form = OptionForm(sent(request), organisations=_members(round.process, request))
    if form.is_bound and form.is_valid():
        return do(
            request,
            round,
            lambda: actions.add_option(
                round=round, facts=form.facts(), by=request.actor, at=request.at
            ),
            _("The option is added."),
        )
    question = Question(_("Add an option"), _("Add this option"))
    return ask(request, round.process, question, form, round)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_option(
    request: Request, process_key: str, round_key: str, option_key: str
) -> HttpResponse:
    option = access.option_for_office(request.actor, process_key, round_key, option_key)
    members = _members(option.round.process, request)
    form = OptionForm(sent(request), organisations=members, option=option)
    if form.is_bound and form.is_valid():
        return do(
            request,
            option.round,
            lambda: actions.edit_option(
                option=option, facts=form.facts(), by=request.actor, at=request.at
            ),
            _("The change is kept."),
        )
    question = Question(_("Change this option"), _("Keep the change"))
    return ask(request, option.round.process, question, form, option.round)


@require_POST
def move_option(
    request: Request, process_key: str, round_key: str, option_key: str
) -> HttpResponse:
    option = access.option_for_office(request.actor, process_key, round_key, option_key)
    direction = Direction.UP if request.POST.get("direction") == "up" else Direction.DOWN
    return do(
        request,
        option.round,
        lambda: actions.move_option(
            option=option, direction=direction, by=request.actor, at=request.at
        ),
        _("The order is changed."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove_option(
    request: Request, process_key: str, round_key: str, option_key: str
) -> HttpResponse:
    option = access.option_for_office(request.actor, process_key, round_key, option_key)
    form = ConfirmForm(sent(request))
    if form.is_bound:
        return do(
            request,
            option.round,
            lambda: actions.remove_option(option=option, by=request.actor, at=request.at),
            _("The option is removed."),
        )
    question = Question(
        _("Remove this option?"),
        _("Remove this option"),
        points=(option.label,),
        is_destructive=True,
    )
    return ask(request, option.round.process, question, form, option.round)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_criteria(request: Request, process_key: str, round_key: str) -> HttpResponse:
    round = access.round_for_office(request.actor, process_key, round_key)
    form = CriteriaForm(sent(request), criteria=rule_of(round).criteria)
    if form.is_bound and form.is_valid():
        return do(
            request,
            round,
            lambda: actions.choose_criteria(
                round=round, criteria=form.criteria(), by=request.actor, at=request.at
            ),
            _("The criteria are kept."),
        )
    question = Question(
        _("By what are the options rated?"),
        _("Keep these criteria"),
        _("Three to eight criteria have proved right. For more rows, keep these and come back."),
    )
    return ask(request, round.process, question, form, round)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_voters(request: Request, process_key: str, round_key: str) -> HttpResponse:
    round = access.round_for_office(request.actor, process_key, round_key)
    members = _members(round.process, request)
    form = VotersForm(sent(request), organisations=members, initial=_chosen(round, members))
    if form.is_bound and form.is_valid():
        return do(request, round, lambda: _choose(request, round, form), _("The choice is kept."))
    question = Question(
        _("Who votes?"),
        _("Keep this choice"),
        _("Each organisation hands in one paper. Experts and citizens are counted by themselves."),
    )
    return ask(request, round.process, question, form, round)


def _choose(request: Request, round: Round, form: VotersForm) -> None:
    for kind, voters in form.chambers():
        actions.choose_voters(
            round=round,
            kind=kind.value,
            label=chamber_label(kind.value),
            voters=voters,
            by=request.actor,
            at=request.at,
        )


def _members(process: Process, request: Request) -> QuerySet[Organisation]:
    return may_vote(process, timezone.localdate(request.at))


def _chosen(round: Round, members: QuerySet[Organisation]) -> dict[str, object]:
    """What was chosen before; at first all member municipalities."""
    voters = list(voters_of(round))
    bodies = [one.organisation_id for one in voters if one.chamber.kind == Chamber.Kind.BODIES]
    towns = members.filter(kind=Organisation.Kind.MUNICIPALITY).values_list("pk", flat=True)
    return {
        "organisations": bodies or list(towns),
        "experts": _lines(voters, Chamber.Kind.EXPERTS),
        "citizens": _lines(voters, Chamber.Kind.CITIZENS),
    }


def _lines(voters: list[Voter], kind: Chamber.Kind) -> str:
    chosen = [one for one in voters if one.chamber.kind == kind]
    return "\n".join(f"{one.name}; {one.email}; {one.organisation}" for one in chosen)
