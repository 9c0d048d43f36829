from __future__ import annotations

from django.urls import path

from regiowerk.tell.reports.views import reports, slides

app_name = "reports"
urlpatterns = [
    path("", reports.reports, name="reports"),
    path("neu/", reports.ask_for_report, name="ask_for_report"),
    path("auswahl/", slides.insight_slides, name="insight_slides"),
    path("auswahl/neu/", slides.choose_slide, name="choose_slide"),
    path("auswahl/<int:slide_id>/", slides.change_slide, name="change_slide"),
    path("auswahl/<int:slide_id>/versetzen/", slides.move_slide, name="move_slide"),
    path("auswahl/<int:slide_id>/entfernen/", slides.remove_slide, name="remove_slide"),
    path("<int:report_id>/", reports.report, name="report"),
    path("<int:report_id>/folien/", reports.slides, name="slides"),
    path("<int:report_id>/pdf/", reports.pdf, name="pdf"),
]
