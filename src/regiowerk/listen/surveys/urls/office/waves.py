"""How the office fields a survey."""

from __future__ import annotations

from django.urls import URLPattern, path

from regiowerk.listen.surveys.views.office import inviting, participants, surveys, waves

_WAVE = "<slug:survey_key>/<int:wave>/"
_PLACE = f"{_WAVE}teilnahme/<slug:organisation_key>/"

PATTERNS: list[URLPattern] = [
    path("", surveys.surveys, name="surveys"),
    path("neu/", surveys.begin_survey, name="begin_survey"),
    path("<slug:survey_key>/", surveys.survey, name="survey"),
    path("<slug:survey_key>/bearbeiten/", surveys.change_survey, name="change_survey"),
    path("<slug:survey_key>/welle-neu/", waves.plan_wave, name="plan_wave"),
    path(f"{_WAVE}aendern/", waves.change_wave, name="change_wave"),
    path(f"{_WAVE}teilnehmende/", participants.choose_participants, name="choose_participants"),
    path(f"{_WAVE}teilnehmende/alle/", participants.add_all, name="add_all"),
    path(f"{_WAVE}oeffnen/", waves.open_wave, name="open_wave"),
    path(f"{_WAVE}schliessen/", waves.close_wave, name="close_wave"),
    path(f"{_WAVE}wieder-oeffnen/", waves.reopen_wave, name="reopen_wave"),
    path(f"{_WAVE}einladen/", inviting.invite, name="invite"),
    path(f"{_PLACE}koordination/", inviting.change_coordinator, name="change_coordinator"),
    path(f"{_PLACE}zuruecknehmen/", participants.withdraw, name="withdraw"),
    path(f"{_PLACE}link/", inviting.send_link, name="send_link"),
]
