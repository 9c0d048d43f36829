from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.ground.process import access, actions
from regiowerk.ground.process.forms import ConfirmForm, MilestoneForm, ReachMilestoneForm
from regiowerk.ground.process.views.asking import Question, ask, done, sent
from regiowerk.ground.regions.middleware import Request

FIELDS = ("name", "planned_on", "is_approximate", "source")


@require_http_methods(["GET", "HEAD", "POST"])
def add_milestone(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    form = MilestoneForm(sent(request))
    if form.is_valid():
        actions.add_milestone(process=process, by=request.actor, at=request.at, **form.cleaned_data)
        return done(request, _("The milestone is planned."), "process:plan", process_key)
    question = _question(title=_("Plan a milestone"), submit=_("Plan milestone"))
    return ask(request, process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_milestone(request: Request, process_key: str, milestone_key: str) -> HttpResponse:
    milestone = access.milestone_for_office(request.actor, process_key, milestone_key)
    initial = {name: getattr(milestone, name) for name in FIELDS}
    form = MilestoneForm(sent(request), initial=initial)
    if form.is_valid():
        actions.edit_milestone(
            milestone=milestone, by=request.actor, at=request.at, **form.cleaned_data
        )
        return done(request, _("The milestone is changed."), "process:plan", process_key)
    question = _question(title=_("Change a milestone"), submit=_("Save changes"))
    return ask(request, milestone.process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def reach_milestone(request: Request, process_key: str, milestone_key: str) -> HttpResponse:
    milestone = access.milestone_for_office(request.actor, process_key, milestone_key)
    today = timezone.localdate(request.at)
    day = min(milestone.planned_on, today)
    form = ReachMilestoneForm(sent(request), initial={"reached_on": day})
    if form.is_valid():
        day = form.cleaned_data["reached_on"]
        try:
            actions.reach_milestone(
                milestone=milestone, reached_on=day, by=request.actor, at=request.at
            )
        except actions.MilestoneRefusedError as refusal:
            form.add_error("reached_on", str(refusal))
        else:
            message = _("“%(milestone)s” was reached on %(day)s.")
            words = {"milestone": milestone.name, "day": date_format(day)}
            return done(request, message % words, "process:plan", process_key)
    title = _("“%(milestone)s” has been reached") % {"milestone": milestone.name}
    question = _question(title=title, submit=_("Mark as reached"))
    return ask(request, milestone.process, question, form)


@require_POST
def reopen_milestone(request: Request, process_key: str, milestone_key: str) -> HttpResponse:
    milestone = access.milestone_for_office(request.actor, process_key, milestone_key)
    actions.reopen_milestone(milestone=milestone, by=request.actor, at=request.at)
    message = _("“%(milestone)s” counts as not yet reached.") % {"milestone": milestone.name}
    return done(request, message, "process:plan", process_key)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_milestone(request: Request, process_key: str, milestone_key: str) -> HttpResponse:
    milestone = access.milestone_for_office(request.actor, process_key, milestone_key)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        actions.remove_milestone(milestone=milestone, by=request.actor, at=request.at)
        return done(request, _("The milestone is removed."), "process:plan", process_key)
    question = Question(
        title=_("Remove the milestone “%(milestone)s”") % {"milestone": milestone.name},
        lead=_(
            "Its days and its source are lost for everybody and it disappears from the timeline. "
            "This cannot be undone."
        ),
        submit=_("Remove milestone"),
        back="process:plan",
        back_label=_("Plan"),
        is_destructive=True,
    )
    return ask(request, milestone.process, question, form)


def _question(*, title: str, submit: str) -> Question:
    return Question(title=title, submit=submit, back="process:plan", back_label=_("Plan"))
