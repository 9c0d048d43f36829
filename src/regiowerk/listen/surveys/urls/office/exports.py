"""How answers leave the house."""

from __future__ import annotations

from django.urls import URLPattern, path

from regiowerk.listen.surveys.views.office import exports, prefill

_WAVE = "<slug:survey_key>/<int:wave>/"

PATTERNS: list[URLPattern] = [
    path(f"{_WAVE}antworten/", exports.exports, name="exports"),
    path(f"{_WAVE}antworten/<str:format>/", exports.export, name="export"),
    path(f"{_WAVE}vorbelegen/", prefill.prefill, name="prefill"),
    path(f"{_WAVE}vorbelegen/vorlage/", prefill.prefill_template, name="prefill_template"),
    path(f"{_WAVE}vorbelegen/eintragen/", prefill.fill_in, name="fill_in"),
]
