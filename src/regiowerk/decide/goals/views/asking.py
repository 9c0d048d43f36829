"""How a page with one form is asked and answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from regiowerk.decide.goals.actions import GoalRefusedError
from regiowerk.decide.goals.models import Consultation, Goal, TreeVersion, Weighing
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question is asked from, and where one goes back to."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Question:
    """What the page of one deed says: its heading, what will happen, its button, the way back."""

    title: str
    submit: str
    back: Place
    lead: str = ""
    lost: tuple[str, ...] = ()


class Sheet(Protocol):
    """Several forms that are asked and answered as one."""

    def is_valid(self) -> bool: ...

    def add_error(self, field: None, error: str, /) -> None: ...


def sent(request: Request) -> QueryDict | None:
    """What was sent, or nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def ask(request: Request, process: Process, question: Question, form: Form) -> HttpResponse:
    """The page of one form; with its faults, answered as "cannot be processed"."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"process": process, "question": question, "form": form}
    return render(request, "goals/question.html", context, status=status)


def is_done(form: Form | Sheet, deed: Callable[[], object]) -> bool:
    """Whether the form is right and the deed was not refused; a refusal stands above the form."""
    if not form.is_valid():
        return False
    try:
        deed()
    except GoalRefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def done(request: Request, message: str, to: Place) -> HttpResponse:
    """Say what has happened and go where it can be seen."""
    messages.success(request, message)
    return go(request, to.address)


def at_tree(process: Process) -> Place:
    return Place(_("Goal tree"), reverse("goals:goal_tree", args=[process.key]))


def at_arranging(process: Process) -> Place:
    address = reverse("goals:goal_tree", args=[process.key], query={"ordnen": 1})
    return Place(_("Goal tree"), address)


def at_goal(goal: Goal) -> Place:
    return Place(goal.title, reverse("goals:goal", args=[goal.process.key, goal.key]))


def at_candidates(process: Process) -> Place:
    return Place(_("Proposals"), reverse("goals:candidates", args=[process.key]))


def at_versions(process: Process) -> Place:
    return Place(_("Versions"), reverse("goals:versions", args=[process.key]))


def at_version(version: TreeVersion) -> Place:
    address = reverse("goals:version", args=[version.process.key, version.key])
    return Place(version.label, address)


def at_weights(process: Process) -> Place:
    return Place(_("Weights"), reverse("goals:weights", args=[process.key]))


def at_weighing(weighing: Weighing) -> Place:
    address = reverse("goals:weighing", args=[weighing.process.key, weighing.key])
    return Place(weighing.title, address)


def at_consultation(consultation: Consultation) -> Place:
    address = reverse("goals:consultation", args=[consultation.process.key, consultation.key])
    return Place(consultation.title, address)


def at_reply(consultation: Consultation, page: int) -> Place:
    place = [consultation.process.key, consultation.key]
    address = reverse("goals:reply", args=place, query={"page": page})
    return Place(consultation.title, address)
