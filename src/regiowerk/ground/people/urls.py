from __future__ import annotations

from django.urls import path

from regiowerk.ground.people.views import account, signing_in

app_name = "people"
urlpatterns = [
    path("anmelden/", signing_in.sign_in, name="sign_in"),
    path("anmelden/passwort/", signing_in.sign_in_by_password, name="sign_in_by_password"),
    path("anmelden/unterwegs/", signing_in.link_sent, name="link_sent"),
    path("anmelden/beispiel/", signing_in.sign_in_demo, name="sign_in_demo"),
    path("anmelden/link/<str:token>/", signing_in.sign_in_by_link, name="sign_in_by_link"),
    path("abmelden/", signing_in.sign_out, name="sign_out"),
    path("konto/", account.account, name="account"),
    path("konto/passwort/", account.change_password, name="change_password"),
    path("konto/ueberall-abmelden/", account.end_sessions, name="end_sessions"),
    path("konto/daten/", account.own_data, name="own_data"),
    path("konto/loeschen/", account.delete_account, name="delete_account"),
]
