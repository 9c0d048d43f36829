"""How a page with one form is asked and answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.models import Round
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go

REFUSALS = (
    actions.PublishedError,
    actions.NotReadyError,
    actions.RoundStateError,
    actions.RuleChangedError,
    actions.WindowError,
    actions.TooEarlyError,
    actions.TooFewForSecrecyError,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What the page of one deed says: its heading, what will happen, and its button."""

    title: str
    submit: str
    lead: str = ""
    points: tuple[str, ...] = ()  # what will be, or what is lost
    is_destructive: bool = False


def sent(request: Request) -> QueryDict | None:
    """What was sent, or nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def ask(
    request: Request, process: Process, question: Question, form: Form, round: Round | None = None
) -> HttpResponse:
    """The page of one form; with its faults, answered as "cannot be processed"."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"process": process, "round": round, "question": question, "form": form}
    return render(request, "ballots/office/question.html", context, status=status)


def do(request: Request, round: Round, deed: Callable[[], object], message: str) -> HttpResponse:
    """Do it, or say why it cannot be done, and go to the round."""
    try:
        deed()
    except REFUSALS as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, message)
    return shown(request, round)


def shown(request: Request, round: Round) -> HttpResponse:
    """To the page of the round."""
    return go(request, "ballots:round", round.process.key, round.key)
