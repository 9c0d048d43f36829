from __future__ import annotations

from django.urls import URLPattern

from regiowerk.listen.surveys.urls import coding, results
from regiowerk.listen.surveys.urls.answering import pages
from regiowerk.listen.surveys.urls.office import (
    changing,
    cockpit,
    exports,
    reminding,
    signing,
    waves,
)
from regiowerk.listen.surveys.views.answering.doors import signed_in

app_name = "surveys"

# An organisation's own pages come last: its key could be any word.
urlpatterns: list[URLPattern] = [
    *signing.PATTERNS,
    *waves.PATTERNS,
    *changing.PATTERNS,
    *cockpit.PATTERNS,
    *exports.PATTERNS,
    *reminding.PATTERNS,
    *results.PATTERNS,
    *coding.PATTERNS,
    *pages(signed_in, "<slug:survey_key>/<int:wave>/<slug:organisation_key>/"),
]
