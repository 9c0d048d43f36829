from __future__ import annotations

from django.urls import path

from regiowerk.listen.findings.views import changing, reading

app_name = "findings"

_FINDING = "<slug:finding_key>/"
_CITATION = f"{_FINDING}belege/<int:citation_id>/"

urlpatterns = [
    path("", reading.findings, name="findings"),
    path("neu/", changing.record_finding, name="record_finding"),
    path("tabelle.xlsx", reading.table, name="table"),
    path(_FINDING, reading.finding, name="finding"),
    path(f"{_FINDING}bearbeiten/", changing.edit_finding, name="edit_finding"),
    path(f"{_FINDING}versetzen/", changing.move_finding, name="move_finding"),
    path(f"{_FINDING}entfernen/", changing.remove_finding, name="remove_finding"),
    path(f"{_FINDING}belege/neu/", changing.add_citation, name="add_citation"),
    path(f"{_CITATION}bearbeiten/", changing.edit_citation, name="edit_citation"),
    path(f"{_CITATION}entfernen/", changing.remove_citation, name="remove_citation"),
]
