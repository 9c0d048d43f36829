from __future__ import annotations

from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.process import access, actions
from regiowerk.ground.process.forms import ActivityForm, ConfirmForm
from regiowerk.ground.process.models import Activity
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

FIELDS = ("name", "description", "starts_on", "ends_on", "is_approximate", "source")


@require_safe
def edit_activities(request: Request, process_key: str, stage_key: str) -> HttpResponse:
    stage = access.stage_for_office(request.actor, process_key, stage_key)
    activities = list(stage.activities.order_by("position", "pk"))
    rows = tuple(
        row(
            "activity",
            [process_key, activity.pk],
            label=activity.name,
            hint=activity.description,
            place=place,
            of=len(activities),
        )
        for place, activity in enumerate(activities)
    )
    add = reverse("process:add_activity", args=[process_key, stage_key])
    group = Group(title=stage.label, add=add, add_label=_("Plan an activity"), rows=rows)
    return arrange(request, stage.process, _arrangement(), [group])


@require_http_methods(["GET", "HEAD", "POST"])
def add_activity(request: Request, process_key: str, stage_key: str) -> HttpResponse:
    stage = access.stage_for_office(request.actor, process_key, stage_key)
    form = ActivityForm(sent(request))
    if form.is_valid():
        actions.add_activity(stage=stage, by=request.actor, at=request.at, **form.cleaned_data)
        message = _("The activity is planned.")
        return done(request, message, "process:edit_activities", process_key, stage_key)
    title = _("Plan an activity in %(stage)s") % {"stage": stage.short_name}
    return ask(request, stage.process, _question(title=title, submit=_("Plan activity")), form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_activity(request: Request, process_key: str, activity_id: int) -> HttpResponse:
    activity = access.activity_for_office(request.actor, process_key, activity_id)
    initial = {name: getattr(activity, name) for name in FIELDS}
    form = ActivityForm(sent(request), initial=initial)
    if form.is_valid():
        actions.edit_activity(
            activity=activity, by=request.actor, at=request.at, **form.cleaned_data
        )
        return _back(request, activity, _("The activity is changed."))
    question = _question(title=_("Change an activity"), submit=_("Save changes"))
    return ask(request, activity.stage.process, question, form)


@require_POST
def move_activity(request: Request, process_key: str, activity_id: int) -> HttpResponse:
    activity = access.activity_for_office(request.actor, process_key, activity_id)
    direction = direction_sent(request)
    if direction is None:
        return HttpResponseBadRequest()
    actions.move_activity(activity=activity, direction=direction, by=request.actor, at=request.at)
    return go(request, "process:edit_activities", process_key, activity.stage.key)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_activity(request: Request, process_key: str, activity_id: int) -> HttpResponse:
    activity = access.activity_for_office(request.actor, process_key, activity_id)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        actions.remove_activity(activity=activity, by=request.actor, at=request.at)
        return _back(request, activity, _("The activity is removed."))
    question = Question(
        title=_("Remove the activity “%(activity)s”") % {"activity": activity.name},
        lead=_(
            "Its name, description, days and source are lost for everybody and it disappears from "
            "the timeline. This cannot be undone."
        ),
        submit=_("Remove activity"),
        back="process:plan",
        back_label=_("Plan"),
        is_destructive=True,
    )
    return ask(request, activity.stage.process, question, form)


def _back(request: Request, activity: Activity, message: str) -> HttpResponse:
    stage = activity.stage
    return done(request, message, "process:edit_activities", stage.process.key, stage.key)


def _question(*, title: str, submit: str) -> Question:
    return Question(title=title, submit=submit, back="process:plan", back_label=_("Plan"))


def _arrangement() -> Arrangement:
    return Arrangement(
        title=_("Arrange activities"),
        lead=_("In this order they stand in the plan and in the timeline."),
        back="process:plan",
        back_label=_("Plan"),
        empty=_(
            "Nothing is planned in this stage yet. Activities show everybody what happens when."
        ),
    )
