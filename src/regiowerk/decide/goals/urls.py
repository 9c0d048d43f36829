from __future__ import annotations

from django.urls import path

from regiowerk.decide.goals.views import (
    consulting,
    editing,
    grounding,
    proposing,
    reading,
    replying,
    weighing,
    weights,
)

app_name = "goals"
GOAL = "ziel/<slug:goal_key>/"
CANDIDATE = "vorschlaege/<slug:candidate_key>/"
WEIGHING = "gewichte/<slug:weighing_key>/"
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
    path("gewichte/", weights.weights, name="weights"),
    path("gewichte/neu/", weighing.begin_weighing, name="begin_weighing"),
    path("gewichte/abstimmen/", weighing.put_goals_to_vote, name="put_goals_to_vote"),
    path(WEIGHING, weights.weighing, name="weighing"),
    path(f"{WEIGHING}veroeffentlichen/", weighing.publish_weighing, name="publish_weighing"),
    path(f"{WEIGHING}eroeffnen/", weighing.open_weighing, name="open_weighing"),
    path(f"{WEIGHING}einladen/", weighing.invite_to_weigh, name="invite_to_weigh"),
    path(f"{WEIGHING}schliessen/", weighing.close_weighing, name="close_weighing"),
    path(f"{WEIGHING}zweite-runde/", weighing.repeat_weighing, name="repeat_weighing"),
    path(f"{WEIGHING}uebernehmen/", weighing.take_over_weights, name="take_over_weights"),
    path(f"{WEIGHING}ast/<slug:node_key>/", weights.node, name="weighed_node"),
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
