from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.regions import access, actions, queries
from regiowerk.ground.regions.access import Request
from regiowerk.ground.regions.forms import (
    ConfirmForm,
    CorrectionForm,
    FigureForm,
    MistakeForm,
)
from regiowerk.ground.regions.models import Organisation, Region
from regiowerk.ground.regions.permissions import may_confirm_organisation, may_manage_region
from regiowerk.ground.regions.views.asking import Question, ask, done, is_done, sent


@require_safe
def profile(request: Request, region_key: str, organisation_key: str) -> HttpResponse:
    region, organisation = access.organisation_for_member(
        request.actor, region_key, organisation_key
    )
    day = timezone.localdate(request.at)
    may_confirm = may_confirm_organisation(request.actor, region, organisation)
    context = {
        "region": region,
        "day": day,
        "profile": queries.profile_of(region, organisation, day),
        "facts": queries.facts_of(organisation),
        "lead": queries.confirmation_of(organisation, is_asked=may_confirm),
        "may_confirm": may_confirm,
        "may_manage": may_manage_region(request.actor, region),
    }
    return render(request, "regions/profile.html", context)


@require_POST
def confirm_organisation(request: Request, region_key: str, organisation_key: str) -> HttpResponse:
    region, organisation = access.organisation_for_its_people(
        request.actor, region_key, organisation_key
    )
    actions.confirm_organisation(
        region=region, organisation=organisation, by=request.actor, at=request.at
    )
    message = _("Thank you. Everybody now sees that %(organisation)s has confirmed these facts.")
    return _back(request, region, organisation, message)


@require_http_methods(["GET", "HEAD", "POST"])
def report_mistake(request: Request, region_key: str, organisation_key: str) -> HttpResponse:
    region, organisation = access.organisation_for_its_people(
        request.actor, region_key, organisation_key
    )
    form = MistakeForm(sent(request))
    deed = _deed(request, actions.report_mistake, region, organisation)
    if is_done(form, lambda: deed(text=form.cleaned_data["text"])):
        message = _("The project office has been told and will correct it.")
        return _back(request, region, organisation, message)
    question = _question(
        region,
        organisation,
        title=_("Something is wrong"),
        lead=_("The project office reads what you write, corrects it and asks you again."),
        submit=_("Tell the project office"),
    )
    return ask(request, region, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_organisation(request: Request, region_key: str, organisation_key: str) -> HttpResponse:
    region, organisation = access.organisation_for_office(
        request.actor, region_key, organisation_key
    )
    form = CorrectionForm(
        sent(request), initial={name: getattr(organisation, name) for name in actions.CORRECTABLE}
    )
    deed = _deed(request, actions.correct_organisation, region, organisation)
    if is_done(form, lambda: deed(**form.cleaned_data)):
        message = _("The facts about %(organisation)s are corrected.")
        return _back(request, region, organisation, message)
    question = _question(
        region,
        organisation,
        title=_("Correct the facts"),
        lead=_asks_again(organisation),
        submit=_("Save"),
    )
    return ask(request, region, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def add_figure(request: Request, region_key: str, organisation_key: str) -> HttpResponse:
    region, organisation = access.organisation_for_office(
        request.actor, region_key, organisation_key
    )
    form = FigureForm(sent(request))
    deed = _deed(request, actions.add_figure, region, organisation)
    if is_done(form, lambda: deed(**form.cleaned_data)):
        return _back(request, region, organisation, _("The figure is added."))
    question = _question(
        region,
        organisation,
        title=_("Add a figure"),
        lead=_(
            "Figures may contradict each other: all are shown, the latest and most exact one counts."
        ),
        points=(_asks_again(organisation),),
        submit=_("Add figure"),
    )
    return ask(request, region, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_figure(
    request: Request, region_key: str, organisation_key: str, figure_id: int
) -> HttpResponse:
    region, organisation, figure = access.figure_for_office(
        request.actor, region_key, organisation_key, figure_id
    )
    form = ConfirmForm(sent(request))
    deed = _deed(request, actions.remove_figure, region, organisation)
    if is_done(form, lambda: deed(figure=figure)):
        return _back(request, region, organisation, _("The figure is removed."))
    question = _question(
        region,
        organisation,
        title=_("Remove this figure?"),
        points=(queries.figure_sentence(figure),),
        submit=_("Remove figure"),
        is_destructive=True,
    )
    return ask(request, region, question, form)


def _deed(
    request: Request, action: Callable[..., object], region: Region, organisation: Organisation
) -> Callable[..., object]:
    """The action with everything but what the form asks for."""
    return partial(
        action, region=region, organisation=organisation, by=request.actor, at=request.at
    )


def _question(
    region: Region,
    organisation: Organisation,
    *,
    title: str,
    submit: str,
    lead: str = "",
    points: tuple[str, ...] = (),
    is_destructive: bool = False,
) -> Question:
    return Question(
        title=title,
        submit=submit,
        back=reverse("regions:profile", args=[region.key, organisation.key]),
        back_label=str(organisation),
        lead=lead,
        points=points,
        is_destructive=is_destructive,
    )


def _asks_again(organisation: Organisation) -> str:
    text = _("%(organisation)s will then be asked to check what is written about it.")
    return text % {"organisation": organisation}


def _back(
    request: Request, region: Region, organisation: Organisation, message: str
) -> HttpResponse:
    text = message % {"organisation": organisation}
    return done(request, text, "regions:profile", region.key, organisation.key)
