from __future__ import annotations

import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from regiowerk.ground.ui.drawings import palette
from regiowerk.ground.ui.navigation import THEMES

A_YEAR = 365 * 24 * 60 * 60
# KERN's colour of action becomes the region's accent, in both themes, from the tested palette.
ACTIONS = (
    ":root:root{--kern-color-action-default:var(--tone-accent);"
    "--kern-color-action-on-default:var(--tone-on-accent);"
    "--kern-color-action-visited:var(--tone-accent)}\n"
)


@require_safe
@login_not_required
@cache_control(public=True, max_age=3600)
def accent(request: HttpRequest, colour: str) -> HttpResponse:
    """The colours of one region as a style sheet; a strict policy allows none in the page."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        raise Http404
    return HttpResponse(palette.stylesheet(f"#{colour}") + ACTIONS, content_type="text/css")


@require_POST
@login_not_required
def choose_language(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    return _keep(request, settings.LANGUAGE_COOKIE_NAME, language, dict(settings.LANGUAGES))


@require_POST
@login_not_required
def choose_theme(request: HttpRequest) -> HttpResponse:
    return _keep(request, "theme", request.POST.get("theme", ""), THEMES)


def _keep(
    request: HttpRequest, cookie: str, value: str, known: tuple[str, ...] | dict[str, object]
) -> HttpResponse:
    """Remember a choice in the browser and go back; an unknown one forgets the former."""
    response = HttpResponseRedirect(_way_back(request))
    if value in known:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(cookie, value, max_age=A_YEAR, samesite="Lax", secure=secure)
    else:
        response.delete_cookie(cookie)
    return response


def _way_back(request: HttpRequest) -> str:
    address = request.POST.get("next", "/")
    is_here = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_here else "/"
