"""The main navigation, built from the process one is in; ui only renders it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from regiowerk.ground.journal.domain.actor import ANONYMOUS, Actor
from regiowerk.ground.notices import queries as notices
from regiowerk.ground.people.models import User
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_read_process, may_run_process, may_take_part
from regiowerk.ground.ui.navigation import Navigation, Place
from regiowerk.tell.portal import queries
from regiowerk.tell.portal.queries import slots


def _everybody(actor: Actor, process: Process) -> bool:
    return True


type Sees = Callable[[Actor, Process], bool]

# The rooms of each act: label, address name, and who sees it in the navigation.
ROOMS: Mapping[str, tuple[tuple[str | Promise, str, Sees], ...]] = {
    "portal:process": (
        (gettext_lazy("At a glance"), "portal:process", _everybody),
        (gettext_lazy("Plan"), "process:plan", _everybody),
        (gettext_lazy("Bodies"), "process:bodies", _everybody),
        (gettext_lazy("Organisations"), "portal:organisations", _everybody),
        (gettext_lazy("Whose turn"), "portal:open_steps", may_take_part),
        (gettext_lazy("History"), "portal:history", may_take_part),
    ),
    "portal:listen": (
        (gettext_lazy("Surveys"), "surveys:surveys", may_run_process),
        (gettext_lazy("Questionnaires"), "questionnaires:questionnaires", may_take_part),
        (gettext_lazy("Codebook"), "codes:codebook", may_run_process),
        (gettext_lazy("Findings"), "findings:findings", _everybody),
    ),
    "portal:decide": (
        (gettext_lazy("Goal tree"), "goals:goal_tree", _everybody),
        (gettext_lazy("Weights"), "goals:weights", _everybody),
        (gettext_lazy("Votes"), "ballots:rounds", _everybody),
    ),
    "portal:act": (),
    "portal:tell": (
        (gettext_lazy("Project insight"), "reports:reports", _everybody),
        (gettext_lazy("Package"), "exchange:package", may_take_part),
    ),
}
ACT_OF_ROOM = {
    "surveys": "portal:listen",
    "questionnaires": "portal:listen",
    "codes": "portal:listen",
    "findings": "portal:listen",
    "ballots": "portal:decide",
    "goals": "portal:decide",
    "reports": "portal:tell",
    "exchange": "portal:tell",
}
# The chain begins with what was heard.
ACT_OF_PAGE = dict.fromkeys(
    ("portal:chain_of_finding", "portal:chain_of_question", "portal:coverage_of_chain"),
    "portal:listen",
) | dict.fromkeys(("portal:chain_of_goal", "portal:chain_of_vote"), "portal:decide")


def navigation(request: HttpRequest) -> dict[str, object]:
    """The navigation as a value, the same for every page of a process."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    process = _current_process(request, actor)
    filled = slots.filled(request.resolver_match, actor, process) if process else {}
    return {**filled, "navigation": _navigation(request, actor, process)}


def _current_process(request: HttpRequest, actor: Actor) -> Process | None:
    """The process the view has found, else the one of the address or of the region one acts in."""
    found: Process | None = getattr(request, "process", None)
    if found is not None:
        return found
    match = request.resolver_match
    key = match.kwargs.get("process_key") if match else None
    process = (
        queries.process_by_key(key) if key else queries.process_of_actor(actor, _email(request))
    )
    if process is None or not may_read_process(actor, process):
        return None
    return process


def _navigation(request: HttpRequest, actor: Actor, process: Process | None) -> Navigation:
    user = getattr(request, "user", None)
    signed_in = user if isinstance(user, User) else None
    return Navigation(
        title=process.name if process else "",
        address=reverse("portal:process", args=[process.key]) if process else "",
        accent=process.region.accent.removeprefix("#") if process else "",
        places=_places(request, process) if process else (),
        rooms=_rooms(request, actor, process) if process else (),
        acting_for=actor.organisation_label,
        acting_choices=_choices(request, actor) if signed_in else (),
        story_day=date_format(settings.STORY_DAY) if settings.STORY_DAY else "",
        is_example=bool(process and process.is_example),
        search_address=reverse("portal:search"),
        sign_in_address=reverse("people:sign_in"),
        sign_out_address=reverse("people:sign_out"),
        account_address=reverse("people:account"),
        account_label=str(signed_in) if signed_in else "",
        act_for_address=reverse("regions:act_for"),
        notices_address=reverse("notices:notices"),
        unread_notices=_unread(process, signed_in.email) if signed_in else 0,
    )


def _unread(process: Process | None, email: str) -> int:
    """Counted with the process where that was looked for by its reader, else by itself."""
    counted: int | None = getattr(process, "unread", None)
    return notices.unread_count(email) if counted is None else counted


def _email(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return user.email if isinstance(user, User) else ""


def _choices(request: HttpRequest, actor: Actor) -> tuple[Place, ...]:
    return tuple(
        Place(
            f"{mandate.organisation} – {mandate.region}",
            str(mandate.pk),
            is_current=mandate.pk == actor.mandate_id,
        )
        for mandate in request.mandates  # type: ignore[attr-defined]
    )


def _places(request: HttpRequest, process: Process) -> tuple[Place, ...]:
    """The five acts; a page counts to the act its room belongs to."""
    here = _act(request)
    named = (
        ("portal:process", _("Overview")),
        ("portal:listen", _("Listen")),
        ("portal:decide", _("Decide")),
        ("portal:act", _("Carry out")),
        ("portal:tell", _("Report")),
    )
    return tuple(
        Place(label, reverse(view, args=[process.key]), is_current=view == here)
        for view, label in named
    )


def _rooms(request: HttpRequest, actor: Actor, process: Process) -> tuple[Place, ...]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    return tuple(
        Place(str(label), reverse(view, args=[process.key]), is_current=view == here)
        for label, view, sees in ROOMS[_act(request)]
        if sees(actor, process)
    )


def _act(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return "portal:process"
    if match.view_name in ROOMS:
        return match.view_name
    act = ACT_OF_PAGE.get(match.view_name) or ACT_OF_ROOM.get(match.namespace)
    return act or "portal:process"
