"""The response cockpit and the page about one organisation."""

from __future__ import annotations

from django.urls import URLPattern, path

from regiowerk.listen.surveys.views.office import cockpit, participation

_WAVE = "<slug:survey_key>/<int:wave>/"
_PLACE = f"{_WAVE}teilnahme/<slug:organisation_key>/"

PATTERNS: list[URLPattern] = [
    path(_WAVE, cockpit.wave, name="wave"),
    path(f"{_WAVE}stand.xlsx", cockpit.state_table, name="state_table"),
    path(_PLACE, participation.participation, name="participation"),
    path(f"{_PLACE}frist/", participation.extend, name="extend"),
    path(f"{_PLACE}eintragen/", participation.enter_on_behalf, name="enter_on_behalf"),
]
