from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path, reverse

from regiowerk.ground.ui.views import server_error

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["accessibility", "privacy", "imprint", "feedback", "gallery"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_everybody_can_read_the_pages_of_the_site(name: str, language: str) -> None:
    client = Client(headers={"accept-language": language})

    response = client.get(reverse(f"ui:{name}"))

    assert (response.status_code, f'<html lang="{language}"' in response.text) == (200, True)


def test_the_imprint_names_the_operator() -> None:
    operator = {**settings.OPERATOR, "name": "Stadt Musterstadt", "mail": "amt@example.org"}
    with override_settings(OPERATOR=operator):
        text = Client().get(reverse("ui:imprint")).text

    assert ("Stadt Musterstadt" in text, "mailto:amt@example.org" in text) == (True, True)


def test_a_display_is_remembered_and_forgotten() -> None:
    client = Client()

    client.post(reverse("ui:choose_theme"), {"theme": "dark", "next": "/impressum/"})
    chosen = 'data-kern-theme="dark"' in client.get("/impressum/").text
    client.post(reverse("ui:choose_theme"), {"theme": "pink"})
    forgotten = "data-kern-theme" not in client.get("/impressum/").text

    assert (chosen, forgotten) == (True, True)


def test_a_language_is_remembered() -> None:
    client = Client()

    client.post(reverse("ui:choose_language"), {"language": "en", "next": "/impressum/"})

    assert "Who is responsible for this site" in client.get("/impressum/").text


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "javascript:1", ""])
def test_a_choice_never_leads_to_another_site(address: str) -> None:
    response = Client().post(reverse("ui:choose_theme"), {"theme": "dark", "next": address})

    assert response.headers["Location"] == "/"


def test_a_colour_is_six_hexadecimal_digits() -> None:
    found = [
        Client().get(f"/akzent/{colour}.css").status_code for colour in ("1F5C7A", "red", "zz")
    ]

    assert found == [200, 404, 404]


def test_programs_get_what_they_ask_for() -> None:
    client = Client()

    answers = [client.get(address) for address in ("/gesund/", "/robots.txt")]
    missing = client.get("/.well-known/security.txt").status_code

    assert ([answer.text for answer in answers], missing) == (
        ["ok\n", "User-agent: *\nDisallow: /anmelden/\nDisallow: /suche/\n"],
        404,
    )


def test_where_to_report_a_hole() -> None:
    with override_settings(OPERATOR={**settings.OPERATOR, "mail": "amt@example.org"}):
        text = Client().get("/.well-known/security.txt").text

    assert text.startswith("Contact: mailto:amt@example.org\nExpires: ")


def test_an_unknown_address_explains_itself() -> None:
    response = Client().get("/gibt-es-nicht/")

    assert (response.status_code, "Unter dieser Adresse ist nichts" in response.text) == (404, True)


def test_an_old_page_is_not_lost_without_a_word() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("ui:choose_theme"), {"theme": "dark"})

    assert (response.status_code, "Die Seite war zu lange offen" in response.text) == (403, True)


@login_not_required
def _break(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [path("kaputt/", _break), path("", include("regiowerk.config.urls"))]
handler500 = server_error


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_of_ours_is_told_without_details() -> None:
    response = Client(raise_request_exception=False).get("/kaputt/")

    assert (response.status_code, "RuntimeError" in response.text) == (500, False)


def test_every_page_carries_the_strict_policy() -> None:
    policy = Client().get("/impressum/").headers["Content-Security-Policy"]

    assert ("unsafe" in policy, "script-src 'self'" in policy) == (False, True)
