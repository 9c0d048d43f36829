"""How the pages about surveys and waves ask and answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys.access import (
    participation_for_office,
    survey_for_office,
    wave_for_office,
)
from regiowerk.listen.surveys.models import Participation, Survey, Wave

# More names than these are not read.
NAMED = 30


@dataclass(frozen=True, slots=True)
class Names:
    """Organisations under a heading; of many, the first ones and how many more."""

    title: str
    names: tuple[str, ...]
    more: int = 0

    @classmethod
    def of(cls, title: str, names: Sequence[str]) -> Names:
        return cls(title, tuple(names[:NAMED]), max(0, len(names) - NAMED))


@dataclass(frozen=True, slots=True)
class Deed:
    """What the page of one deed says: its heading, what follows from it, and its button."""

    title: str
    submit: str
    lead: str = ""
    means: tuple[str, ...] = ()  # what follows from it
    obstacle: str = ""  # why it cannot be done yet
    remedy: tuple[str, str] = ("", "")  # label and address of a step that should come first
    concerned: tuple[Names, ...] = ()  # whom it concerns
    is_grave: bool = False


def sent(request: Request) -> QueryDict | None:
    """What was sent, or nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(*forms: Form) -> HTTPStatus:
    """Asked anew because of a fault, or shown for the first time."""
    is_faulty = any(form.is_bound for form in forms)
    return HTTPStatus.UNPROCESSABLE_ENTITY if is_faulty else HTTPStatus.OK


def the_survey(request: Request, process_key: str, survey_key: str) -> Survey:
    survey = survey_for_office(request.actor, process_key, survey_key)
    _at(request, survey.process)
    return survey


def the_wave(request: Request, process_key: str, survey_key: str, wave: int) -> Wave:
    found = wave_for_office(request.actor, process_key, survey_key, wave)
    _at(request, found.survey.process)
    return found


def the_participation(
    request: Request, process_key: str, survey_key: str, wave: int, organisation_key: str
) -> Participation:
    found = participation_for_office(request.actor, process_key, survey_key, wave, organisation_key)
    _at(request, found.wave.survey.process)
    return found


def of_wave(page: str, wave: Wave, *more: object) -> str:
    """The address of a page about a wave."""
    survey = wave.survey
    return reverse(f"surveys:{page}", args=[survey.process.key, survey.key, wave.number, *more])


def of_survey(page: str, survey: Survey) -> str:
    """The address of a page about a survey."""
    return reverse(f"surveys:{page}", args=[survey.process.key, survey.key])


def ask(
    request: Request, wave: Wave, deed: Deed, form: Form, *, cancel: str, place: Any = None
) -> HttpResponse:
    """The page of one deed; with faults, answered as "cannot be processed"."""
    context = {
        "process": wave.survey.process,
        "survey": wave.survey,
        "wave": wave,
        "deed": deed,
        "form": form,
        "cancel": cancel,
        "preline": place or f"{wave.survey}, {wave}",
    }
    page = "surveys/office/waves/deed.html"
    return render(request, page, context, status=status_of(form))


def done(request: Request, message: str, address: str) -> HttpResponse:
    """Say what has happened and go on."""
    messages.success(request, message)
    return go(request, address)


def _at(request: Request, process: Process) -> None:
    """The page is one of this process, and looks like it."""
    request.process = process  # type: ignore[attr-defined]
