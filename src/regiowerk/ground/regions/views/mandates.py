from __future__ import annotations

from datetime import date
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions import access, actions, queries
from regiowerk.ground.regions.access import Request
from regiowerk.ground.regions.forms import EndMandateForm, MandateForm
from regiowerk.ground.regions.models import Region
from regiowerk.ground.regions.views.asking import (
    Question,
    ask,
    done,
    is_done,
    page_of,
    sent,
    words_of,
)


@require_safe
def mandates(request: Request, region_key: str) -> HttpResponse:
    region = access.region_for_office(request.actor, region_key)
    words = words_of(request)
    context = {
        "region": region,
        "heading": _heading(region, timezone.localdate(request.at)),
        "page": page_of(request, queries.matching_mandates(queries.mandates_in(region), words)),
        "words": words,
        "day": timezone.localdate(request.at),
    }
    return render(request, "regions/mandates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def grant_mandate(request: Request, region_key: str, organisation_key: str) -> HttpResponse:
    """Invite a person and let them act for an organisation."""
    region, organisation = access.organisation_for_office(
        request.actor, region_key, organisation_key
    )
    form = MandateForm(sent(request), initial={"from_on": timezone.localdate(request.at)})
    deed = partial(
        actions.invite, region=region, organisation=organisation, by=request.actor, at=request.at
    )
    if is_done(form, lambda: deed(**form.cleaned_data)):
        message = _("%(person)s is invited and may act for %(organisation)s.")
        send_mails.enqueue()
        text = message % {"person": form.cleaned_data["name"], "organisation": organisation}
        return done(request, text, "regions:mandates", region.key)
    question = _question(
        region,
        title=_("Invite somebody for %(organisation)s") % {"organisation": organisation},
        lead=_("The person gets a mail with a link and can begin at once."),
        submit=_("Invite"),
    )
    return ask(request, region, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def end_mandate(request: Request, region_key: str, mandate_id: int) -> HttpResponse:
    mandate = access.mandate_for_office(request.actor, region_key, mandate_id)
    form = EndMandateForm(sent(request), initial={"until_on": timezone.localdate(request.at)})
    deed = partial(actions.end_mandate, mandate=mandate, by=request.actor, at=request.at)
    if is_done(form, lambda: deed(**form.cleaned_data)):
        message = _("The mandate of %(person)s has its last day.") % {"person": mandate.user}
        return done(request, message, "regions:mandates", region_key)
    question = _question(
        mandate.region,
        title=_("End the mandate of %(person)s") % {"person": mandate.user},
        lead=_("From the day after, this person can no longer act for %(organisation)s.")
        % {"organisation": mandate.organisation},
        points=(_("What was said and done for the organisation stays."),),
        submit=_("End mandate"),
    )
    return ask(request, mandate.region, question, form)


def _heading(region: Region, day: date) -> str:
    count = region.mandates.in_force(day).values("user").distinct().count()
    return ngettext(
        "%(count)d person holds a mandate", "%(count)d people hold a mandate", count
    ) % {"count": count}


def _question(
    region: Region, *, title: str, submit: str, lead: str = "", points: tuple[str, ...] = ()
) -> Question:
    return Question(
        title=title,
        submit=submit,
        back=reverse("regions:mandates", args=[region.key]),
        back_label=_("Mandates"),
        lead=lead,
        points=points,
    )
