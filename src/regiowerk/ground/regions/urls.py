from __future__ import annotations

from django.urls import path

from regiowerk.ground.regions.views import acting, mandates, memberships, organisations

app_name = "regions"

_MEMBERSHIPS = "<slug:region_key>/mitgliedschaften/"
_MEMBERSHIP = f"{_MEMBERSHIPS}<int:membership_id>/"
_ORGANISATION = "<slug:region_key>/organisationen/<slug:organisation_key>/"
_MANDATES = "<slug:region_key>/mandate/"

urlpatterns = [
    path("handeln-fuer/", acting.act_for, name="act_for"),
    path(_MEMBERSHIPS, memberships.members, name="members"),
    path(f"{_MEMBERSHIPS}neu/", memberships.choose_organisation, name="choose_organisation"),
    path(f"{_MEMBERSHIPS}neu/organisation/", memberships.add_organisation, name="add_organisation"),
    path(f"{_MEMBERSHIP}beenden/", memberships.end_membership, name="end_membership"),
    path(f"{_MEMBERSHIP}bestaetigen/", memberships.confirm_membership, name="confirm_membership"),
    path(f"{_MEMBERSHIP}anzweifeln/", memberships.doubt_membership, name="doubt_membership"),
    path(f"{_ORGANISATION}aufnehmen/", memberships.add_membership, name="add_membership"),
    path(f"{_ORGANISATION}angaben/", organisations.profile, name="profile"),
    path(
        f"{_ORGANISATION}angaben/bestaetigen/",
        organisations.confirm_organisation,
        name="confirm_organisation",
    ),
    path(f"{_ORGANISATION}angaben/fehler/", organisations.report_mistake, name="report_mistake"),
    path(
        f"{_ORGANISATION}angaben/berichtigen/",
        organisations.correct_organisation,
        name="correct_organisation",
    ),
    path(f"{_ORGANISATION}zahlen/neu/", organisations.add_figure, name="add_figure"),
    path(
        f"{_ORGANISATION}zahlen/<int:figure_id>/entfernen/",
        organisations.remove_figure,
        name="remove_figure",
    ),
    path(f"{_ORGANISATION}einladen/", mandates.grant_mandate, name="grant_mandate"),
    path(_MANDATES, mandates.mandates, name="mandates"),
    path(f"{_MANDATES}<int:mandate_id>/beenden/", mandates.end_mandate, name="end_mandate"),
]
