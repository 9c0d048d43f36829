from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from regiowerk.ground.notices import actions, queries
from regiowerk.ground.ui.htmx import go

PER_PAGE = 50


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    email = _email(request)
    page = Paginator(queries.notices_of(email), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "unread": queries.unread_count(email)}
    return render(request, "notices/notices.html", context)


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    at: datetime = request.at  # type: ignore[attr-defined]
    actions.mark_read(recipient=_email(request), at=at)
    return go(request, "notices:notices")


def _email(request: HttpRequest) -> str:
    """The address of whoever is signed in; these pages know nobody else."""
    return str(request.user.email)  # type: ignore[union-attr]
