from __future__ import annotations

from collections import Counter

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.process import access, actions, documents, queries
from regiowerk.ground.process.forms import BodyForm, ConfirmForm
from regiowerk.ground.process.models import Body
from regiowerk.ground.process.permissions import may_run_process
from regiowerk.ground.process.queries import BodyInTree
from regiowerk.ground.process.views.arranging import (
    Arrangement,
    Group,
    Row,
    arrange,
    direction_sent,
    row,
)
from regiowerk.ground.process.views.asking import Question, ask, done, sent
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go

FIELDS = ("name", "parent", "task", "rhythm", "members", "source")


@require_safe
@access.open_to_the_public
def bodies(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_reader(request.actor, process_key)
    tree = queries.bodies_of(process)
    context = {
        "process": process,
        "heading": _heading(len(tree)),
        "bodies": tree,
        "chart": documents.organisation_chart_of(process) if tree else None,
        "may_run": may_run_process(request.actor, process),
    }
    return render(request, "process/bodies.html", context)


@require_safe
def edit_bodies(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    group = Group(
        title=_("All bodies"),
        add=reverse("process:add_body", args=[process_key]),
        add_label=_("Add a body"),
        rows=_rows(process_key, queries.bodies_of(process)),
    )
    arrangement = Arrangement(
        title=_("Arrange bodies"),
        lead=_("Bodies under the same body can be moved among themselves."),
        back="process:bodies",
        back_label=_("Bodies"),
        empty=_("There is no body yet. Bodies show who steers, who decides and who works."),
    )
    return arrange(request, process, arrangement, [group])


@require_http_methods(["GET", "HEAD", "POST"])
def add_body(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    form = BodyForm(sent(request), process=process)
    if form.is_valid():
        actions.add_body(process=process, by=request.actor, at=request.at, **form.cleaned_data)
        return done(request, _("The body is added."), "process:edit_bodies", process_key)
    question = _question(title=_("Add a body"), submit=_("Add body"))
    return ask(request, process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_body(request: Request, process_key: str, body_key: str) -> HttpResponse:
    body = access.body_for_office(request.actor, process_key, body_key)
    initial = {name: getattr(body, name) for name in FIELDS}
    form = BodyForm(sent(request), initial=initial, process=body.process, but=body)
    if form.is_valid():
        try:
            actions.edit_body(body=body, by=request.actor, at=request.at, **form.cleaned_data)
        except actions.BodyRefusedError as refusal:
            form.add_error("parent", str(refusal))
        else:
            return done(request, _("The body is changed."), "process:edit_bodies", process_key)
    question = _question(title=_("Change a body"), submit=_("Save changes"))
    return ask(request, body.process, question, form)


@require_POST
def move_body(request: Request, process_key: str, body_key: str) -> HttpResponse:
    body = access.body_for_office(request.actor, process_key, body_key)
    direction = direction_sent(request)
    if direction is None:
        return HttpResponseBadRequest()
    actions.move_body(body=body, direction=direction, by=request.actor, at=request.at)
    return go(request, "process:edit_bodies", process_key)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_body(request: Request, process_key: str, body_key: str) -> HttpResponse:
    body = access.body_for_office(request.actor, process_key, body_key)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        try:
            actions.remove_body(body=body, by=request.actor, at=request.at)
        except actions.BodyRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, _("The body is removed."), "process:edit_bodies", process_key)
    return ask(request, body.process, _removing(body), form)


def _heading(number: int) -> str:
    if not number:
        return _("Who steers, who decides, who works")
    return ngettext(
        "%(number)d body steers, decides and works",
        "%(number)d bodies steer, decide and work",
        number,
    ) % {"number": number}


def _rows(process_key: str, tree: tuple[BodyInTree, ...]) -> tuple[Row, ...]:
    of = Counter(entry.body.parent_id for entry in tree)
    place: Counter[int | None] = Counter()
    rows = []
    for entry in tree:
        body = entry.body
        rows.append(
            row(
                "body",
                [process_key, body.key],
                label=body.name,
                hint=body.task,
                above=body.parent.name if body.parent else "",
                place=place[body.parent_id],
                of=of[body.parent_id],
            )
        )
        place[body.parent_id] += 1
    return tuple(rows)


def _removing(body: Body) -> Question:
    return Question(
        title=_("Remove the body “%(body)s”") % {"body": body.name},
        lead=_(
            "Its task, its members and its source are lost for everybody. This cannot be undone."
        ),
        submit=_("Remove body"),
        back="process:edit_bodies",
        back_label=_("Bodies"),
        is_destructive=True,
    )


def _question(*, title: str, submit: str) -> Question:
    return Question(title=title, submit=submit, back="process:edit_bodies", back_label=_("Bodies"))
