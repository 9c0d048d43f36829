"""Addresses for those who vote by a personal link, without account."""

from __future__ import annotations

from django.urls import path

from regiowerk.decide.ballots.views import voting
from regiowerk.decide.ballots.views.doors import by_link

app_name = "voting"

urlpatterns = [
    path("", by_link(voting.ballot), name="ballot"),
    path("quittung/", by_link(voting.receipt), name="receipt"),
    path("zettel/<slug:round_key>/", by_link(voting.ballot), name="ballot_of_bundle"),
    path("zettel/<slug:round_key>/quittung/", by_link(voting.receipt), name="receipt_of_bundle"),
]
