"""How a page with one form is asked and answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from regiowerk.ground.regions.access import Request
from regiowerk.ground.regions.actions import RefusedError
from regiowerk.ground.regions.models import Region
from regiowerk.ground.ui.htmx import go

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Question:
    """What the page of one deed says: its heading, what will happen, and its button."""

    title: str
    submit: str
    back: str  # address one came from and goes back to
    back_label: str
    lead: str = ""
    points: tuple[str, ...] = ()  # what will be lost, who will see what
    is_destructive: bool = False


def sent(request: Request) -> QueryDict | None:
    """What was sent, or nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def is_done(form: Form, deed: Callable[[], object]) -> bool:
    """Do the deed when the form is valid; a refusal becomes a fault of the form."""
    if not form.is_valid():
        return False
    try:
        deed()
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def ask(request: Request, region: Region, question: Question, form: Form) -> HttpResponse:
    """The page of one form; with its faults, answered as "cannot be processed"."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"region": region, "question": question, "form": form}
    return render(request, "regions/question.html", context, status=status)


def done(request: Request, message: str, page: str, *args: object) -> HttpResponse:
    """Say what has happened and go where it can be seen."""
    messages.success(request, message)
    return go(request, page, *args)


def words_of(request: Request) -> str:
    """What was typed into the search of a list."""
    return request.GET.get("q", "").strip()[:100]


def page_of[Row: Model](request: Request, rows: QuerySet[Row]) -> Page[Row]:
    """The part of a list that is looked at."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
