from __future__ import annotations

from django.urls import path

from regiowerk.listen.findings.views import citations, findings, reading

app_name = "findings"

_FINDING = "<slug:finding_key>/"
_CITATION = f"{_FINDING}belege/<int:citation_id>/"

urlpatterns = [
    path("", reading.findings, name="findings"),
    path("neu/", findings.record_finding, name="record_finding"),
    path("tabelle.xlsx", reading.table, name="table"),
    path(_FINDING, reading.finding, name="finding"),
    path(f"{_FINDING}bearbeiten/", findings.edit_finding, name="edit_finding"),
    path(f"{_FINDING}versetzen/", findings.move_finding, name="move_finding"),
    path(f"{_FINDING}entfernen/", findings.remove_finding, name="remove_finding"),
    path(f"{_FINDING}belege/neu/", citations.add_citation, name="add_citation"),
    path(f"{_CITATION}bearbeiten/", citations.edit_citation, name="edit_citation"),
    path(f"{_CITATION}entfernen/", citations.remove_citation, name="remove_citation"),
]
