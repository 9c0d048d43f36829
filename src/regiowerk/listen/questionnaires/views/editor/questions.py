"""One question: its words and rules, its place, and a further or one fewer."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.domain.editing.questions import (
    with_new_question,
    with_question,
)
from regiowerk.listen.questionnaires.domain.editing.tree import moved, moved_to, removed
from regiowerk.listen.questionnaires.domain.instrument import Instrument, Kind
from regiowerk.listen.questionnaires.forms.editor import (
    AddQuestionForm,
    MoveForm,
    MoveToForm,
    QuestionForm,
    SeenForm,
)
from regiowerk.listen.questionnaires.queries import editor as queries
from regiowerk.listen.questionnaires.views.editor.frame import (
    done,
    editing,
    refused,
    save,
    sent,
    show,
)
from regiowerk.listen.questionnaires.views.editor.places import item_here, question_here, trail


@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(
    request: Request, process_key: str, questionnaire_key: str, path: str
) -> HttpResponse:
    """What a question says, who has to answer it, who may see the answer."""
    work = editing(request, process_key, questionnaire_key)
    question = question_here(work, path)
    initial = {"seen": work.seen, **QuestionForm.asked_before(question)}
    form = QuestionForm(
        sent(request), instrument=work.instrument, question=question, initial=initial
    )
    if form.is_valid() and save(
        request, work, form, lambda one: with_question(one, f"/{path}", **form.changes())
    ):
        message = _("The question is changed.")
        return done(request, message, "questionnaires:edit_question", *work.keys, path)
    about = queries.about_question(work.instrument, f"/{path}")
    return show(
        request,
        work,
        "questionnaires/editor/question.html",
        form=form,
        about=about,
        **trail(work, f"/{path}"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_question(
    request: Request, process_key: str, questionnaire_key: str, section_name: str
) -> HttpResponse:
    """A further question at the end of a section."""
    work = editing(request, process_key, questionnaire_key)
    parent = queries.path_of_section(work.instrument, section_name)
    if parent is None:
        raise Http404
    form = AddQuestionForm(sent(request), instrument=work.instrument, initial={"seen": work.seen})
    if form.is_valid() and save(request, work, form, partial(_with_new, parent, form)):
        message = _("The question is added.")
        return done(request, message, "questionnaires:edit_section", *work.keys, section_name)
    title = _("Add a question")
    return show(
        request,
        work,
        "questionnaires/editor/form.html",
        form=form,
        title=title,
        **trail(work, parent),
    )


@require_POST
def move_question(
    request: Request, process_key: str, questionnaire_key: str, path: str
) -> HttpResponse:
    """One place further up or down."""
    work = editing(request, process_key, questionnaire_key)
    item_here(work, path)
    back: tuple[str, ...] = ("questionnaires:editor", *work.keys)
    if "/" in path:
        name = queries.section_of_path(work.instrument, f"/{path}")
        back = ("questionnaires:edit_section", *work.keys, name)
    form = MoveForm(request.POST)
    if form.is_valid() and save(
        request, work, form, lambda one: moved(one, f"/{path}", form.cleaned_data["direction"])
    ):
        return done(request, _("Moved."), *back)
    return refused(request, form, *back)


@require_http_methods(["GET", "HEAD", "POST"])
def move_question_to(
    request: Request, process_key: str, questionnaire_key: str, path: str
) -> HttpResponse:
    """To the end of another section or heading."""
    work = editing(request, process_key, questionnaire_key)
    question_here(work, path)
    targets = queries.targets_for(work.instrument, f"/{path}")
    form = MoveToForm(sent(request), targets=targets, initial={"seen": work.seen})
    if form.is_valid() and save(
        request, work, form, lambda one: moved_to(one, f"/{path}", form.cleaned_data["target"])
    ):
        target = form.cleaned_data["target"]
        name = queries.section_of_path(work.instrument, target)
        return done(request, _("Moved."), "questionnaires:edit_section", *work.keys, name)
    title = _("Move to another section")
    return show(
        request,
        work,
        "questionnaires/editor/form.html",
        form=form,
        title=title,
        **trail(work, f"/{path}"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove_question(
    request: Request, process_key: str, questionnaire_key: str, path: str
) -> HttpResponse:
    """Take a question out; answers to earlier versions stay."""
    work = editing(request, process_key, questionnaire_key)
    question = question_here(work, path)
    form = SeenForm(sent(request), initial={"seen": work.seen})
    section = queries.section_named(
        work.instrument, queries.section_of_path(work.instrument, f"/{path}")
    )
    if form.is_valid() and save(request, work, form, lambda one: removed(one, f"/{path}")):
        return done(request, _("The question is removed."), "questionnaires:editor", *work.keys)
    return show(
        request,
        work,
        "questionnaires/editor/remove.html",
        form=form,
        label=queries.label_of(work.instrument, question),
        section=section,
        **trail(work, f"/{path}"),
    )


def _with_new(parent: str, form: AddQuestionForm, instrument: Instrument) -> Instrument:
    kind, words = Kind(form.cleaned_data["kind"]), form.words("label")
    return with_new_question(instrument, parent, kind, words, form.offered())[0]
