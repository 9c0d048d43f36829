"""The surveys of a process: the list, a new one, and one with its waves."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiowerk.ground.process.access import process_for_office
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.forms.office_waves import BeginForm, SurveyForm
from regiowerk.listen.surveys.models import Survey
from regiowerk.listen.surveys.queries.waves import (
    latest_published,
    questionnaires_to_ask,
    survey_lines,
    waves_of,
)
from regiowerk.listen.surveys.views.office.next_steps import next_step
from regiowerk.listen.surveys.views.office.wave_pages import (
    done,
    of_survey,
    sent,
    status_of,
    the_survey,
)


@require_safe
def surveys(request: Request, process_key: str) -> HttpResponse:
    """All surveys of a process; those that are over come last."""
    process = process_for_office(request.actor, process_key)
    request.process = process  # type: ignore[attr-defined]
    running, over = survey_lines(process)
    context = {
        "process": process,
        "running": running,
        "over": over,
        "may_begin": questionnaires_to_ask(process).exists(),
    }
    return render(request, "surveys/office/waves/surveys.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin_survey(request: Request, process_key: str) -> HttpResponse:
    """Begin a survey with a published questionnaire."""
    process = process_for_office(request.actor, process_key)
    request.process = process  # type: ignore[attr-defined]
    questionnaires = questionnaires_to_ask(process)
    form = BeginForm(sent(request), questionnaires=questionnaires)
    survey = _begun(request, process, form) if form.is_valid() else None
    if survey is not None:
        message = _("The survey is begun. Plan its first wave now.")
        return done(request, message, of_survey("survey", survey))
    context = {"process": process, "form": form, "may_begin": bool(questionnaires)}
    page = "surveys/office/waves/begin.html"
    return render(request, page, context, status=status_of(form))


def _begun(request: Request, process: Process, form: BeginForm) -> Survey | None:
    """A new survey; None where the form says what stands against it."""
    try:
        return actions.begin_survey(
            process=process, by=request.actor, at=request.at, **form.cleaned_data
        )
    except actions.SurveyKeyTakenError as refused:
        form.add_error("key", str(refused))
    except actions.NotPublishedError as refused:
        form.add_error("questionnaire", str(refused))
    return None


@require_safe
def survey(request: Request, process_key: str, survey_key: str) -> HttpResponse:
    """One survey: its purpose, its waves, and what comes next."""
    found = the_survey(request, process_key, survey_key)
    waves = waves_of(found)
    context = {
        "process": found.process,
        "survey": found,
        "waves": waves,
        "newest": latest_published(found.questionnaire),
        "next": next_step(found, waves, timezone.localdate(request.at)),
    }
    return render(request, "surveys/office/waves/survey.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_survey(request: Request, process_key: str, survey_key: str) -> HttpResponse:
    """Correct title and purpose."""
    found = the_survey(request, process_key, survey_key)
    form = SurveyForm.about(found, sent(request))
    if form.is_valid():
        data = form.cleaned_data
        actions.change_survey(survey=found, by=request.actor, at=request.at, **data)
        return done(request, _("Saved."), of_survey("survey", found))
    context = {"process": found.process, "survey": found, "form": form}
    page = "surveys/office/waves/change_survey.html"
    return render(request, page, context, status=status_of(form))
