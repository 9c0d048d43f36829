"""The answers to choose from."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.domain.editing.choices import moved_choice, with_choices
from regiowerk.listen.questionnaires.forms.editor import ChoicesForm, MoveForm
from regiowerk.listen.questionnaires.queries import editor as queries
from regiowerk.listen.questionnaires.views.editor.frame import (
    Editing,
    done,
    editing,
    refused,
    save,
    sent,
    show,
)
from regiowerk.listen.questionnaires.views.editor.places import question_here, trail


@require_http_methods(["GET", "HEAD", "POST"])
def edit_choices(
    request: Request, process_key: str, questionnaire_key: str, path: str
) -> HttpResponse:
    """How the answers are called, which go, and which come."""
    work = editing(request, process_key, questionnaire_key)
    name = question_here(work, path).choice_list
    choices = work.instrument.choice_lists.get(name)
    if choices is None:
        raise Http404
    form = ChoicesForm(
        sent(request), instrument=work.instrument, choices=choices, initial={"seen": work.seen}
    )
    if form.is_valid() and save(
        request, work, form, lambda one: with_choices(one, name, form.wanted())
    ):
        message = _("The answers are changed.")
        return done(request, message, "questionnaires:edit_choices", *work.keys, path)
    context = _around(work, path, name)
    return show(request, work, "questionnaires/editor/choices.html", form=form, **context)


@require_POST
def move_choice(
    request: Request, process_key: str, questionnaire_key: str, path: str, code: str
) -> HttpResponse:
    """One place further up or down."""
    work = editing(request, process_key, questionnaire_key)
    name = question_here(work, path).choice_list
    form = MoveForm(request.POST)
    if form.is_valid() and save(
        request,
        work,
        form,
        lambda one: moved_choice(one, name, code, form.cleaned_data["direction"]),
    ):
        return done(request, _("Moved."), "questionnaires:edit_choices", *work.keys, path)
    return refused(request, form, "questionnaires:edit_choices", *work.keys, path)


def _around(work: Editing, path: str, name: str) -> dict[str, Any]:
    """The order of a list, and who else offers it."""
    return {
        "path": path,
        "about": queries.about_question(work.instrument, f"/{path}"),
        "others": queries.others_with_list(work.instrument, f"/{path}"),
        "places": queries.choice_lines(work.instrument, name),
        **trail(work, f"/{path}"),
    }
