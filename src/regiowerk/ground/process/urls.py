from __future__ import annotations

from django.urls import path

from regiowerk.ground.process.views import (
    activities,
    bodies,
    milestones,
    passages,
    plan,
    processes,
    stages,
)

app_name = "process"

_STAGE = "ablauf/<slug:stage_key>/"
_ACTIVITY = "arbeitsschritte/<int:activity_id>/"
_MILESTONE = "meilensteine/<slug:milestone_key>/"
_BODY = "gremien/<slug:body_key>/"
_PASSAGE = "texte/<int:passage_id>/"

urlpatterns = [
    path("weiteres-verfahren/", processes.start_process, name="start_process"),
    path("angaben/", processes.edit_process, name="edit_process"),
    path("veroeffentlichen/", processes.publish_process, name="publish_process"),
    path("zuruecknehmen/", processes.unpublish_process, name="unpublish_process"),
    path("ablauf/", plan.plan, name="plan"),
    path(f"{_STAGE}oeffnen/", stages.open_stage, name="open_stage"),
    path(f"{_STAGE}abschliessen/", stages.close_stage, name="close_stage"),
    path(f"{_STAGE}wieder-oeffnen/", stages.reopen_stage, name="reopen_stage"),
    path(f"{_STAGE}verschieben/", stages.reschedule_stage, name="reschedule_stage"),
    path(f"{_STAGE}arbeitsschritte/", activities.edit_activities, name="edit_activities"),
    path(f"{_STAGE}arbeitsschritte/neu/", activities.add_activity, name="add_activity"),
    path(_ACTIVITY, activities.edit_activity, name="edit_activity"),
    path(f"{_ACTIVITY}versetzen/", activities.move_activity, name="move_activity"),
    path(f"{_ACTIVITY}entfernen/", activities.remove_activity, name="remove_activity"),
    path("meilensteine/neu/", milestones.add_milestone, name="add_milestone"),
    path(_MILESTONE, milestones.edit_milestone, name="edit_milestone"),
    path(f"{_MILESTONE}erreicht/", milestones.reach_milestone, name="reach_milestone"),
    path(f"{_MILESTONE}nicht-erreicht/", milestones.reopen_milestone, name="reopen_milestone"),
    path(f"{_MILESTONE}entfernen/", milestones.remove_milestone, name="remove_milestone"),
    path("gremien/", bodies.bodies, name="bodies"),
    path("gremien/bearbeiten/", bodies.edit_bodies, name="edit_bodies"),
    path("gremien/neu/", bodies.add_body, name="add_body"),
    path(_BODY, bodies.edit_body, name="edit_body"),
    path(f"{_BODY}versetzen/", bodies.move_body, name="move_body"),
    path(f"{_BODY}entfernen/", bodies.remove_body, name="remove_body"),
    path("texte/", passages.edit_passages, name="edit_passages"),
    path("texte/neu/", passages.add_passage, name="add_passage"),
    path(_PASSAGE, passages.edit_passage, name="edit_passage"),
    path(f"{_PASSAGE}versetzen/", passages.move_passage, name="move_passage"),
    path(f"{_PASSAGE}entfernen/", passages.remove_passage, name="remove_passage"),
]
