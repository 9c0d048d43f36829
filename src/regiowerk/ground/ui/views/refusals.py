"""What a reader sees when something cannot be shown, and what to do then."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def _page(request: HttpRequest, status: HTTPStatus, title: str, text: str) -> HttpResponse:
    context = {"heading": title, "text": text, "code": int(status)}
    return render(request, "ui/pages/refusal.html", context, status=status)


TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TOO_MUCH):
        return _page(
            request,
            HTTPStatus.CONTENT_TOO_LARGE,
            _("This was too much at once"),
            _("Nothing was saved. Go back, shorten the longest text, and send it once more."),
        )
    return _page(
        request,
        HTTPStatus.BAD_REQUEST,
        _("This request could not be understood"),
        _("Go back, load the page again and repeat the last step."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        HTTPStatus.FORBIDDEN,
        _("You may look, but not do this"),
        _("Only the project office may do this. If you need it, ask your project office."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        HTTPStatus.FORBIDDEN,
        _("The page was open for too long"),
        _("For your safety nothing was saved. Go back, load the page again and send it once more."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        HTTPStatus.NOT_FOUND,
        _("There is nothing at this address"),
        _("Check the address, or use the search. What is not open to you is not shown either."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Without context processors: they may be what failed."""
    page = render_to_string("ui/pages/server_error.html")
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
