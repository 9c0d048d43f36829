"""What every page frame shows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from regiowerk.ground.ui.navigation import THEMES


def frame(request: HttpRequest) -> dict[str, object]:
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "is_demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "here": request.get_full_path(),
    }
