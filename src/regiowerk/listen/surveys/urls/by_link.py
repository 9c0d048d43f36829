"""Addresses for those who answer by a personal link, without account."""

from __future__ import annotations

from django.urls import URLPattern, path

from regiowerk.listen.surveys.urls.answering import pages
from regiowerk.listen.surveys.views.answering.doors import by_link, renew_link

app_name = "answering"

urlpatterns: list[URLPattern] = [
    path("neuer-link/", renew_link, name="renew_link"),
    *pages(by_link),
]
