from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST, require_safe

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.process.access import (
    open_to_the_public,
    process_for_member,
    process_for_office,
    process_for_reader,
)
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process
from regiowerk.ground.regions.access import region_for_reader
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.ui.htmx import go
from regiowerk.tell.portal import access, actions, queries
from regiowerk.tell.portal.queries import (
    acts,
    history as told,
    members,
    organisation as one,
    overview,
    search as found,
    start as own,
    turns,
)

PER_PAGE = 50


def remember(request: Request, process: Process) -> Process:
    """Spare the navigation to look for the process once more."""
    request.process = process  # type: ignore[attr-defined]
    return process


@require_safe
@login_not_required
def start(request: Request) -> HttpResponse:
    """Where one stands: the office sees the process, an organisation its next step."""
    process = queries.process_of_actor(request.actor, getattr(request.user, "email", ""))
    if process is None:
        context: dict[str, object] = {"processes": queries.public_processes()}
        return render(request, "portal/start_public.html", context)
    remember(request, process)
    day = timezone.localdate(request.at)
    if may_run_process(request.actor, process):
        return render(
            request, "portal/start_office.html", own.for_office(process, request.actor, day)
        )
    return render(
        request,
        "portal/start_organisation.html",
        own.for_organisation(process, _own_organisation(request), day),
    )


def _own_organisation(request: Request) -> Organisation:
    """The one spoken for; whoever acts in a region does so by a mandate."""
    return next(m.organisation for m in request.mandates if m.pk == request.actor.mandate_id)


@require_safe
@open_to_the_public
def process(request: Request, process_key: str) -> HttpResponse:
    found_process = remember(request, process_for_reader(request.actor, process_key))
    context = overview.of_process(found_process, timezone.localdate(request.at))
    return render(request, "portal/process.html", context)


@require_safe
@open_to_the_public
def region(request: Request, region_key: str) -> HttpResponse:
    found_region = region_for_reader(request.actor, region_key)
    context = members.of_region(
        found_region, timezone.localdate(request.at), request.GET, actor=request.actor
    )
    if isinstance(process := context["process"], Process):
        remember(request, process)
    return render(request, "portal/region.html", context)


@require_safe
@open_to_the_public
def organisations(request: Request, process_key: str) -> HttpResponse:
    found_process = remember(request, process_for_reader(request.actor, process_key))
    context = members.of_process(found_process, timezone.localdate(request.at), request.GET)
    return render(request, "portal/organisations.html", context)


@require_safe
@open_to_the_public
def organisation(request: Request, process_key: str, organisation_key: str) -> HttpResponse:
    found_process, found_organisation = access.organisation_for_reader(
        request.actor, process_key, organisation_key
    )
    remember(request, found_process)
    day = timezone.localdate(request.at)
    context = one.in_process(found_process, found_organisation, day, actor=request.actor)
    return render(request, "portal/organisation.html", context)


@require_safe
def open_steps(request: Request, process_key: str) -> HttpResponse:
    found_process = remember(request, process_for_member(request.actor, process_key))
    context = turns.all_of(
        found_process, timezone.localdate(request.at), page=request.GET.get("page")
    )
    context["may_remind"] = may_run_process(request.actor, found_process)
    return render(request, "portal/open_steps.html", context)


@require_POST
def remind(request: Request, process_key: str) -> HttpResponse:
    found_process = process_for_office(request.actor, process_key)
    queued = actions.remind(process=found_process, by=request.actor, at=request.at)
    if queued:
        send_mails.enqueue()
        text = ngettext("One mail is on its way.", "%(queued)d mails are on their way.", queued)
        messages.success(request, text % {"queued": queued})
    else:
        messages.info(
            request,
            _("Nobody was reminded: either nobody is invited yet, or all had a mail today."),
        )
    return go(request, "portal:open_steps", found_process.key)


@require_safe
def history(request: Request, process_key: str) -> HttpResponse:
    found_process = remember(request, process_for_member(request.actor, process_key))
    page = Paginator(told.entries(found_process, request.actor), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "process": found_process,
        "page": page,
        "news": told.tell(page.object_list, found_process, request.actor),
    }
    return render(request, "portal/history.html", context)


@require_safe
@login_not_required
def search(request: Request) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    return render(request, "portal/search.html", found.answer(request.actor, query))


def _act(request: Request, process_key: str, act: str) -> HttpResponse:
    found_process = remember(request, process_for_reader(request.actor, process_key))
    context = acts.of_process(
        found_process, act, timezone.localdate(request.at), actor=request.actor
    )
    return render(request, "portal/act.html", context)


@require_safe
@open_to_the_public
def listen(request: Request, process_key: str) -> HttpResponse:
    return _act(request, process_key, "listen")


@require_safe
@open_to_the_public
def decide(request: Request, process_key: str) -> HttpResponse:
    return _act(request, process_key, "decide")


@require_safe
@open_to_the_public
def act(request: Request, process_key: str) -> HttpResponse:
    return _act(request, process_key, "act")


@require_safe
@open_to_the_public
def tell(request: Request, process_key: str) -> HttpResponse:
    return _act(request, process_key, "tell")
