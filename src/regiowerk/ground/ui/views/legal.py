from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


def _page(request: HttpRequest, name: str) -> HttpResponse:
    context = {"operator": settings.OPERATOR, "site": settings.SITE_ADDRESS}
    return render(request, f"ui/pages/{name}.html", context)


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "accessibility")


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "privacy")


@require_safe
@login_not_required
def imprint(request: HttpRequest) -> HttpResponse:
    return _page(request, "imprint")


@require_safe
@login_not_required
def feedback(request: HttpRequest) -> HttpResponse:
    return _page(request, "feedback")
