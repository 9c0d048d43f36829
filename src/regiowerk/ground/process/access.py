"""The only doors through which a request reaches a process and what belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Activity, Body, Milestone, Passage, Process, Stage
from regiowerk.ground.process.permissions import may_read_process, may_run_process, may_take_part
from regiowerk.ground.regions.middleware import Request


def open_to_the_public[**P](
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[Request, P], HttpResponse]:
    """A page strangers may read where the process is public; elsewhere they are asked to sign in.

    Whether the address exists or not makes no difference to a stranger.
    """

    def opened(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if not request.actor.is_anonymous:
                raise
            return redirect_to_login(request.get_full_path())

    update_wrapper(opened, view)
    return login_not_required(opened)


def _process(key: str) -> Process:
    process = (
        Process.objects.select_related(
            "region__network", "region__regiopole", "programme__network", "area"
        )
        .filter(key=key)
        .first()
    )
    if process is None:
        raise Http404
    return process


def process_for_reader(actor: Actor, key: str) -> Process:
    """A public process for everybody, any other for those inside; outsiders get 404."""
    process = _process(key)
    if not may_read_process(actor, process):
        raise Http404
    return process


def process_for_member(actor: Actor, key: str) -> Process:
    process = _process(key)
    if not may_take_part(actor, process):
        raise Http404
    return process


def process_for_office(actor: Actor, key: str) -> Process:
    process = process_for_member(actor, key)
    if not may_run_process(actor, process):
        raise PermissionDenied
    return process


def stage_for_office(actor: Actor, process_key: str, stage_key: str) -> Stage:
    process = process_for_office(actor, process_key)
    stage = process.stages.filter(key=stage_key).first()
    if stage is None:
        raise Http404
    stage.process = process
    return stage


def activity_for_office(actor: Actor, process_key: str, activity_id: int) -> Activity:
    process = process_for_office(actor, process_key)
    activities = Activity.objects.select_related("stage__process__region")
    activity = activities.filter(stage__process=process, pk=activity_id).first()
    if activity is None:
        raise Http404
    return activity


def milestone_for_office(actor: Actor, process_key: str, milestone_key: str) -> Milestone:
    process = process_for_office(actor, process_key)
    milestone = process.milestones.filter(key=milestone_key).first()
    if milestone is None:
        raise Http404
    milestone.process = process
    return milestone


def body_for_office(actor: Actor, process_key: str, body_key: str) -> Body:
    process = process_for_office(actor, process_key)
    body = process.bodies.filter(key=body_key).first()
    if body is None:
        raise Http404
    body.process = process
    return body


def passage_for_office(actor: Actor, process_key: str, passage_id: int) -> Passage:
    process = process_for_office(actor, process_key)
    passage = process.passages.filter(pk=passage_id).first()
    if passage is None:
        raise Http404
    passage.process = process
    return passage
