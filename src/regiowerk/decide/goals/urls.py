from __future__ import annotations

from django.urls import path

from regiowerk.decide.goals.views import (
    consulting,
    editing,
    grounding,
    proposing,
    reading,
    replying,
)

app_name = "goals"
GOAL = "ziel/<slug:goal_key>/"
CANDIDATE = "vorschlaege/<slug:candidate_key>/"
CONSULTATION = "stellungnahmen/<slug:consultation_key>/"
urlpatterns = [
    path("", reading.goal_tree, name="goal_tree"),
    path("plakat/", reading.poster, name="poster"),
    path("folie/", reading.slide, name="slide"),
    path("neu/", editing.add_goal, name="add_goal"),
    path("vorschlaege/", proposing.candidates, name="candidates"),
    path("vorschlaege/neu/", proposing.propose_goal, name="propose_goal"),
    path(f"{CANDIDATE}aufnehmen/", proposing.take_up_candidate, name="take_up_candidate"),
    path(f"{CANDIDATE}anrechnen/", proposing.count_candidate, name="count_candidate"),
    path(f"{CANDIDATE}zuruecklegen/", proposing.set_aside_candidate, name="set_aside_candidate"),
    path(f"{CANDIDATE}neu-pruefen/", proposing.reopen_candidate, name="reopen_candidate"),
    path("fassungen/", proposing.versions, name="versions"),
    path("fassungen/neu/", proposing.freeze_tree, name="freeze_tree"),
    path("fassungen/<slug:version_key>/", proposing.version, name="version"),
    path("fassungen/<slug:version_key>/datei/", proposing.version_file, name="version_file"),
    path("stellungnahmen/", consulting.consultations, name="consultations"),
    path("stellungnahmen/neu/", consulting.open_consultation, name="open_consultation"),
    path(CONSULTATION, consulting.consultation, name="consultation"),
    path(f"{CONSULTATION}frist/", consulting.extend_consultation, name="extend_consultation"),
    path(f"{CONSULTATION}abschliessen/", consulting.close_consultation, name="close_consultation"),
    path(f"{CONSULTATION}antwort/", replying.reply, name="reply"),
    path(f"{CONSULTATION}von/<slug:organisation_key>/", replying.said, name="said"),
    path(GOAL, reading.goal, name="goal"),
    path(f"{GOAL}bearbeiten/", editing.edit_goal, name="edit_goal"),
    path(f"{GOAL}verschieben/", editing.move_goal, name="move_goal"),
    path(f"{GOAL}umhaengen/", editing.hang_goal, name="hang_goal"),
    path(f"{GOAL}zusammenlegen/", editing.merge_goal, name="merge_goal"),
    path(f"{GOAL}teilen/", editing.split_goal, name="split_goal"),
    path(f"{GOAL}entfernen/", editing.remove_goal, name="remove_goal"),
    path(f"{GOAL}kennzahl/", grounding.set_indicator, name="set_indicator"),
    path(f"{GOAL}kennzahl/entfernen/", grounding.remove_indicator, name="remove_indicator"),
    path(f"{GOAL}messwerte/neu/", grounding.record_measurement, name="record_measurement"),
    path(
        f"{GOAL}messwerte/<int:measurement_id>/entfernen/",
        grounding.remove_measurement,
        name="remove_measurement",
    ),
    path(f"{GOAL}belege/neu/", grounding.cite_finding, name="cite_finding"),
    path(
        f"{GOAL}belege/<int:evidence_id>/erneuern/",
        grounding.renew_evidence,
        name="renew_evidence",
    ),
    path(
        f"{GOAL}belege/<int:evidence_id>/entfernen/",
        grounding.remove_evidence,
        name="remove_evidence",
    ),
    path(f"{GOAL}widersprueche/neu/", grounding.mark_contradiction, name="mark_contradiction"),
    path(
        f"{GOAL}widersprueche/<int:contradiction_id>/beilegen/",
        grounding.settle_contradiction,
        name="settle_contradiction",
    ),
]
