"""The office chooses what the interim results show, in which order and under which headline."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.process.access import process_for_office
from regiowerk.ground.process.domain.order import Direction
from regiowerk.ground.process.forms import DirectionForm
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.tell.reports import access, actions
from regiowerk.tell.reports.forms import ChooseSlideForm, SlideForm
from regiowerk.tell.reports.queries.selection import chosen_slides


@require_safe
def insight_slides(request: Request, process_key: str) -> HttpResponse:
    process = process_for_office(request.actor, process_key)
    context = {"process": process, "chosen": chosen_slides(process)}
    return render(request, "reports/insight_slides.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_slide(request: Request, process_key: str) -> HttpResponse:
    process = process_for_office(request.actor, process_key)
    form = ChooseSlideForm(request.POST or None, process=process)
    if form.is_valid():
        by, at = request.actor, request.at
        actions.choose_slide(process=process, by=by, at=at, **form.slide())
        return go(request, "reports:insight_slides", process.key)
    return _ask(request, process, form, _("Choose a slide"))


@require_http_methods(["GET", "HEAD", "POST"])
def change_slide(request: Request, process_key: str, slide_id: int) -> HttpResponse:
    slide = access.slide_for_office(request.actor, process_key, slide_id)
    initial = {"headline": slide.headline, "note": slide.note}
    form = SlideForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.change_slide(slide=slide, by=request.actor, at=request.at, **form.cleaned_data)
        return go(request, "reports:insight_slides", process_key)
    return _ask(request, slide.process, form, _("Change the slide"))


@require_POST
def move_slide(request: Request, process_key: str, slide_id: int) -> HttpResponse:
    slide = access.slide_for_office(request.actor, process_key, slide_id)
    form = DirectionForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    direction = Direction(form.cleaned_data["direction"])
    actions.move_slide(slide=slide, direction=direction, by=request.actor, at=request.at)
    return go(request, "reports:insight_slides", process_key)


@require_POST
def remove_slide(request: Request, process_key: str, slide_id: int) -> HttpResponse:
    slide = access.slide_for_office(request.actor, process_key, slide_id)
    actions.remove_slide(slide=slide, by=request.actor, at=request.at)
    return go(request, "reports:insight_slides", process_key)


def _ask(request: Request, process: Process, form: SlideForm, title: str) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"process": process, "form": form, "title": title}
    return render(request, "reports/slide.html", context, status=status)
