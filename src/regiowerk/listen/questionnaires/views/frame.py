"""How the pages of the office ask and answer."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.questionnaires.models import Questionnaire, Version


@dataclass(frozen=True, slots=True)
class Deed:
    """What the page of one deed says: its heading, what it means, and its button."""

    title: str
    submit: str
    lead: str = ""
    means: tuple[str, ...] = ()  # what follows from it
    obstacles: tuple[str, ...] = ()  # why it cannot be done yet
    is_final: bool = False  # it cannot be undone


def sent(request: Request) -> QueryDict | None:
    """What was sent, or nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def uploaded(request: Request) -> MultiValueDict[str, Any] | None:
    return request.FILES if request.method == "POST" else None


def ask(
    request: Request, questionnaire: Questionnaire, deed: Deed, form: Form, version: Version | None
) -> HttpResponse:
    """The page of one deed; with faults, answered as "cannot be processed"."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {
        "process": questionnaire.process,
        "questionnaire": questionnaire,
        "version": version,
        "deed": deed,
        "form": form,
    }
    return render(request, "questionnaires/deed.html", context, status=status)


def done(request: Request, questionnaire: Questionnaire, message: str) -> HttpResponse:
    """Say what has happened and go to the questionnaire."""
    messages.success(request, message)
    keys = (questionnaire.process.key, questionnaire.key)
    return go(request, "questionnaires:questionnaire", *keys)


def download(content: bytes, media_type: str, file_name: str) -> HttpResponse:
    """A file to keep; never shown in the browser."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file_name)}",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)
