"""Small deeds on a section page: entries, files, and what was filled in beforehand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.inputs import UnreadableAnswerError, name_of
from regiowerk.listen.questionnaires.queries.wording import unreadable_sentence
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import Answering, file_inside
from regiowerk.listen.surveys.domain.operations import operation_for
from regiowerk.listen.surveys.forms.answering_section import BASE, base_from, field_from
from regiowerk.listen.surveys.queries.answers import layout_for
from regiowerk.listen.surveys.views.answering.section import (
    operation_key,
    save_file,
    save_typed,
    troubled_page,
)
from regiowerk.listen.surveys.views.answering.showing import section_page

REFUSALS = (actions.AnswerRefusedError, actions.TooManyRowsError, actions.FileRefusedError)


@require_POST
def add_row(request: Request, answering: Answering, section: str) -> HttpResponse:
    """Add an entry; its id is made from the page, so that a page sent twice adds one."""
    repeat = posted_field(request, answering, section)
    typed = save_typed(request, answering, section)
    if typed.is_troubled:
        return troubled_page(request, answering, section, typed)
    row_id = operation_for(operation_key(request, answering.participation), "row", repeat)
    try:
        actions.add_row(repeat=repeat, row_id=row_id, **_by(request, answering))
    except REFUSALS as refused:
        return _refused(request, answering, section, refused)
    return _back(request, answering, section, Field(repeat.path, (*repeat.rows, row_id)))


@require_POST
def remove_row(request: Request, answering: Answering, section: str) -> HttpResponse:
    """Take an entry out; it can be brought back from the same page."""
    repeat, row_id = _row_of(posted_field(request, answering, section))
    typed = save_typed(request, answering, section)
    if typed.is_troubled:
        return troubled_page(request, answering, section, typed)
    try:
        actions.remove_row(repeat=repeat, row_id=row_id, **_by(request, answering))
    except REFUSALS as refused:
        return _refused(request, answering, section, refused)
    messages.success(request, _("The entry is removed. You can bring it back below."))
    return _back(request, answering, section, repeat)


@require_POST
def restore_row(request: Request, answering: Answering, section: str) -> HttpResponse:
    field = posted_field(request, answering, section)
    repeat, row_id = _row_of(field)
    try:
        actions.restore_row(repeat=repeat, row_id=row_id, **_by(request, answering))
    except REFUSALS as refused:
        return _refused(request, answering, section, refused)
    messages.success(request, _("The entry is back with all its answers."))
    return _back(request, answering, section, field)


@require_POST
def confirm_prefill(request: Request, answering: Answering, section: str) -> HttpResponse:
    """What was filled in beforehand is still true."""
    field = posted_field(request, answering, section)
    typed = save_typed(request, answering, section)
    if typed.is_troubled:
        return troubled_page(request, answering, section, typed)
    base = base_from(request.POST.get(f"{BASE}{name_of(field)}") or request.POST.get("base", ""))
    try:
        if field not in typed.saved:  # what was changed on the page needs no confirming
            actions.confirm_prefill(field=field, base=base or 0, **_by(request, answering))
    except REFUSALS as refused:
        return _refused(request, answering, section, refused)
    return _back(request, answering, section, field)


@require_POST
def upload(request: Request, answering: Answering, section: str) -> HttpResponse:
    """Answer a question with a file."""
    field = posted_field(request, answering, section)
    sent = request.FILES.get("file")
    if sent is None:
        messages.error(request, _("Please choose a file first."))
        return section_page(request, answering, section, status=422)
    try:
        saved = save_file(request, answering, field, sent, base_from(request.POST.get("base", "")))
    except UnreadableAnswerError as problem:
        question = layout_for(answering.participation).questions[field.path]
        messages.error(request, unreadable_sentence(problem.kind, question))
        return section_page(request, answering, section, status=422)
    except REFUSALS as refused:
        return _refused(request, answering, section, refused)
    if saved.state == "conflict":
        messages.warning(request, _("Somebody else sent a file meanwhile; both are kept."))
    return _back(request, answering, section, field)


@require_safe
def file(request: Request, answering: Answering, section: str, sha256: str) -> HttpResponse:
    """A file that was handed in; always to be saved, never shown inside the page."""
    kept = file_inside(answering, sha256, section)
    return HttpResponse(
        bytes(kept.content),
        content_type=kept.media_type,
        headers={"Content-Disposition": content_disposition_header(True, kept.name) or ""},
    )


def posted_field(request: Request, answering: Answering, section: str) -> Field:
    """The field or entry a deed is about; one of another section does not exist here."""
    field = field_from(request.POST.get("field", ""))
    section_of = layout_for(answering.participation).section_of
    if field is None or section_of.get(field.path) != section:
        raise Http404
    return field


def _row_of(field: Field) -> tuple[Field, str]:
    """The repeat and the id of an entry."""
    if not field.rows:
        raise Http404
    return Field(field.path, field.rows[:-1]), field.rows[-1]


def _by(request: Request, answering: Answering) -> dict[str, Any]:
    return {
        "participation": answering.participation,
        "writer": answering.writer,
        "at": request.at,
    }


def _back(request: Request, answering: Answering, section: str, field: Field) -> HttpResponse:
    return go(request, f"{answering.address('section', section)}#{name_of(field)}")


def _refused(
    request: Request, answering: Answering, section: str, refused: Exception
) -> HttpResponse:
    messages.error(request, str(refused))
    return section_page(request, answering, section, status=422)
