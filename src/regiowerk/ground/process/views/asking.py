"""How a page with one form is asked and answered."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go


@dataclass(frozen=True, slots=True)
class Question:
    """What the page of one deed says: its heading, what will happen, and its button."""

    title: str
    submit: str
    back: str  # name of the page one came from and goes back to
    back_label: str
    lead: str = ""
    points: tuple[str, ...] = ()  # what will be lost, who will see what
    unmet: tuple[str, ...] = ()  # what has to happen first; until then there is nothing to press
    is_destructive: bool = False


def sent(request: Request) -> QueryDict | None:
    """What was sent, or nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def ask(request: Request, process: Process, question: Question, form: Form) -> HttpResponse:
    """The page of one form; with its faults, answered as "cannot be processed"."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {
        "process": process,
        "question": question,
        "form": form,
        "back": reverse(question.back, args=[process.key]),
    }
    return render(request, "process/question.html", context, status=status)


def done(request: Request, message: str, page: str, *args: object) -> HttpResponse:
    """Say what has happened and go where it can be seen."""
    messages.success(request, message)
    return go(request, page, *args)
