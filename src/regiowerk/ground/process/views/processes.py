from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods

from regiowerk.ground.process import access, actions, queries
from regiowerk.ground.process.forms import ConfirmForm, ProcessForm, StartProcessForm
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.views.asking import Question, ask, done, sent
from regiowerk.ground.regions.middleware import Request

FIELDS = ("name", "summary", "starts_on", "ends_on", "latest_end_on")


@require_http_methods(["GET", "HEAD", "POST"])
def start_process(request: Request, process_key: str) -> HttpResponse:
    """The first process of a region comes by command or package; further ones begin beside it."""
    beside = access.process_for_office(request.actor, process_key)
    templates = queries.templates(get_language() or "de")
    form = StartProcessForm(sent(request), templates=templates, programme=beside.programme)
    if form.is_valid():
        beginning = form.cleaned_data | {"region": beside.region, "programme": beside.programme}
        try:
            process = actions.start_process(by=request.actor, at=request.at, **beginning)
        except actions.ProcessRefusedError as refusal:
            form.add_error("name", str(refusal))
        else:
            message = _("The process has begun. Now settle its days and bodies.")
            return done(request, message, "process:plan", process.key)
    return ask(request, beside, _starting(beside), form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_process(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    form = ProcessForm(sent(request), initial={name: getattr(process, name) for name in FIELDS})
    if form.is_valid():
        try:
            actions.edit_process(
                process=process, by=request.actor, at=request.at, **form.cleaned_data
            )
        except actions.ProcessRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, _("The description is changed."), "process:plan", process_key)
    question = _question(title=_("Describe the process"), submit=_("Save changes"))
    return ask(request, process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def publish_process(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        actions.publish_process(process=process, by=request.actor, at=request.at)
        return done(request, _("Everybody can read the process now."), "process:plan", process_key)
    return ask(request, process, _publishing(process), form)


@require_http_methods(["GET", "HEAD", "POST"])
def unpublish_process(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        actions.unpublish_process(process=process, by=request.actor, at=request.at)
        message = _("Only the organisations of the region can read the process now.")
        return done(request, message, "process:plan", process_key)
    question = _question(
        title=_("Take %(process)s back from the public") % {"process": process.name},
        lead=_(
            "Links that others have set to its pages lead to the sign-in page from now on. What has "
            "been copied or printed stays outside. You can make it public again at any time."
        ),
        submit=_("Take back from the public"),
    )
    return ask(request, process, question, form)


def _starting(beside: Process) -> Question:
    return _question(
        title=_("Begin another process"),
        lead=_(
            "A further run for %(region)s, such as for the next infrastructure area. Its stages, "
            "milestones and bodies come from the template; you can change all of them afterwards. "
            "Only the organisations of the region can read it until you make it public."
        )
        % {"region": beside.region.name},
        submit=_("Begin process"),
    )


def _publishing(process: Process) -> Question:
    return _question(
        title=_("Make %(process)s public") % {"process": process.name},
        lead=_("Everybody on the internet can then read, without signing in:"),
        points=(
            _("what the process is about, its plan, milestones and bodies"),
            _("the texts on aims, approach and outlook, with their sources"),
            _("the findings and the words they rest on"),
            _(
                "Only you and the organisations of the region still see: who has an open step, what "
                "has happened last and who acts for whom."
            ),
        ),
        submit=_("Make public"),
    )


def _question(*, title: str, submit: str, lead: str = "", points: tuple[str, ...] = ()) -> Question:
    return Question(
        title=title,
        lead=lead,
        points=points,
        submit=submit,
        back="process:plan",
        back_label=_("Plan"),
    )
