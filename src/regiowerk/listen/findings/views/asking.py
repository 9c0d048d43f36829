"""How a page with one form is asked and answered."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.findings.models import Finding


@dataclass(frozen=True, slots=True)
class Question:
    """What the page of one deed says: its heading, what will happen, and its button."""

    title: str
    submit: str
    lead: str = ""
    lost: tuple[str, ...] = ()  # what nobody can read afterwards
    about: Finding | None = None  # the finding one comes from and goes back to


def sent(request: Request) -> QueryDict | None:
    """What was sent, or nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def ask(request: Request, process: Process, question: Question, form: Form) -> HttpResponse:
    """The page of one form; with its faults, answered as "cannot be processed"."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"process": process, "question": question, "form": form}
    return render(request, "findings/question.html", context, status=status)


def shown(request: Request, finding: Finding, message: str) -> HttpResponse:
    """Say what has happened and go to the finding."""
    messages.success(request, message)
    return go(request, "findings:finding", finding.process.key, finding.key)
