from __future__ import annotations

from datetime import date
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.regions import access, actions, queries
from regiowerk.ground.regions.access import Request
from regiowerk.ground.regions.forms import EndMembershipForm, OrganisationForm, TermsForm
from regiowerk.ground.regions.models import Membership, Region
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
def members(request: Request, region_key: str) -> HttpResponse:
    region = access.region_for_office(request.actor, region_key)
    words, day = words_of(request), timezone.localdate(request.at)
    page = page_of(request, queries.memberships_in(region, words))
    context = {
        "region": region,
        "heading": _heading(region, day),
        "page": page,
        "words": words,
        "has_members": bool(words) or bool(page.object_list),
    }
    return render(request, "regions/members.html", context)


@require_safe
def choose_organisation(request: Request, region_key: str) -> HttpResponse:
    """Look for an organisation that is known already, before a new one is made."""
    region = access.region_for_office(request.actor, region_key)
    words, day = words_of(request), timezone.localdate(request.at)
    context = {
        "region": region,
        "page": page_of(request, queries.organisations_to_add(region, day, words)),
        "words": words,
    }
    return render(request, "regions/choose_organisation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_membership(request: Request, region_key: str, organisation_key: str) -> HttpResponse:
    region, organisation = access.newcomer_for_office(request.actor, region_key, organisation_key)
    form = TermsForm(sent(request))
    deed = partial(
        actions.add_membership,
        region=region,
        organisation=organisation,
        by=request.actor,
        at=request.at,
    )
    if is_done(form, lambda: deed(terms=form.terms)):
        return _added(request, region, str(organisation))
    title = _("Add %(organisation)s") % {"organisation": organisation}
    question = _question(region, title=title, submit=_("Add membership"))
    return ask(request, region, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def add_organisation(request: Request, region_key: str) -> HttpResponse:
    region = access.region_for_office(request.actor, region_key)
    form = OrganisationForm(sent(request))
    deed = partial(actions.add_organisation, region=region, by=request.actor, at=request.at)
    if is_done(form, lambda: deed(facts=form.facts, terms=form.terms)):
        return _added(request, region, form.cleaned_data["name"])
    question = _question(
        region,
        title=_("A new organisation"),
        lead=_("It stays known for good: memberships end, organisations are never deleted."),
        submit=_("Add organisation"),
    )
    return ask(request, region, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def end_membership(request: Request, region_key: str, membership_id: int) -> HttpResponse:
    membership = access.membership_for_office(request.actor, region_key, membership_id)
    today = timezone.localdate(request.at)
    form = EndMembershipForm(sent(request), initial={"until_on": today})
    deed = partial(actions.end_membership, membership=membership, by=request.actor, at=request.at)
    if is_done(form, lambda: deed(**form.cleaned_data)):
        message = _("The membership of %(organisation)s has its last day.")
        return _changed(request, membership, message)
    count = actions.mandates_that_end_with(membership, today).count()
    organisation = membership.organisation
    question = Question(
        title=_("End the membership of %(organisation)s") % {"organisation": organisation},
        submit=_("End membership"),
        back=reverse("regions:profile", args=[region_key, organisation.key]),
        back_label=str(organisation),
        points=_consequences(count),
    )
    return ask(request, membership.region, question, form)


@require_POST
def confirm_membership(request: Request, region_key: str, membership_id: int) -> HttpResponse:
    membership = access.membership_for_office(request.actor, region_key, membership_id)
    actions.confirm_membership(membership=membership, by=request.actor, at=request.at)
    message = _("The membership of %(organisation)s is marked as certain.")
    return _changed(request, membership, message)


@require_POST
def doubt_membership(request: Request, region_key: str, membership_id: int) -> HttpResponse:
    membership = access.membership_for_office(request.actor, region_key, membership_id)
    actions.doubt_membership(membership=membership, by=request.actor, at=request.at)
    message = _("The membership of %(organisation)s is marked as unconfirmed.")
    return _changed(request, membership, message)


def _heading(region: Region, day: date) -> str:
    count = queries.member_organisations(region, day).count()
    return ngettext(
        "%(count)s organisation is a member", "%(count)s organisations are members", count
    ) % {"count": number_format(count, force_grouping=True)}


def _question(region: Region, *, title: str, submit: str, lead: str = "") -> Question:
    return Question(
        title=title,
        submit=submit,
        back=reverse("regions:members", args=[region.key]),
        back_label=_("Memberships"),
        lead=lead,
    )


def _consequences(mandates: int) -> tuple[str, ...]:
    stays = _("What was said and decided for the organisation stays, and so does the organisation.")
    if not mandates:
        return (stays,)
    text = ngettext(
        "%(count)d mandate for this organisation ends with it.",
        "%(count)d mandates for this organisation end with it.",
        mandates,
    )
    return (stays, text % {"count": mandates})


def _added(request: Request, region: Region, label: str) -> HttpResponse:
    message = _("%(organisation)s belongs to %(region)s now.")
    text = message % {"organisation": label, "region": region.name}
    return done(request, text, "regions:members", region.key)


def _changed(request: Request, membership: Membership, message: str) -> HttpResponse:
    text = message % {"organisation": membership.organisation}
    return done(
        request, text, "regions:profile", membership.region.key, membership.organisation.key
    )
