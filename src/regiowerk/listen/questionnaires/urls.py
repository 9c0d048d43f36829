from __future__ import annotations

from django.urls import URLPattern, path

from regiowerk.listen.questionnaires.views import (
    comparing,
    downloads,
    importing,
    preview,
    publishing,
    showing,
)
from regiowerk.listen.questionnaires.views.editor import (
    choices,
    conditions,
    pages,
    questions,
    sections,
)

app_name = "questionnaires"
urlpatterns: list[URLPattern] = []

_EDITOR = "<slug:questionnaire_key>/bearbeiten/"

urlpatterns += [
    path(_EDITOR, pages.editor, name="editor"),
    path(f"{_EDITOR}rueckgaengig/", pages.undo, name="undo_edit"),
    path(f"{_EDITOR}abschnitt/<str:section_name>/", pages.section, name="edit_section"),
    path(f"{_EDITOR}abschnitt-neu/", sections.add_section, name="add_section"),
    path(
        f"{_EDITOR}abschnitt-entfernen/<str:section_name>/",
        sections.remove_section,
        name="remove_section",
    ),
    path(f"{_EDITOR}neu/<str:section_name>/", questions.add_question, name="add_question"),
    path(f"{_EDITOR}ueberschrift/<path:path>/", pages.edit_heading, name="edit_heading"),
    path(f"{_EDITOR}frage/<path:path>/", questions.edit_question, name="edit_question"),
    path(f"{_EDITOR}ordnen/<path:path>/", questions.move_question, name="move_question"),
    path(f"{_EDITOR}versetzen/<path:path>/", questions.move_question_to, name="move_question_to"),
    path(f"{_EDITOR}entfernen/<path:path>/", questions.remove_question, name="remove_question"),
    path(f"{_EDITOR}antworten/<path:path>/", choices.edit_choices, name="edit_choices"),
    path(
        f"{_EDITOR}antwort-ordnen/<str:code>/<path:path>/", choices.move_choice, name="move_choice"
    ),
    path(f"{_EDITOR}bedingung/<path:path>/", conditions.condition, name="edit_condition"),
    path(f"{_EDITOR}bedingung-neu/<path:path>/", conditions.add_clause, name="add_clause"),
    path(f"{_EDITOR}bedingung-weg/<path:path>/", conditions.remove_clause, name="remove_clause"),
    path(f"{_EDITOR}bedingung-und-oder/<path:path>/", conditions.join_clauses, name="join_clauses"),
    path(f"{_EDITOR}immer/<path:path>/", conditions.clear_condition, name="clear_condition"),
]

_PREVIEW = "<slug:questionnaire_key>/fassungen/<int:number>/vorschau/"

urlpatterns += [
    path(_PREVIEW, preview.preview, name="preview"),
    path(f"{_PREVIEW}<str:section>/", preview.preview_section, name="preview_section"),
    path(f"{_PREVIEW}<str:section>/aendern/", preview.preview_change, name="preview_change"),
]

_HERE = "<slug:questionnaire_key>/"
_VERSION = f"{_HERE}fassungen/<int:number>/"

urlpatterns += [
    path("", showing.questionnaires, name="questionnaires"),
    path("hochladen/", importing.import_questionnaire, name="import_questionnaire"),
    path("hochladen/befunde/", importing.save_findings, name="save_findings"),
    path("beginnen/", importing.begin_questionnaire, name="begin_questionnaire"),
    path("vorlage.xlsx", importing.template, name="template"),
    path(_HERE, showing.questionnaire, name="questionnaire"),
    path(f"{_HERE}umbenennen/", publishing.rename_questionnaire, name="rename_questionnaire"),
    path(f"{_HERE}hochladen/", importing.replace_draft, name="replace_draft"),
    path(f"{_HERE}veroeffentlichen/", publishing.publish_version, name="publish_version"),
    path(f"{_HERE}entwurf-entfernen/", publishing.remove_draft, name="remove_draft"),
    path(_VERSION, showing.version, name="version"),
    path(f"{_VERSION}befunde/", importing.findings, name="findings"),
    path(f"{_VERSION}stilllegen/", publishing.retire_version, name="retire_version"),
    path(f"{_VERSION}wieder-nutzen/", publishing.restore_version, name="restore_version"),
    path(
        f"{_VERSION}unterschiede/<int:earlier>/",
        comparing.compare_versions,
        name="compare_versions",
    ),
    path(f"{_VERSION}datei/", downloads.authors_file, name="authors_file"),
    path(f"{_VERSION}xlsform.xlsx", downloads.workbook, name="workbook"),
    path(f"{_VERSION}limesurvey.txt", downloads.limesurvey, name="limesurvey"),
    path(f"{_VERSION}papier.pdf", downloads.paper, name="paper"),
    path(f"{_VERSION}codebuch.xml", downloads.ddi, name="ddi"),
    path(f"{_VERSION}fragebogen.json", downloads.canonical_json, name="canonical_json"),
]
