from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.inputs import name_of
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import Answering, remark_inside
from regiowerk.listen.surveys.domain.field_names import field_at
from regiowerk.listen.surveys.forms.answering import RemarkForm
from regiowerk.listen.surveys.forms.answering_section import field_from
from regiowerk.listen.surveys.models import Remark
from regiowerk.listen.surveys.queries.answers import layout_for
from regiowerk.listen.surveys.queries.remarks import remarks_in
from regiowerk.listen.surveys.queries.versions import instrument_of
from regiowerk.listen.surveys.queries.words import question_in_words


@dataclass(frozen=True, slots=True)
class Line:
    """A remark, the question it is about, and where it is closed."""

    remark: Remark
    label: str
    address: str
    close: str


@require_safe
def remarks(request: Request, answering: Answering) -> HttpResponse:
    """All remarks, or those on one question with the form for another."""
    return _page(request, answering, _asked_field(request.GET.get("feld", ""), answering))


@require_POST
def write_remark(request: Request, answering: Answering) -> HttpResponse:
    field = _asked_field(request.POST.get("field", ""), answering)
    if field is None:
        raise Http404
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _page(request, answering, field, form)
    try:
        actions.write_remark(
            participation=answering.participation,
            field=field,
            writer=answering.writer,
            at=request.at,
            **form.cleaned_data,
        )
    except (actions.AnswerRefusedError, actions.EmptyRemarkError) as refused:
        form.add_error("text", str(refused))
        return _page(request, answering, field, form)
    messages.success(request, _("The remark is kept."))
    return go(request, f"{answering.address('remarks')}?feld={name_of(field)}")


@require_POST
def close_remark(request: Request, answering: Answering, remark_id: int) -> HttpResponse:
    section_of = layout_for(answering.participation).section_of
    remark = remark_inside(answering, remark_id, section_of)
    actions.close_remark(remark=remark, writer=answering.writer, at=request.at)
    messages.success(request, _("The remark is closed."))
    return go(request, answering.address("remarks"))


def _asked_field(name: str, answering: Answering) -> Field | None:
    """The question of an address; one of a section that is not open does not exist."""
    if not name:
        return None
    field = field_from(name)
    layout = layout_for(answering.participation)
    if field is None or field.path not in layout.questions:
        raise Http404
    if layout.section_of[field.path] not in answering.scope:
        raise Http404
    return field


def _page(
    request: Request, answering: Answering, field: Field | None, form: Form | None = None
) -> HttpResponse:
    found = remarks_in(
        answering.participation, answering.scope, field, is_office=answering.is_office
    )
    context = {
        "answering": answering,
        "participation": answering.participation,
        "lines": [_line(answering, remark) for remark in found],
        "field_name": name_of(field) if field else "",
        "label": _label(answering, field) if field else "",
        "form": form or RemarkForm(),
        "write_address": answering.address("write_remark"),
        "overview_address": answering.address("overview"),
    }
    is_faulty = form is not None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_faulty else HTTPStatus.OK
    return render(request, "surveys/answering/remarks.html", context, status=status)


def _line(answering: Answering, remark: Remark) -> Line:
    field = field_at(remark.path, remark.rows)
    return Line(
        remark=remark,
        label=_label(answering, field),
        address=f"{answering.address('remarks')}?feld={name_of(field)}",
        close=answering.address("close_remark", remark.pk),
    )


def _label(answering: Answering, field: Field) -> str:
    participation = answering.participation
    question = layout_for(participation).questions.get(field.path)
    if question is None:
        return field.path
    return question_in_words(question, instrument_of(participation.version), participation.language)
