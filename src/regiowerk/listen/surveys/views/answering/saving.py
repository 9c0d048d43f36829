from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.inputs import UnreadableAnswerError, read
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.domain.refusals import Refusal
from regiowerk.listen.surveys.forms.answering_section import base_from
from regiowerk.listen.surveys.queries.answers import layout_for
from regiowerk.listen.surveys.views.answering.deeds import posted_field
from regiowerk.listen.surveys.views.answering.replies import (
    refused_reply,
    reply_to,
)


@require_POST
def save_field(request: Request, answering: Answering, section: str) -> HttpResponse:
    """One answer as soon as it is typed: what became of it, and what follows from it."""
    field = posted_field(request, answering, section)
    try:
        saved = _save(request, answering, field)
    except (UnreadableAnswerError, actions.AnswerRefusedError) as refused:
        reply = refused_reply(field, refused)
        return JsonResponse(reply, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    reply = reply_to(request, answering, field, saved, section)
    is_late = saved.state == "conflict"
    return JsonResponse(reply, status=HTTPStatus.CONFLICT if is_late else HTTPStatus.OK)


def _save(request: Request, answering: Answering, field: Field) -> actions.Saved:
    question = layout_for(answering.participation).questions.get(field.path)
    if question is None:
        raise actions.AnswerRefusedError(Refusal.UNKNOWN_FIELD)
    values = request.POST.getlist("value")
    return actions.save_answer(
        participation=answering.participation,
        field=field,
        value=read(question, values, None),
        base=base_from(request.POST.get("base", "")),
        operation=_operation(request.POST.get("operation", "")),
        writer=answering.writer,
        at=request.at,
        origin=answering.origin,
    )


def _operation(text: str) -> UUID:
    """The number the browser gave the operation; without one it is done once as often as it comes."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
