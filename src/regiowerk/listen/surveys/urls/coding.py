"""Open answers: read, coded, counted and quoted."""

from __future__ import annotations

from django.urls import URLPattern, path

from regiowerk.listen.surveys.views.coding import coding, quoting, reading

_WAVE = "<slug:survey_key>/<int:wave>/"
_ANSWERS = f"{_WAVE}offene-antworten/"
_ANSWER = f"{_ANSWERS}<slug:organisation_key>/<str:field>/"

PATTERNS: list[URLPattern] = [
    path(_ANSWERS, reading.answers, name="open_answers"),
    path(f"{_ANSWERS}codierung/<int:coding_id>/", coding.remove_coding, name="remove_coding"),
    path(_ANSWER, coding.open_answer, name="open_answer"),
    path(f"{_ANSWER}zitat/", quoting.propose_quotation, name="propose_quotation"),
    path(f"{_WAVE}offene-antworten.xlsx", reading.coded_file, name="coded_file"),
    path(f"{_WAVE}themen/", reading.themes, name="themes"),
    path(f"{_WAVE}themen/uebereinstimmung/", reading.agreement, name="agreement"),
    path(f"{_WAVE}zitate/", quoting.quotations, name="quotations_of_wave"),
    path(
        f"{_WAVE}zitate/<int:quotation_id>/zuruecknehmen/",
        quoting.take_back_quotation,
        name="take_back_quotation",
    ),
]
