"""The sections of a questionnaire, and the lines of one of them."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.actions import editing as actions
from regiowerk.listen.questionnaires.domain.editing.questions import with_heading
from regiowerk.listen.questionnaires.domain.instrument import Instrument, Question, Section
from regiowerk.listen.questionnaires.forms.editor import HeadingForm, SeenForm
from regiowerk.listen.questionnaires.queries import editor as queries
from regiowerk.listen.questionnaires.views.editor.frame import (
    Editing,
    done,
    editing,
    forget,
    refused,
    remembered,
    save,
    sent,
    show,
)
from regiowerk.listen.questionnaires.views.editor.places import item_here, trail


@require_safe
def editor(request: Request, process_key: str, questionnaire_key: str) -> HttpResponse:
    """All sections, what is wrong, and the way back from the last change."""
    work = editing(request, process_key, questionnaire_key)
    faults = queries.faults_in_words(work.instrument)
    paths = tuple(fault.path for fault in faults)
    return show(
        request,
        work,
        "questionnaires/editor/editor.html",
        sections=queries.section_lines(work.instrument, paths),
        faults=faults,
        may_undo=bool(remembered(request, work)),
    )


@require_safe
def section(
    request: Request, process_key: str, questionnaire_key: str, section_name: str
) -> HttpResponse:
    """The questions of a section, one line each."""
    work = editing(request, process_key, questionnaire_key)
    found = section_here(work, section_name)
    heading = found.items[0]
    paths = {line.path for line in queries.lines_of(found, work.instrument)}
    return show(
        request,
        work,
        "questionnaires/editor/section.html",
        section=found,
        label=queries.section_label(found, work.instrument),
        heading=None if isinstance(heading, Question) else heading,
        lines=queries.lines_of(found, work.instrument),
        faults=[f for f in queries.faults_in_words(work.instrument) if f.path in paths],
        may_undo=bool(remembered(request, work)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_heading(
    request: Request, process_key: str, questionnaire_key: str, path: str
) -> HttpResponse:
    """The words over a section or a group."""
    work = editing(request, process_key, questionnaire_key)
    item = item_here(work, path)
    if isinstance(item, Question):
        raise Http404
    initial = {"seen": work.seen, **HeadingForm.asked_before(item)}
    form = HeadingForm(sent(request), instrument=work.instrument, initial=initial)
    if form.is_valid() and save(request, work, form, partial(_with_words, path, form)):
        name = queries.section_of_path(work.instrument, f"/{path}")
        message = _("The heading is changed.")
        return done(request, message, "questionnaires:edit_section", *work.keys, name)
    title = _("Change the heading")
    return show(
        request,
        work,
        "questionnaires/editor/form.html",
        form=form,
        title=title,
        **trail(work, f"/{path}"),
    )


@require_POST
def undo(request: Request, process_key: str, questionnaire_key: str) -> HttpResponse:
    """Take back the last change one has made."""
    work = editing(request, process_key, questionnaire_key)
    form, before = SeenForm(request.POST), remembered(request, work)
    if not form.is_valid() or not before:
        form.add_error(None, str(actions.CannotBeUndoneError()))
        return refused(request, form, "questionnaires:editor", *work.keys)
    try:
        actions.undo_edit(
            questionnaire=work.questionnaire,
            before=before,
            seen=form.cleaned_data["seen"],
            by=request.actor,
            at=request.at,
        )
    except actions.CannotBeUndoneError as refusal:
        form.add_error(None, str(refusal))
        return refused(request, form, "questionnaires:editor", *work.keys)
    forget(request)
    message = _("The last change is undone.")
    return done(request, message, "questionnaires:editor", *work.keys)


def section_here(work: Editing, name: str) -> Section:
    found = queries.section_named(work.instrument, name)
    if found is None:
        raise Http404
    return found


def _with_words(path: str, form: HeadingForm, instrument: Instrument) -> Instrument:
    return with_heading(instrument, f"/{path}", form.words("label"), form.words("hint"))
