from __future__ import annotations

from django.urls import path

from regiowerk.tell.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.start, name="start"),
    path("suche/", views.search, name="search"),
    path("regionen/<slug:region_key>/", views.region, name="region"),
    path("verfahren/<slug:process_key>/", views.process, name="process"),
    path("verfahren/<slug:process_key>/wer-ist-dran/", views.open_steps, name="open_steps"),
    path("verfahren/<slug:process_key>/wer-ist-dran/erinnern/", views.remind, name="remind"),
    path("verfahren/<slug:process_key>/verlauf/", views.history, name="history"),
    path("verfahren/<slug:process_key>/kommunen/", views.organisations, name="organisations"),
    path(
        "verfahren/<slug:process_key>/kommunen/<slug:organisation_key>/",
        views.organisation,
        name="organisation",
    ),
    path("verfahren/<slug:process_key>/hoeren/", views.listen, name="listen"),
    path("verfahren/<slug:process_key>/entscheiden/", views.decide, name="decide"),
    path("verfahren/<slug:process_key>/umsetzen/", views.act, name="act"),
    path("verfahren/<slug:process_key>/berichten/", views.tell, name="tell"),
]
