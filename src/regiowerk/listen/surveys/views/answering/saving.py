from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.inputs import UnreadableAnswerError, read
from regiowerk.listen.questionnaires.domain.instrument import Question
from regiowerk.listen.questionnaires.queries.wording import unreadable_sentence
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.forms.answering_section import base_from, choices_of
from regiowerk.listen.surveys.queries.answers import layout_for
from regiowerk.listen.surveys.queries.versions import instrument_of
from regiowerk.listen.surveys.views.answering.deeds import posted_field
from regiowerk.listen.surveys.views.answering.replies import (
    refused_reply,
    reply_to,
)


@require_POST
def save_field(request: Request, answering: Answering, section: str) -> HttpResponse:
    """One answer as soon as it is typed: what became of it, and what follows from it."""
    field = posted_field(request, answering, section)
    question = layout_for(answering.participation).questions.get(field.path)
    if question is None:
        raise Http404
    try:
        saved = _save(request, answering, field, question)
    except UnreadableAnswerError as problem:
        return _refused(field, unreadable_sentence(problem.kind, question))
    except actions.AnswerRefusedError as refused:
        return _refused(field, str(refused))
    reply = reply_to(request, answering, field, saved, section)
    is_late = saved.state == "conflict"
    return JsonResponse(reply, status=HTTPStatus.CONFLICT if is_late else HTTPStatus.OK)


def _refused(field: Field, sentence: str) -> HttpResponse:
    return JsonResponse(refused_reply(field, sentence), status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _save(
    request: Request, answering: Answering, field: Field, question: Question
) -> actions.Saved:
    values = request.POST.getlist("value")
    language = answering.participation.language
    choices = choices_of(question, instrument_of(answering.participation.version))
    return actions.save_answer(
        participation=answering.participation,
        field=field,
        value=read(question, values, None, choices, language),
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
