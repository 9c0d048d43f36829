"""Addresses for those who answer by a personal link, without account."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "answering"
urlpatterns: list[URLPattern] = []
