from __future__ import annotations

from django.urls import path

from regiowerk.decide.ballots.views import preparing, results, rounds, running, voting
from regiowerk.decide.ballots.views.doors import signed_in

app_name = "ballots"

_ROUND = "<slug:round_key>/"
_OPTION = f"{_ROUND}moeglichkeiten/<slug:option_key>/"
_BALLOT = f"{_ROUND}stimmzettel/<slug:organisation_key>/"

urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("neu/", preparing.begin_round, name="begin_round"),
    path(_ROUND, rounds.round, name="round"),
    path(f"{_ROUND}bearbeiten/", preparing.edit_round, name="edit_round"),
    path(f"{_ROUND}moeglichkeiten/neu/", preparing.add_option, name="add_option"),
    path(f"{_OPTION}bearbeiten/", preparing.edit_option, name="edit_option"),
    path(f"{_OPTION}versetzen/", preparing.move_option, name="move_option"),
    path(f"{_OPTION}entfernen/", preparing.remove_option, name="remove_option"),
    path(f"{_ROUND}kriterien/", preparing.choose_criteria, name="choose_criteria"),
    path(f"{_ROUND}stimmberechtigte/", preparing.choose_voters, name="choose_voters"),
    path(f"{_ROUND}veroeffentlichen/", running.publish_round, name="publish_round"),
    path(f"{_ROUND}eroeffnen/", running.open_round, name="open_round"),
    path(f"{_ROUND}verlaengern/", running.prolong_round, name="prolong_round"),
    path(f"{_ROUND}abbrechen/", running.cancel_round, name="cancel_round"),
    path(f"{_ROUND}schliessen/", running.close_round, name="close_round"),
    path(f"{_ROUND}auszaehlung/", running.counting, name="counting"),
    path(f"{_ROUND}auszaehlung/neu/", running.count_round, name="count_round"),
    path(f"{_ROUND}beteiligung/", running.turnout, name="turnout"),
    path(f"{_ROUND}einladen/", running.invite_voters, name="invite_voters"),
    path(f"{_ROUND}beteiligung/<int:voter_id>/link/", running.make_link, name="make_link"),
    path(f"{_ROUND}links/<int:link_id>/zuruecknehmen/", running.revoke_link, name="revoke_link"),
    path(_BALLOT, signed_in(voting.ballot), name="ballot"),
    path(f"{_BALLOT}quittung/", signed_in(voting.receipt), name="receipt"),
    path(f"{_BALLOT}vertretung/", rounds.give_proxy, name="give_proxy"),
    path(f"{_ROUND}ergebnis/", results.result, name="result"),
    path(f"{_ROUND}ergebnis/zettel/", results.papers, name="papers"),
    path(f"{_ROUND}ergebnis/nachweis.json", results.record, name="record"),
    path(f"{_ROUND}ergebnis/datei/<str:format>/", results.result_file, name="result_file"),
]
