"""Results of a wave."""

from __future__ import annotations

from django.urls import URLPattern, path

from regiowerk.listen.surveys.views.results import (
    comparing,
    cross_tables,
    crossing,
    publishing,
    reading,
)

_HERE = "<slug:survey_key>/<int:wave>/auswertung/"
_RELEASE = f"{_HERE}<int:release>/"
_QUESTION = f"{_RELEASE}frage/<str:question>/"

PATTERNS: list[URLPattern] = [
    path(_HERE, reading.results, name="results"),
    path(f"{_HERE}vorbereiten/", publishing.prepare_release, name="prepare_release"),
    path(_RELEASE, reading.release, name="release"),
    path(f"{_RELEASE}entwurf/", publishing.release_draft, name="release_draft"),
    path(
        f"{_RELEASE}veroeffentlichen/",
        publishing.release_results,
        name="release_results",
    ),
    path(f"{_RELEASE}auslassen/", publishing.leave_out_questions, name="leave_out_questions"),
    path(
        f"{_RELEASE}kreuztabelle/",
        cross_tables.choose_release_crossing,
        name="choose_release_crossing",
    ),
    path(
        f"{_RELEASE}kreuztabelle/weglassen/",
        cross_tables.drop_release_crossing,
        name="drop_release_crossing",
    ),
    path(f"{_RELEASE}verwerfen/", publishing.remove_release_draft, name="remove_release_draft"),
    path(f"{_RELEASE}tabellen.xlsx", reading.release_file, name="release_file"),
    path(f"{_RELEASE}tabellen.json", reading.release_data, name="release_data"),
    path(f"{_RELEASE}vergleich/", comparing.comparisons, name="comparisons"),
    path(
        f"{_RELEASE}vergleich/<slug:other_process>/<slug:other_survey>/<int:other_wave>/<int:other_release>/",
        comparing.comparison,
        name="comparison",
    ),
    path(
        f"{_RELEASE}eigene/<slug:organisation_key>/",
        comparing.own_comparison,
        name="own_comparison",
    ),
    path(f"{_RELEASE}frage/<str:question>/", reading.result, name="result"),
    path(f"{_RELEASE}frage/<str:question>/tabelle.csv", reading.result_file, name="result_file"),
    path(
        f"{_RELEASE}frage/<str:question>/tabelle.xlsx",
        reading.result_workbook,
        name="result_workbook",
    ),
    path(f"{_QUESTION}tabelle.json", reading.result_data, name="result_data"),
    path(f"{_QUESTION}nach/", crossing.choose_crossing, name="choose_crossing"),
    path(f"{_QUESTION}nach/<str:other>/", crossing.crossing, name="crossing"),
    path(f"{_QUESTION}nach/<str:other>/tabelle.csv", crossing.crossing_file, name="crossing_file"),
]
