from __future__ import annotations

from django.urls import URLPattern, path

from regiowerk.listen.questionnaires.views import preview
from regiowerk.listen.questionnaires.views.editor import choices, conditions, pages, questions

app_name = "questionnaires"
urlpatterns: list[URLPattern] = []

_EDITOR = "<slug:questionnaire_key>/bearbeiten/"

urlpatterns += [
    path(_EDITOR, pages.editor, name="editor"),
    path(f"{_EDITOR}rueckgaengig/", pages.undo, name="undo_edit"),
    path(f"{_EDITOR}abschnitt/<str:section_name>/", pages.section, name="edit_section"),
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
