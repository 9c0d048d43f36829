"""How a page with one form about a codebook is asked and answered."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.codes.domain.tree import CircleError, NameTakenError
from regiowerk.listen.codes.models import Code


@dataclass(frozen=True, slots=True)
class Question:
    """What the page of one deed says: its heading, what follows from it, and its button."""

    title: str
    submit: str
    lead: str = ""
    means: tuple[str, ...] = ()
    code: Code | None = None  # the code one comes from and goes back to


def ask(request: Request, process: Process, question: Question, form: Form) -> HttpResponse:
    """The page of one form; with its faults, answered as "cannot be processed"."""
    back = reverse("codes:codebook", args=[process.key])
    if question.code is not None:
        back = reverse("codes:code", args=[process.key, question.code.key])
    context = {"process": process, "question": question, "form": form, "back": back}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "codes/question.html", context, status=status)


def why_not(refusal: CircleError | NameTakenError) -> str:
    """Why a code cannot stand somewhere, and what to do."""
    if isinstance(refusal, CircleError):
        return _("A code cannot stand under itself or under a code below it.")
    return _("A code of this name stands there already. Please choose another name or place.")
