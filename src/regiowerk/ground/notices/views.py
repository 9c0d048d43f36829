from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from regiowerk.ground.notices import actions, queries
from regiowerk.ground.ui.htmx import go

PER_PAGE = 50


class Request(HttpRequest):
    """A request as these pages see it; whoever is signed in is known by their address."""

    at: datetime


@require_safe
def notices(request: Request) -> HttpResponse:
    email = request.user.get_username()
    page = Paginator(queries.notices_of(email), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "unread": queries.unread_count(email)}
    return render(request, "notices/notices.html", context)


@require_POST
def mark_read(request: Request) -> HttpResponse:
    actions.mark_read(recipient=request.user.get_username(), at=request.at)
    return go(request, "notices:notices")
