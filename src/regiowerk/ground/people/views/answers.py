"""What several pages of people answer with."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

A_YEAR = 365 * 24 * 60 * 60


def in_language(response: HttpResponse, language: str) -> HttpResponse:
    """The answer, and from now on everything else, in the language of the account."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
