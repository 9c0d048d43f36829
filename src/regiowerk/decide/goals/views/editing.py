"""The office changes the tree: by forms and keyboard, one deed to a page."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.decide.goals import access, actions, queries
from regiowerk.decide.goals.forms.shaping import (
    GOAL,
    AddGoalForm,
    ConfirmForm,
    DirectionForm,
    GoalForm,
    HangForm,
    OtherGoalForm,
    SplitForm,
)
from regiowerk.decide.goals.models import Goal
from regiowerk.decide.goals.views.asking import (
    Question,
    ask,
    at_arranging,
    at_goal,
    at_tree,
    done,
    is_done,
    sent,
)
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go

ASKED = ["GET", "HEAD", "POST"]


@require_http_methods(ASKED)
def add_goal(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    tree = queries.tree_of(process)
    initial = {"level": "goal" if tree.goals else "guiding", "parent": request.GET.get("unter", "")}
    form = AddGoalForm(sent(request), initial=initial, tree=tree, process=process)

    def deed() -> None:
        added = form.goal() | {"parent": form.above()}
        actions.add_goal(process=process, by=request.actor, at=request.at, **added)

    if is_done(form, deed):
        return done(request, _("The goal is added."), at_tree(process))
    question = Question(title=_("Add a goal"), submit=_("Add goal"), back=at_tree(process))
    return ask(request, process, question, form)


@require_http_methods(ASKED)
def edit_goal(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    goal = access.goal_for_office(request.actor, process_key, goal_key)
    initial = {name: getattr(goal, name) for name in GOAL}
    form = GoalForm(sent(request), initial=initial, process=goal.process)

    def deed() -> None:
        actions.edit_goal(goal=goal, by=request.actor, at=request.at, **form.goal())

    if is_done(form, deed):
        return done(request, _("The goal is changed."), at_goal(goal))
    question = Question(title=_("Change the goal"), submit=_("Save changes"), back=at_goal(goal))
    return ask(request, goal.process, question, form)


@require_POST
def move_goal(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    goal = access.goal_for_office(request.actor, process_key, goal_key)
    form = DirectionForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    number = form.cleaned_data["under"]
    under = Goal.objects.filter(process=goal.process, pk=number).first() if number else None
    if not goal.branches.filter(parent=under).exists():
        return HttpResponseBadRequest()
    move = partial(actions.move_goal, goal=goal, under=under)
    steps = form.cleaned_data["steps"] or 1
    move(direction=form.cleaned_data["direction"], steps=steps, by=request.actor, at=request.at)
    return go(request, f"{at_arranging(goal.process).address}#{goal.key}")


@require_http_methods(ASKED)
def hang_goal(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    goal = access.goal_for_office(request.actor, process_key, goal_key)
    under = request.GET.get("unter", "")
    form = HangForm(sent(request), tree=queries.tree_of(goal.process), goal=goal, under=under)

    def deed() -> None:
        actions.hang_goal(goal=goal, shares=form.shares(), by=request.actor, at=request.at)

    if is_done(form, deed):
        return done(request, _("The goal stands where you put it."), at_goal(goal))
    lead = _("Everything below it goes along. A measure can serve up to four goals.")
    question = Question(
        title=_("Move the goal elsewhere"), submit=_("Put it there"), back=at_goal(goal), lead=lead
    )
    return ask(request, goal.process, question, form)


@require_http_methods(ASKED)
def merge_goal(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    goal = access.goal_for_office(request.actor, process_key, goal_key)
    form = OtherGoalForm(sent(request), tree=queries.tree_of(goal.process), goal=goal)
    form.fields["other"].label = _("Goal that goes on")

    def deed() -> None:
        actions.merge_goal(goal=goal, into=form.goal(), by=request.actor, at=request.at)

    if is_done(form, deed):
        return done(request, _("The goals are merged."), at_goal(form.goal()))
    return ask(request, goal.process, _merging(goal), form)


@require_http_methods(ASKED)
def split_goal(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    goal = access.goal_for_office(request.actor, process_key, goal_key)
    form = SplitForm(sent(request))

    def deed() -> None:
        parts = form.cleaned_data["titles"]
        actions.split_goal(goal=goal, parts=parts, by=request.actor, at=request.at)

    if is_done(form, deed):
        return done(request, _("The goal is split."), at_arranging(goal.process))
    lead = _("The new goals stand beside it, on the same level, and rest on the same findings.")
    question = Question(
        title=_("Split the goal"), submit=_("Split goal"), back=at_goal(goal), lead=lead
    )
    return ask(request, goal.process, question, form)


@require_http_methods(ASKED)
def remove_goal(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    goal = access.goal_for_office(request.actor, process_key, goal_key)
    form = ConfirmForm(sent(request))

    def deed() -> None:
        actions.remove_goal(goal=goal, by=request.actor, at=request.at)

    if is_done(form, deed):
        return done(request, _("The goal is removed."), at_tree(goal.process))
    return ask(request, goal.process, _removing(goal), form)


def _merging(goal: Goal) -> Question:
    return Question(
        title=_("Merge the goal into another one"),
        lead=_(
            "What stands under it and all findings it rests on go along. Its words and its address "
            "stay with the goal that goes on. What organisations said about it stays readable in the consultation."
        ),
        submit=_("Merge goals"),
        back=at_goal(goal),
    )


def _removing(goal: Goal) -> Question:
    return Question(
        title=_("Remove the goal"),
        lead=_(
            "It disappears from the tree for everybody. Versions that were frozen before keep it, and so "
            "does what organisations said about it."
        ),
        lost=(
            goal.title,
            _("its indicator and the values measured for it"),
            _("the findings it rests on, as they were cited"),
        ),
        submit=_("Remove goal"),
        back=at_goal(goal),
    )
