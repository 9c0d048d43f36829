"""What the office does with submissions."""

from __future__ import annotations

from django.urls import URLPattern, path

from regiowerk.listen.surveys.views.office import submissions

_PLACE = "<slug:survey_key>/<int:wave>/teilnahme/<slug:organisation_key>/"

PATTERNS: list[URLPattern] = [
    path(f"{_PLACE}abgabe/<int:number>/", submissions.submission, name="submission"),
    path(f"{_PLACE}annehmen/", submissions.accept_submission, name="accept_submission"),
    path(f"{_PLACE}zurueckgeben/", submissions.return_submission, name="return_submission"),
    path(f"{_PLACE}wieder-oeffnen/", submissions.reopen_sections, name="reopen_sections"),
    path(f"{_PLACE}papier/", submissions.sign_on_paper, name="sign_on_paper"),
]
