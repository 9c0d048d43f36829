from __future__ import annotations

from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.process import access, actions, queries
from regiowerk.ground.process.forms import ConfirmForm, PassageForm
from regiowerk.ground.process.queries import TopicPassages
from regiowerk.ground.process.views.arranging import (
    Arrangement,
    Group,
    arrange,
    direction_sent,
    row,
)
from regiowerk.ground.process.views.asking import Question, ask, done, sent
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go

FIELDS = ("topic", "statement", "source", "source_url")


@require_safe
def edit_passages(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    groups = [_group(process_key, topic) for topic in queries.passages_by_topic(process)]
    arrangement = Arrangement(
        title=_("Texts of the process"),
        lead=_("The public page and the project insight tell these statements in this order."),
        back="process:plan",
        back_label=_("Plan"),
        empty=_(
            "Nothing is said on this yet. The project insight leaves the slide out until then."
        ),
    )
    return arrange(request, process, arrangement, groups)


@require_http_methods(["GET", "HEAD", "POST"])
def add_passage(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    form = PassageForm(sent(request), initial={"topic": request.GET.get("topic", "")})
    if form.is_valid():
        actions.add_passage(process=process, by=request.actor, at=request.at, **form.cleaned_data)
        return done(request, _("The text is added."), "process:edit_passages", process_key)
    question = _question(title=_("Add a text"), submit=_("Add text"))
    return ask(request, process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_passage(request: Request, process_key: str, passage_id: int) -> HttpResponse:
    passage = access.passage_for_office(request.actor, process_key, passage_id)
    initial = {name: getattr(passage, name) for name in FIELDS}
    form = PassageForm(sent(request), initial=initial)
    if form.is_valid():
        actions.edit_passage(passage=passage, by=request.actor, at=request.at, **form.cleaned_data)
        return done(request, _("The text is changed."), "process:edit_passages", process_key)
    question = _question(title=_("Change a text"), submit=_("Save changes"))
    return ask(request, passage.process, question, form)


@require_POST
def move_passage(request: Request, process_key: str, passage_id: int) -> HttpResponse:
    passage = access.passage_for_office(request.actor, process_key, passage_id)
    direction = direction_sent(request)
    if direction is None:
        return HttpResponseBadRequest()
    actions.move_passage(passage=passage, direction=direction, by=request.actor, at=request.at)
    return go(request, "process:edit_passages", process_key)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_passage(request: Request, process_key: str, passage_id: int) -> HttpResponse:
    passage = access.passage_for_office(request.actor, process_key, passage_id)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        actions.remove_passage(passage=passage, by=request.actor, at=request.at)
        return done(request, _("The text is removed."), "process:edit_passages", process_key)
    question = Question(
        title=_("Remove a text"),
        lead=_(
            "The statement and its source are lost for everybody. Reports that were made before "
            "keep it. This cannot be undone."
        ),
        points=(passage.statement,),
        submit=_("Remove text"),
        back="process:edit_passages",
        back_label=_("Texts"),
        is_destructive=True,
    )
    return ask(request, passage.process, question, form)


def _group(process_key: str, topic: TopicPassages) -> Group:
    add = reverse("process:add_passage", args=[process_key], query={"topic": topic.topic.value})
    rows = tuple(
        row(
            "passage",
            [process_key, passage.pk],
            label=passage.statement,
            hint=passage.source,
            place=place,
            of=len(topic.passages),
        )
        for place, passage in enumerate(topic.passages)
    )
    return Group(title=topic.label, add=add, add_label=_("Add a text"), rows=rows)


def _question(*, title: str, submit: str) -> Question:
    return Question(title=title, submit=submit, back="process:edit_passages", back_label=_("Texts"))
