"""Reminders, by the ladder and by hand."""

from __future__ import annotations

from django.urls import URLPattern, path

from regiowerk.listen.surveys.views.office import reminding

_WAVE = "<slug:survey_key>/<int:wave>/"
_PLACE = f"{_WAVE}teilnahme/<slug:organisation_key>/"

PATTERNS: list[URLPattern] = [
    path(f"{_WAVE}erinnerungen/", reminding.reminders, name="reminders"),
    path(f"{_WAVE}erinnerungen/schalten/", reminding.set_reminding, name="set_reminding"),
    path(f"{_WAVE}erinnern/", reminding.remind_all, name="remind_all"),
    path(f"{_PLACE}erinnern/", reminding.remind_organisation, name="remind_organisation"),
]
