from __future__ import annotations

from django.urls import path

from regiowerk.listen.findings.views import citations, citing, findings, joining, reading

app_name = "findings"

_FINDING = "<slug:finding_key>/"
_CITATION = f"{_FINDING}belege/<int:citation_id>/"
_RESULT = "belegen/ergebnis/<slug:survey_key>/<int:wave>/<int:release>/<str:question>/"
_ANSWERS = "belegen/abgabe/<slug:survey_key>/<int:wave>/<slug:organisation_key>/<int:number>/"
_OPEN_ANSWER = "belegen/antwort/<slug:survey_key>/<int:wave>/<slug:organisation_key>/<str:field>/"

urlpatterns = [
    path("", reading.findings, name="findings"),
    path("neu/", findings.record_finding, name="record_finding"),
    path("tabelle.xlsx", reading.table, name="table"),
    path(_RESULT, citing.cite_result, name="cite_result"),
    path(_ANSWERS, citing.choose_answer, name="choose_answer"),
    path(f"{_ANSWERS}antwort/", citing.cite_answer, name="cite_answer"),
    path(_OPEN_ANSWER, citing.cite_open_answer, name="cite_open_answer"),
    path("belegen/zitate/", citing.choose_quotation, name="choose_quotation"),
    path("belegen/zitate/<int:quotation_id>/", citing.cite_quotation, name="cite_quotation"),
    path(_FINDING, reading.finding, name="finding"),
    path(f"{_FINDING}bearbeiten/", findings.edit_finding, name="edit_finding"),
    path(f"{_FINDING}versetzen/", findings.move_finding, name="move_finding"),
    path(f"{_FINDING}entfernen/", findings.remove_finding, name="remove_finding"),
    path(f"{_FINDING}zusammenfuehren/", joining.merge_findings, name="merge_findings"),
    path(f"{_FINDING}teilen/", joining.split_finding, name="split_finding"),
    path(f"{_FINDING}belege/neu/", citations.add_citation, name="add_citation"),
    path(f"{_CITATION}bearbeiten/", citations.edit_citation, name="edit_citation"),
    path(f"{_CITATION}entfernen/", citations.remove_citation, name="remove_citation"),
]
