from __future__ import annotations

from django.urls import path

from regiowerk.tell.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("neu/", views.ask_for_report, name="ask_for_report"),
    path("<int:report_id>/", views.report, name="report"),
    path("<int:report_id>/folien/", views.slides, name="slides"),
    path("<int:report_id>/pdf/", views.pdf, name="pdf"),
]
