from __future__ import annotations

from django.urls import path

from regiowerk.ground.notices import views

app_name = "notices"
urlpatterns = [
    path("mitteilungen/", views.notices, name="notices"),
    path("mitteilungen/gelesen/", views.mark_read, name="mark_read"),
]
