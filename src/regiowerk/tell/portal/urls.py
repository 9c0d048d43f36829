from __future__ import annotations

from django.urls import path

from regiowerk.tell.portal.views import chain, pages

app_name = "portal"

_CHAIN = "verfahren/<slug:process_key>/kette/"
_FINDING = f"{_CHAIN}erkenntnisse/<slug:finding_key>/"
_GOAL = f"{_CHAIN}ziele/<slug:goal_key>/"
_VOTE = f"{_CHAIN}abstimmungen/<slug:round_key>/"
_QUESTION = f"{_CHAIN}ergebnisse/<slug:survey_key>/<int:wave>/<int:release>/frage/<str:question>/"
urlpatterns = [
    path("", pages.start, name="start"),
    path("suche/", pages.search, name="search"),
    path("regionen/<slug:region_key>/", pages.region, name="region"),
    path("verfahren/<slug:process_key>/", pages.process, name="process"),
    path("verfahren/<slug:process_key>/wer-ist-dran/", pages.open_steps, name="open_steps"),
    path("verfahren/<slug:process_key>/wer-ist-dran/erinnern/", pages.remind, name="remind"),
    path("verfahren/<slug:process_key>/verlauf/", pages.history, name="history"),
    path("verfahren/<slug:process_key>/kommunen/", pages.organisations, name="organisations"),
    path(
        "verfahren/<slug:process_key>/kommunen/<slug:organisation_key>/",
        pages.organisation,
        name="organisation",
    ),
    path(
        "verfahren/<slug:process_key>/kommunen/<slug:organisation_key>/antworten/",
        chain.chain_of_answers,
        name="chain_of_answers",
    ),
    path(_CHAIN, chain.coverage_of_chain, name="coverage_of_chain"),
    path(f"{_CHAIN}dokumente/", chain.chain_of_documents, name="chain_of_documents"),
    path(f"{_CHAIN}kette.<slug:format>", chain.file_of_all_chains, name="file_of_all_chains"),
    path(_FINDING, chain.chain_of_finding, name="chain_of_finding"),
    path(f"{_FINDING}kette.<slug:format>", chain.file_of_chain, name="file_of_chain"),
    path(_GOAL, chain.chain_of_goal, name="chain_of_goal"),
    path(_VOTE, chain.chain_of_vote, name="chain_of_vote"),
    path(_QUESTION, chain.chain_of_question, name="chain_of_question"),
    path("verfahren/<slug:process_key>/hoeren/", pages.listen, name="listen"),
    path("verfahren/<slug:process_key>/entscheiden/", pages.decide, name="decide"),
    path("verfahren/<slug:process_key>/umsetzen/", pages.act, name="act"),
    path("verfahren/<slug:process_key>/berichten/", pages.tell, name="tell"),
]
