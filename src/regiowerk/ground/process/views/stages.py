from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiowerk.ground.process import access, actions, gates
from regiowerk.ground.process.domain.calendar import note_needed
from regiowerk.ground.process.forms import (
    CloseStageForm,
    ConfirmForm,
    ReopenStageForm,
    WindowForm,
)
from regiowerk.ground.process.models import Stage
from regiowerk.ground.process.views.asking import Question, ask, done, sent
from regiowerk.ground.regions.middleware import Request


@require_http_methods(["GET", "HEAD", "POST"])
def open_stage(request: Request, process_key: str, stage_key: str) -> HttpResponse:
    stage = access.stage_for_office(request.actor, process_key, stage_key)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        try:
            actions.open_stage(stage=stage, by=request.actor, at=request.at)
        except actions.StageRefusedError as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            message = _("%(stage)s is open.") % {"stage": stage.label}
            return done(request, message, "process:plan", process_key)
    question = _question(
        title=_("Open %(stage)s") % {"stage": stage.label},
        lead=_("From now on everybody who may read the process sees that this stage has begun."),
        submit=_("Open stage"),
    )
    return ask(request, stage.process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def close_stage(request: Request, process_key: str, stage_key: str) -> HttpResponse:
    stage = access.stage_for_office(request.actor, process_key, stage_key)
    unmet = gates.unmet_to_close(stage)
    form = CloseStageForm(sent(request))
    if form.is_valid():
        note = form.cleaned_data["note"]
        try:
            actions.close_stage(
                stage=stage, note=note, unmet=unmet, by=request.actor, at=request.at
            )
        except actions.StageRefusedError as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            message = _("%(stage)s is closed.") % {"stage": stage.label}
            return done(request, message, "process:plan", process_key)
    return ask(request, stage.process, _closing(request, stage, unmet), form)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_stage(request: Request, process_key: str, stage_key: str) -> HttpResponse:
    stage = access.stage_for_office(request.actor, process_key, stage_key)
    form = ReopenStageForm(sent(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.reopen_stage(stage=stage, reason=reason, by=request.actor, at=request.at)
        except actions.StageRefusedError as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            message = _("%(stage)s is open again.") % {"stage": stage.label}
            return done(request, message, "process:plan", process_key)
    question = _question(
        title=_("Open %(stage)s again") % {"stage": stage.label},
        lead=_("The note written at its closing is discarded; work can go on as before."),
        submit=_("Open stage again"),
    )
    return ask(request, stage.process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def reschedule_stage(request: Request, process_key: str, stage_key: str) -> HttpResponse:
    stage = access.stage_for_office(request.actor, process_key, stage_key)
    window = {name: getattr(stage, name) for name in ("starts_on", "ends_on", "is_approximate")}
    form = WindowForm(sent(request), initial=window)
    if form.is_valid():
        try:
            actions.reschedule_stage(
                stage=stage, by=request.actor, at=request.at, **form.cleaned_data
            )
        except actions.StageRefusedError as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            message = _("%(stage)s has a new period.") % {"stage": stage.label}
            return done(request, message, "process:plan", process_key)
    title = _("Reschedule %(stage)s") % {"stage": stage.label}
    return ask(request, stage.process, _question(title=title, submit=_("Reschedule")), form)


def _closing(request: Request, stage: Stage, unmet: tuple[str, ...]) -> Question:
    early_or_late = note_needed(stage.dates.window, timezone.localdate(request.at))
    condition = _("Agreed condition: %(condition)s.") % {"condition": stage.closing_condition}
    note = _("Today is early or late for it: please write a note.")
    return Question(
        title=_("Close %(stage)s") % {"stage": stage.label},
        lead=condition if stage.closing_condition else "",
        points=(note,) if early_or_late else (),
        unmet=unmet,
        submit=_("Close stage"),
        back="process:plan",
        back_label=_("Plan"),
    )


def _question(*, title: str, submit: str, lead: str = "") -> Question:
    return Question(
        title=title, lead=lead, submit=submit, back="process:plan", back_label=_("Plan")
    )
