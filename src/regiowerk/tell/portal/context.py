"""The main navigation, built from the process one is in; ui only renders it."""

from __future__ import annotations

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    return {}
