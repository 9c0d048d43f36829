from __future__ import annotations

from django.urls import path

from regiowerk.tell.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.package, name="package"),
    path("herunterladen/", views.download, name="download"),
]
