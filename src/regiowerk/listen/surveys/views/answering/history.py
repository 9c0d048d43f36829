from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.inputs import name_of
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.forms.answering_section import field_from
from regiowerk.listen.surveys.queries.answers import Standing
from regiowerk.listen.surveys.queries.filling import Filling, filling_of
from regiowerk.listen.surveys.queries.history import Past, last_changes, revisions_of
from regiowerk.listen.surveys.queries.sections import line_of
from regiowerk.listen.surveys.queries.words import question_in_words, stored_in_words


@dataclass(frozen=True, slots=True)
class Line:
    """One answer in the history: to what, in words, and the history of its question."""

    past: Past | Standing
    label: str
    words: str
    address: str


@require_safe
def history(request: Request, answering: Answering, section: str) -> HttpResponse:
    """Who wrote what in a section last; or every answer to one question."""
    filling = filling_of(answering.participation, request.at, is_office=answering.is_office)
    field = _asked_field(request.GET.get("feld", ""), filling, section)
    context = {
        "answering": answering,
        "participation": answering.participation,
        "line": line_of(answering.participation, section),
        "label": _label(filling, field) if field else "",
        "entries": (
            _of_field(filling, field, is_office=answering.is_office)
            if field
            else _of_section(answering, filling, section)
        ),
        "section_address": answering.address("section", section),
        "history_address": answering.address("history", section),
        "overview_address": answering.address("overview"),
    }
    return render(request, "surveys/answering/history.html", context)


def _asked_field(name: str, filling: Filling, section: str) -> Field | None:
    if not name:
        return None
    field = field_from(name)
    if field is None or field.path not in filling.layout.questions:
        raise Http404
    if filling.layout.section_of[field.path] != section:
        raise Http404
    return field


def _of_field(filling: Filling, field: Field, *, is_office: bool) -> list[Line]:
    standing = filling.standings.get(field)
    present = standing.revision_id if standing else None
    past = revisions_of(filling.participation, field, present, is_office=is_office)
    return [
        Line(one, _label(filling, field), _words(filling, field, one.value), "") for one in past
    ]


def _of_section(answering: Answering, filling: Filling, section: str) -> list[Line]:
    here = {
        field: standing
        for field, standing in filling.standings.items()
        if filling.layout.section_of.get(field.path) == section
    }
    address = answering.address("history", section)
    return [
        Line(
            standing,
            _label(filling, field),
            _words(filling, field, standing.value),
            f"{address}?feld={name_of(field)}",
        )
        for field, standing in last_changes(here)
    ]


def _label(filling: Filling, field: Field) -> str:
    question = filling.layout.questions[field.path]
    return question_in_words(question, filling.instrument, filling.participation.language)


def _words(filling: Filling, field: Field, stored: str) -> str:
    question = filling.layout.questions[field.path]
    return stored_in_words(stored, question, filling.instrument, filling.participation.language)
