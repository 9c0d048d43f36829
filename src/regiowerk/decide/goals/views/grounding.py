"""What a goal rests on, how it is measured, and what gets in its way."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.decide.goals import access, actions, queries
from regiowerk.decide.goals.forms.matters import (
    ContradictionForm,
    FindingChoiceForm,
    IndicatorForm,
    MeasurementForm,
)
from regiowerk.decide.goals.forms.shaping import ConfirmForm
from regiowerk.decide.goals.models import Goal
from regiowerk.decide.goals.views.asking import Question, ask, at_goal, done, is_done, sent
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.findings.queries.readers import reader_of

ASKED = ["GET", "HEAD", "POST"]
YARDSTICK = ("name", "unit", "baseline", "baseline_year", "target", "target_year", "source")


@require_http_methods(ASKED)
def set_indicator(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    goal = access.goal_for_office(request.actor, process_key, goal_key)
    form = IndicatorForm(sent(request), initial=_indicator(goal))

    def deed() -> None:
        yardstick = form.yardstick()
        actions.set_indicator(goal=goal, yardstick=yardstick, by=request.actor, at=request.at)

    if is_done(form, deed):
        return done(request, _("It is said how the goal is measured."), at_goal(goal))
    question = Question(
        title=_("How is the goal measured?"), submit=_("Save indicator"), back=at_goal(goal)
    )
    return ask(request, goal.process, question, form)


@require_http_methods(ASKED)
def remove_indicator(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    goal = access.goal_for_office(request.actor, process_key, goal_key)
    form = ConfirmForm(sent(request))

    def deed() -> None:
        actions.remove_indicator(goal=goal, by=request.actor, at=request.at)

    if is_done(form, deed):
        return done(request, _("The indicator is removed."), at_goal(goal))
    question = Question(
        title=_("Remove the indicator"),
        lead=_("This cannot be undone."),
        lost=(_("the indicator"), _("all values measured for it")),
        submit=_("Remove indicator"),
        back=at_goal(goal),
    )
    return ask(request, goal.process, question, form)


@require_http_methods(ASKED)
def record_measurement(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    goal = access.goal_for_office(request.actor, process_key, goal_key)
    today = timezone.localdate(request.at)
    source = goal.indicator.source if hasattr(goal, "indicator") else ""
    initial = {"measured_on": today, "source": source}
    form = MeasurementForm(sent(request), initial=initial, today=today)

    def deed() -> None:
        value = form.cleaned_data
        actions.record_measurement(goal=goal, by=request.actor, at=request.at, **value)

    if is_done(form, deed):
        return done(request, _("The value is recorded."), at_goal(goal))
    question = Question(
        title=_("Record a measured value"), submit=_("Record value"), back=at_goal(goal)
    )
    return ask(request, goal.process, question, form)


@require_POST
def remove_measurement(
    request: Request, process_key: str, goal_key: str, measurement_id: int
) -> HttpResponse:
    measurement = access.measurement_for_office(
        request.actor, process_key, goal_key, measurement_id
    )
    actions.remove_measurement(measurement=measurement, by=request.actor, at=request.at)
    return done(request, _("The value is removed."), at_goal(measurement.goal))


@require_http_methods(ASKED)
def cite_finding(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    goal = access.goal_for_office(request.actor, process_key, goal_key)
    findings = queries.findings_to_cite(goal.process, reader_of(request.actor, goal.process))
    form = FindingChoiceForm(sent(request), findings=findings)

    def deed() -> None:
        chosen = form.cleaned_data
        actions.cite_finding(goal=goal, by=request.actor, at=request.at, **chosen)

    if is_done(form, deed):
        return done(request, _("The goal rests on this finding now."), at_goal(goal))
    question = Question(
        title=_("On which finding does the goal rest?"),
        lead=_("The finding is kept as it reads now. If it changes later, the goal says so."),
        submit=_("Cite finding"),
        back=at_goal(goal),
    )
    return ask(request, goal.process, question, form)


@require_POST
def renew_evidence(
    request: Request, process_key: str, goal_key: str, evidence_id: int
) -> HttpResponse:
    evidence = access.evidence_for_office(request.actor, process_key, goal_key, evidence_id)
    actions.renew_evidence(evidence=evidence, by=request.actor, at=request.at)
    message = _("The finding is cited as it reads today.")
    return done(request, message, at_goal(evidence.goal))


@require_http_methods(ASKED)
def remove_evidence(
    request: Request, process_key: str, goal_key: str, evidence_id: int
) -> HttpResponse:
    evidence = access.evidence_for_office(request.actor, process_key, goal_key, evidence_id)
    goal, form = evidence.goal, ConfirmForm(sent(request))

    def deed() -> None:
        actions.remove_evidence(evidence=evidence, by=request.actor, at=request.at)

    if is_done(form, deed):
        return done(request, _("The finding is removed from the goal."), at_goal(goal))
    question = Question(
        title=_("Remove the finding from the goal"),
        lead=_("The finding itself stays."),
        lost=(_("the copy of the finding as it was cited"),),
        submit=_("Detach finding"),
        back=at_goal(goal),
    )
    return ask(request, goal.process, question, form)


@require_http_methods(ASKED)
def mark_contradiction(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    goal = access.goal_for_office(request.actor, process_key, goal_key)
    form = ContradictionForm(sent(request), tree=queries.tree_of(goal.process), goal=goal)

    def deed() -> None:
        other, reason = form.goal(), form.cleaned_data["reason"]
        by, at = request.actor, request.at
        actions.mark_contradiction(goal=goal, other=other, reason=reason, by=by, at=at)

    if is_done(form, deed):
        return done(request, _("The contradiction is marked."), at_goal(goal))
    question = Question(
        title=_("Which goal gets in the way?"),
        lead=_("Contradictions are no mistakes. Marked, they can be talked about."),
        submit=_("Mark contradiction"),
        back=at_goal(goal),
    )
    return ask(request, goal.process, question, form)


@require_POST
def settle_contradiction(
    request: Request, process_key: str, goal_key: str, contradiction_id: int
) -> HttpResponse:
    goal, found = access.contradiction_for_office(
        request.actor, process_key, goal_key, contradiction_id
    )
    actions.settle_contradiction(contradiction=found, goal=goal, by=request.actor, at=request.at)
    return done(request, _("The contradiction is settled."), at_goal(goal))


def _indicator(goal: Goal) -> dict[str, object]:
    if not hasattr(goal, "indicator"):
        return {}
    return {name: getattr(goal.indicator, name) for name in YARDSTICK}
