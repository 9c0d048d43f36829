"""When a question or a heading is asked: conditions put together by picking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.domain.editing.conditions import (
    Condition,
    expression_of,
)
from regiowerk.listen.questionnaires.domain.editing.questions import with_condition
from regiowerk.listen.questionnaires.domain.editing.refusals import NotPickedError
from regiowerk.listen.questionnaires.domain.editing.tree import item_at
from regiowerk.listen.questionnaires.domain.instrument import Instrument, Question
from regiowerk.listen.questionnaires.forms.editor import (
    ClauseForm,
    JoinForm,
    PickQuestionForm,
    SeenForm,
    TakeClauseForm,
)
from regiowerk.listen.questionnaires.queries import editor as queries
from regiowerk.listen.questionnaires.views.editor.frame import (
    Change,
    Editing,
    done,
    editing,
    refused,
    save,
    sent,
    show,
)
from regiowerk.listen.questionnaires.views.editor.places import back_from, item_here, trail


@require_safe
def condition(
    request: Request, process_key: str, questionnaire_key: str, path: str
) -> HttpResponse:
    """The conditions that hold now, and the first step to a further one."""
    work = editing(request, process_key, questionnaire_key)
    item = item_here(work, path)
    picked = queries.picked(work.instrument, item.relevant)
    return show(
        request,
        work,
        "questionnaires/editor/condition.html",
        path=path,
        item=item,
        label=queries.label_of(work.instrument, item),
        picked=picked,
        clauses=queries.clauses_in_words(work.instrument, picked),
        pick=PickQuestionForm(instrument=work.instrument, path=f"/{path}"),
        faults=[f for f in queries.faults_in_words(work.instrument) if f.path == f"/{path}"],
        **trail(work, f"/{path}") | {"back": back_from(work, path)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_clause(
    request: Request, process_key: str, questionnaire_key: str, path: str
) -> HttpResponse:
    """How the answer to the picked question has to be."""
    work = editing(request, process_key, questionnaire_key)
    item = item_here(work, path)
    question = queries.question_named(work.instrument, request.GET.get("frage", ""))
    if question is None or queries.picked(work.instrument, item.relevant) is None:
        raise Http404
    form = ClauseForm(
        sent(request), instrument=work.instrument, question=question, initial={"seen": work.seen}
    )
    if form.is_valid() and save(
        request,
        work,
        form,
        _changed(path, lambda now: replace(now, clauses=(*now.clauses, form.clause()))),
    ):
        message = _("The condition is added.")
        return done(request, message, "questionnaires:edit_condition", *work.keys, path)
    context = _adding(work, path, question)
    return show(request, work, "questionnaires/editor/form.html", form=form, **context)


@require_POST
def remove_clause(
    request: Request, process_key: str, questionnaire_key: str, path: str
) -> HttpResponse:
    """One condition fewer."""
    work = editing(request, process_key, questionnaire_key)
    item_here(work, path)
    form = TakeClauseForm(request.POST)

    def without(now: Condition) -> Condition:
        left = list(now.clauses)
        del left[form.cleaned_data["number"] : form.cleaned_data["number"] + 1]
        return replace(now, clauses=tuple(left))

    if form.is_valid() and save(request, work, form, _changed(path, without)):
        message = _("The condition is removed.")
        return done(request, message, "questionnaires:edit_condition", *work.keys, path)
    return refused(request, form, "questionnaires:edit_condition", *work.keys, path)


@require_POST
def join_clauses(
    request: Request, process_key: str, questionnaire_key: str, path: str
) -> HttpResponse:
    """Whether all conditions have to hold or one of them."""
    work = editing(request, process_key, questionnaire_key)
    item_here(work, path)
    form = JoinForm(request.POST)
    if form.is_valid() and save(
        request,
        work,
        form,
        _changed(path, lambda now: replace(now, join=form.cleaned_data["join"])),
    ):
        message = _("The conditions are changed.")
        return done(request, message, "questionnaires:edit_condition", *work.keys, path)
    return refused(request, form, "questionnaires:edit_condition", *work.keys, path)


@require_POST
def clear_condition(
    request: Request, process_key: str, questionnaire_key: str, path: str
) -> HttpResponse:
    """No condition any more: the question is always asked."""
    work = editing(request, process_key, questionnaire_key)
    item_here(work, path)
    form = SeenForm(request.POST)
    if form.is_valid() and save(
        request, work, form, lambda one: with_condition(one, f"/{path}", "")
    ):
        message = _("The question is always asked now.")
        return done(request, message, "questionnaires:edit_condition", *work.keys, path)
    return refused(request, form, "questionnaires:edit_condition", *work.keys, path)


def _changed(path: str, change: Callable[[Condition], Condition]) -> Change:
    """The change of an instrument that a change of one condition is."""

    def changed(instrument: Instrument) -> Instrument:
        now = queries.picked(instrument, item_at(instrument, f"/{path}").relevant)
        if now is None:
            raise NotPickedError(path)
        written = expression_of(change(now), queries.kinds_of(instrument))
        return with_condition(instrument, f"/{path}", written)

    return changed


def _adding(work: Editing, path: str, question: Question) -> dict[str, Any]:
    """What the page for a further condition says, and the way back."""
    title = _("If the answer to “%(question)s” …") % {
        "question": queries.label_of(work.instrument, question)
    }
    back = reverse("questionnaires:edit_condition", args=[*work.keys, path])
    return {**trail(work, f"/{path}"), "title": title, "back": back}
