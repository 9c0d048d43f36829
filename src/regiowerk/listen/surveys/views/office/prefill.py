"""The office fills in what it knows: take a template, send it back, look, say yes."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.documents.exports import XLSX
from regiowerk.listen.surveys.documents.prefill import SHEET, place_in_words, told
from regiowerk.listen.surveys.documents.prefill.reading import (
    MOST_VALUES,
    Known,
    Read,
    read_prefill,
)
from regiowerk.listen.surveys.documents.prefill.sentences import Note
from regiowerk.listen.surveys.documents.prefill.template import write_template
from regiowerk.listen.surveys.forms.office_prefill import LONGEST, FillForm, PrefillForm, packed
from regiowerk.listen.surveys.models import Wave
from regiowerk.listen.surveys.queries.prefilling import (
    Filling,
    columns_to_fill,
    fillings_of,
    has_marked,
    is_open,
    participations_to_fill,
)
from regiowerk.listen.surveys.queries.refusals import SENTENCES, AnswerRefusedError
from regiowerk.listen.surveys.queries.versions import known
from regiowerk.listen.surveys.views.office.wave_pages import of_wave, status_of, the_wave


@require_http_methods(["GET", "HEAD", "POST"])
def prefill(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """The template, and what of a filled one would be written."""
    found = the_wave(request, process_key, survey_key, wave)
    is_sent = request.method == "POST"
    form = PrefillForm(request.POST, request.FILES) if is_sent else PrefillForm()
    if not form.is_valid():
        return _page(request, found, form, status=status_of(form))
    file = form.cleaned_data["file"]
    read = read_prefill(file.read(), file.name, _known(found))
    if read.has_errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, found, PrefillForm(), status=status, notes=_told(read.notes))
    return _preview(request, found, read)


@require_safe
def prefill_template(
    request: Request, process_key: str, survey_key: str, wave: int
) -> HttpResponse:
    """The empty workbook; no answer stands in it."""
    found = the_wave(request, process_key, survey_key, wave)
    language = get_language() or "de"
    only_marked = request.GET.get("umfang") == "gekennzeichnet"
    open_ones = [one for one in participations_to_fill(found) if is_open(one)]
    content = write_template(
        columns_to_fill(found, language, only_marked=only_marked),
        [one.organisation for one in open_ones],
        known(found.version).instrument,
        language,
        timezone.localdate(request.at),
    )
    name = f"{_('prefill')}-{process_key}-{survey_key}-{wave}.xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})


@require_POST
def fill_in(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Write what was looked at."""
    found = the_wave(request, process_key, survey_key, wave)
    form = FillForm(request.POST, wave=found)
    if not form.is_valid():
        message = _("What you saw is no longer kept. Please choose the file once more.")
        messages.error(request, message)
        return go(request, of_wave("prefill", found))
    try:
        filled = actions.fill_in(
            wave=found, values=form.cleaned_data["values"], by=request.actor, at=request.at
        )
    except (actions.WaveOverError, AnswerRefusedError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _filled_in_words(filled))
    return go(request, of_wave("prefill", found))


def _preview(request: Request, wave: Wave, read: Read) -> HttpResponse:
    """What would be written for whom; nothing is written yet."""
    fillings = fillings_of(wave, read.values, request.at)
    values = {
        one.participation.organisation.key: {fill.field.path: fill.value for fill in one.fills}
        for one in fillings
        if one.fills
    }
    token = packed(wave, values)
    if len(token) > LONGEST:
        note = Note("too-many-values", values={"limit": str(MOST_VALUES // 2)})
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, wave, PrefillForm(), status=status, notes=_told([note]))
    notes = [*read.notes, *_refused(fillings, wave)]
    return _page(request, wave, PrefillForm(), notes=_told(notes), **_sums(fillings, token))


def _sums(fillings: list[Filling], token: str) -> dict[str, Any]:
    return {
        "is_preview": True,
        "token": token,
        "fillings": fillings,
        "values": sum(len(one.fills) for one in fillings),
        "organisations": sum(bool(one.fills) for one in fillings),
        "kept": sum(one.kept for one in fillings),
        "same": sum(one.same for one in fillings),
    }


def _refused(fillings: list[Filling], wave: Wave) -> list[Note]:
    """Values that fit their column and not this organisation's questionnaire."""
    names = {column.path: column.name for column in columns_to_fill(wave, "")}
    return [
        Note(
            "refused",
            column=names.get(path, path),
            values={"organisation": one.label, "why": str(SENTENCES[refusal])},
            is_error=False,
        )
        for one in fillings
        for path, refusal in one.refused
    ]


def _page(
    request: Request, wave: Wave, form: PrefillForm, *, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    participations = list(participations_to_fill(wave))
    context = {
        "process": wave.survey.process,
        "survey": wave.survey,
        "wave": wave,
        "form": form,
        "is_closed": wave.state == Wave.State.CLOSED,
        "open": sum(is_open(one) for one in participations),
        "asked": len(participations),
        "columns": len({column.path for column in columns_to_fill(wave, "")}),
        "has_marked": has_marked(wave),
        "cockpit_address": of_wave("wave", wave),
        "choose_address": of_wave("choose_participants", wave),
        "prefill_address": of_wave("prefill", wave),
        "template_address": of_wave("prefill_template", wave),
        "fill_address": of_wave("fill_in", wave),
        **more,
    }
    return render(request, "surveys/office/exports/prefill.html", context, status=status)


def _known(wave: Wave) -> Known:
    participations = list(participations_to_fill(wave))
    language = get_language() or "de"
    return Known(
        columns_to_fill(wave, language),
        known(wave.version).instrument,
        {one.organisation.key: is_open(one) for one in participations},
        {one.organisation.key: str(one.organisation) for one in participations},
        language,
    )


def _told(notes: Any) -> list[tuple[str, str]]:
    return [(place_in_words(note, SHEET), told(note)) for note in notes]


def _filled_in_words(filled: actions.Filled) -> str:
    if not filled.values:
        return _("Nothing new: all of it stands there already, or was answered meanwhile.")
    values = ngettext("%(number)d value", "%(number)d values", filled.values)
    organisations = ngettext(
        "%(number)d organisation", "%(number)d organisations", filled.organisations
    )
    return _("Filled in: %(values)s for %(organisations)s.") % {
        "values": values % {"number": filled.values},
        "organisations": organisations % {"number": filled.organisations},
    }
