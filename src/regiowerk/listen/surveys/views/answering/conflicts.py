"""Questions with two answers: choose one, join both, or leave both as not agreed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.questionnaires.domain.answers import Value
from regiowerk.listen.questionnaires.domain.inputs import UnreadableAnswerError, name_of, read
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import Answering, conflict_inside
from regiowerk.listen.surveys.domain.field_names import field_at
from regiowerk.listen.surveys.domain.operations import operation_for
from regiowerk.listen.surveys.forms.answering_section import BASE, base_from
from regiowerk.listen.surveys.models import Conflict
from regiowerk.listen.surveys.queries.answers import value_in
from regiowerk.listen.surveys.queries.filling import Filling, filling_of
from regiowerk.listen.surveys.views.answering.choices import choices_of
from regiowerk.listen.surveys.views.answering.section import (
    operation_key,
    save_typed,
    troubled_page,
)

REFUSALS = (actions.AnswerRefusedError, actions.SettledMeanwhileError, UnreadableAnswerError)


@require_safe
def conflicts(request: Request, answering: Answering) -> HttpResponse:
    """All questions with two answers."""
    return _page(request, answering)


@require_POST
def settle_conflict(request: Request, answering: Answering, conflict_id: int) -> HttpResponse:
    """Take the answer that stands, the one that came late, or one made of both."""
    filling = _filling(request, answering)
    conflict = conflict_inside(answering, conflict_id, filling.layout.section_of)
    section = filling.layout.section_of[conflict.path]
    typed = save_typed(request, answering, section)
    if typed.is_troubled:
        return troubled_page(request, answering, section, typed)
    try:
        actions.settle_conflict(
            conflict=conflict,
            value=_chosen(request, filling, conflict),
            writer=answering.writer,
            at=request.at,
            **_seen(request, conflict),
        )
    except REFUSALS as refused:
        messages.error(request, str(refused))
        return _page(request, answering, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Settled. The other answer stays in the history."))
    return _back(request, answering, section)


@require_POST
def keep_both(request: Request, answering: Answering, conflict_id: int) -> HttpResponse:
    """Both answers stay: not agreed internally."""
    filling = _filling(request, answering)
    conflict = conflict_inside(answering, conflict_id, filling.layout.section_of)
    try:
        actions.keep_both(conflict=conflict, writer=answering.writer, at=request.at)
    except REFUSALS as refused:
        messages.error(request, str(refused))
        return _page(request, answering, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Both answers are kept and marked as not agreed."))
    return go(request, answering.address("conflicts"))


def _filling(request: Request, answering: Answering) -> Filling:
    """The answers of the organisation; the office has nothing to choose between."""
    if answering.is_office:
        raise PermissionDenied
    return filling_of(answering.participation, request.at)


def _chosen(request: Request, filling: Filling, conflict: Conflict) -> Value:
    """What was chosen: the present answer, the late one, or a text of both."""
    question = filling.layout.questions[conflict.path]
    match request.POST.get("choice"):
        case "offered":
            return value_in(filling.layout, conflict.path, conflict.offered.value)
        case "joined":
            return read(question, [request.POST.get("text", "")], None)
    present = filling.standings[field_at(conflict.path, conflict.rows)]
    return value_in(filling.layout, conflict.path, present.value)


def _seen(request: Request, conflict: Conflict) -> dict[str, Any]:
    """What stood on the page the choice was made on, and the number of the choice."""
    name = name_of(field_at(conflict.path, conflict.rows))
    key = operation_key(request, conflict.participation)
    return {
        "base": base_from(request.POST.get(f"{BASE}{name}") or request.POST.get("base", "")),
        "operation": operation_for(key, conflict.pk, request.POST.get("choice")),
    }


def _back(request: Request, answering: Answering, section: str) -> HttpResponse:
    """To the page the choice was made on."""
    is_on_section = any(key.startswith(BASE) for key in request.POST)
    address = answering.address("section", section) if is_on_section else ""
    return go(request, address or answering.address("conflicts"))


def _page(
    request: Request, answering: Answering, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    filling = _filling(request, answering)
    context = {
        "answering": answering,
        "participation": answering.participation,
        "choices": choices_of(answering, filling),
        "overview_address": answering.address("overview"),
    }
    return render(request, "surveys/answering/conflicts.html", context, status=status)
