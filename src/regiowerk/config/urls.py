"""All addresses.  Each room brings its own; portal, which knows them all, comes last."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("regiowerk.ground.ui.urls")),
    path("", include("regiowerk.ground.people.urls")),
    path("", include("regiowerk.ground.notices.urls")),
    path("regionen/", include("regiowerk.ground.regions.urls")),
    path("verfahren/<slug:process_key>/", include("regiowerk.ground.process.urls")),
    path(
        "verfahren/<slug:process_key>/fragebogen/",
        include("regiowerk.listen.questionnaires.urls"),
    ),
    path("verfahren/<slug:process_key>/codesystem/", include("regiowerk.listen.codes.urls")),
    path("verfahren/<slug:process_key>/befragungen/", include("regiowerk.listen.surveys.urls")),
    path("antwort/<str:token>/", include("regiowerk.listen.surveys.urls.by_link")),
    path("verfahren/<slug:process_key>/erkenntnisse/", include("regiowerk.listen.findings.urls")),
    path("verfahren/<slug:process_key>/abstimmungen/", include("regiowerk.decide.ballots.urls")),
    path("stimme/<str:token>/", include("regiowerk.decide.ballots.urls.by_link")),
    path("verfahren/<slug:process_key>/ziele/", include("regiowerk.decide.goals.urls")),
    path("verfahren/<slug:process_key>/berichte/", include("regiowerk.tell.reports.urls")),
    path("verfahren/<slug:process_key>/paket/", include("regiowerk.tell.exchange.urls")),
    path("", include("regiowerk.tell.portal.urls")),
]

handler400 = "regiowerk.ground.ui.views.bad_request"
handler403 = "regiowerk.ground.ui.views.forbidden"
handler404 = "regiowerk.ground.ui.views.not_found"
handler500 = "regiowerk.ground.ui.views.server_error"
