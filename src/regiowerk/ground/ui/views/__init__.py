"""The pages that belong to the site itself: choices of the reader, legal pages, refusals, the gallery."""

from regiowerk.ground.ui.views.choices import accent, choose_language, choose_theme
from regiowerk.ground.ui.views.gallery import gallery
from regiowerk.ground.ui.views.legal import accessibility, feedback, imprint, privacy
from regiowerk.ground.ui.views.machines import health, robots, security
from regiowerk.ground.ui.views.refusals import bad_request, forbidden, not_found, server_error

__all__ = [
    "accent",
    "accessibility",
    "bad_request",
    "choose_language",
    "choose_theme",
    "feedback",
    "forbidden",
    "gallery",
    "health",
    "imprint",
    "not_found",
    "privacy",
    "robots",
    "security",
    "server_error",
]
