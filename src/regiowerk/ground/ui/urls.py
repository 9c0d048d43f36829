from __future__ import annotations

from django.urls import path

from regiowerk.ground.ui import views

app_name = "ui"
urlpatterns = [
    path("akzent/<str:colour>.css", views.accent, name="accent"),
    path("sprache/", views.choose_language, name="choose_language"),
    path("darstellung/", views.choose_theme, name="choose_theme"),
    path("muster/", views.gallery, name="gallery"),
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
    path("datenschutz/", views.privacy, name="privacy"),
    path("impressum/", views.imprint, name="imprint"),
    path("rueckmeldung/", views.feedback, name="feedback"),
    path("gesund/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
]
