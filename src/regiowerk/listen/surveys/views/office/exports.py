"""The office takes the answers of a wave out as a file."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.documents.exports import FORMATS, write_export
from regiowerk.listen.surveys.documents.exports.naming import circle_in_words, left_out
from regiowerk.listen.surveys.models import Wave
from regiowerk.listen.surveys.queries.exports import (
    Audience,
    count_asked,
    export_of,
    handed_in,
)
from regiowerk.listen.surveys.views.office.wave_pages import of_wave, the_wave


@dataclass(frozen=True, slots=True)
class Circle:
    """For whom a file may be made, and the way to it."""

    key: str
    label: str
    is_chosen: bool


@require_safe
def exports(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """What can be had, in which form, and what is left out and why."""
    found = the_wave(request, process_key, survey_key, wave)
    audience = _audience(request.GET.get("kreis", ""))
    export = export_of(found, audience, get_language() or "de")
    context = {
        "process": found.survey.process,
        "survey": found.survey,
        "wave": found,
        **_numbers(found),
        "columns": sum(len(table.columns) for table in export.tables),
        "questions": len(export.shown),
        "left_out": left_out(export),
        "audience": audience.value,
        "circle": circle_in_words(audience),
        "circles": [Circle(one.value, circle_in_words(one), one is audience) for one in Audience],
        "formats": [
            (one, of_wave("export", found, one.key), one.fits(export)) for one in FORMATS.values()
        ],
        **{f"{page}_address": of_wave(page, found) for page in ("prefill", "wave")},
    }
    return render(request, "surveys/office/exports/exports.html", context)


def _numbers(found: Wave) -> dict[str, int]:
    return {"handed_in": handed_in(found).count(), "asked": count_asked(found)}


@require_POST
def export(
    request: Request, process_key: str, survey_key: str, wave: int, format: str
) -> HttpResponseBase:
    """The file; that it left is written down before it does."""
    found = the_wave(request, process_key, survey_key, wave)
    kind = FORMATS.get(format)
    if kind is None:
        raise Http404
    wanted = export_of(found, _audience(request.POST.get("kreis", "")), get_language() or "de")
    if not (kind.fits(wanted) and handed_in(found).exists()):
        messages.error(request, _("This file cannot be written now."))
        return go(request, of_wave("exports", found))
    written = write_export(wanted, kind, timezone.localdate(request.at))
    actions.export_answers(
        wave=found,
        file_name=written.name,
        organisations=written.organisations,
        by=request.actor,
        at=request.at,
    )
    return FileResponse(
        written.file, as_attachment=True, filename=written.name, content_type=written.media_type
    )


def _audience(wanted: str) -> Audience:
    return Audience(wanted) if wanted in set(Audience) else Audience.OFFICE
