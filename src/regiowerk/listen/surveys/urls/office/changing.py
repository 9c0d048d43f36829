"""The questionnaire of a running wave changes."""

from __future__ import annotations

from django.urls import URLPattern, path

from regiowerk.listen.surveys.views.office import changing

PATTERNS: list[URLPattern] = [
    path("<slug:survey_key>/<int:wave>/fassung/", changing.change_version, name="change_version"),
]
