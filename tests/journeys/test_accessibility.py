"""Every page a link leads to, as everybody who may follow it; the main ones in every display."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Error, Page

from tests.conftest import Site
from tests.journeys.accessibility import faults
from tests.journeys.people import CONTACT, OFFICE, ROLES, sign_in

pytestmark = pytest.mark.browser

# Addresses of files.
FILES = frozenset(
    {
        "slides",
        "pdf",
        "download",
        "table",
        "own_data",
        "template",
        "workbook",
        "authors_file",
        "canonical_json",
        "limesurvey",
        "ddi",
        "paper",
        "poster",
        "print_empty",
        "print_answers",
        "print_submission",
        "receipt_pdf",
        "record_file",
        "state_table",
        "export",
        "release_data",
        "release_file",
        "result_data",
        "result_file",
        "result_workbook",
        "file",
    }
)
# What each sees first, and what they work with: the pages that are looked at in every display.
MAIN = {
    "": (
        "/",
        "/verfahren/paderborn/",
        "/verfahren/paderborn/ablauf/",
        "/verfahren/paderborn/erkenntnisse/",
        "/verfahren/paderborn/erkenntnisse/die-elektronische-rechnung-ist-ueberall-im-einsatz/",
        "/verfahren/paderborn/kette/erkenntnisse/schulungen/",
        "/verfahren/paderborn/befragungen/kommunen/1/auswertung/2/",
        "/verfahren/paderborn/befragungen/kommunen/1/auswertung/2/frage/strategy.has_strategy/",
        "/verfahren/paderborn/ziele/",
        "/verfahren/paderborn/ziele/ziel/schulungen-fuer-alle-kommunen-anbieten/",
        "/verfahren/paderborn/abstimmungen/themen-der-zweiten-werkstatt/ergebnis/",
        "/verfahren/paderborn/kommunen/",
        "/verfahren/paderborn/kommunen/ags-05762016/",
        "/regionen/paderborn/",
        "/suche/?q=Brakel",
        "/anmelden/",
        "/muster/",
    ),
    OFFICE: (
        "/",
        "/verfahren/paderborn/wer-ist-dran/",
        "/verfahren/paderborn/verlauf/",
        "/verfahren/paderborn/ablauf/",
        "/verfahren/paderborn/ablauf/modul-2/abschliessen/",
        "/verfahren/paderborn/erkenntnisse/neu/",
        "/verfahren/paderborn/erkenntnisse/belegen/ergebnis/kommunen/1/2/strategy.has_strategy/",
        "/verfahren/paderborn/kette/",
        "/verfahren/paderborn/berichte/",
        "/verfahren/paderborn/fragebogen/",
        "/verfahren/paderborn/fragebogen/kommunen/",
        "/verfahren/paderborn/befragungen/",
        "/verfahren/paderborn/befragungen/kommunen/1/",
        "/verfahren/paderborn/befragungen/kommunen/1/teilnahme/ags-05762016/",
        "/verfahren/paderborn/befragungen/kommunen/1/teilnahme/ags-05774016/abgabe/1/",
        "/regionen/paderborn/mitgliedschaften/",
        "/regionen/paderborn/mandate/",
    ),
    CONTACT: (
        "/",
        "/verfahren/paderborn/wer-ist-dran/",
        "/regionen/paderborn/organisationen/ags-05762016/angaben/",
        "/verfahren/paderborn/befragungen/kommunen/1/ags-05762016/",
        "/verfahren/paderborn/befragungen/kommunen/1/ags-05762016/abschnitt/staff/",
        "/verfahren/paderborn/befragungen/kommunen/1/ags-05762016/abschnitt/services/",
        "/verfahren/paderborn/befragungen/kommunen/1/ags-05762016/abgabe/",
        "/mitteilungen/",
        "/konto/",
    ),
}


def reachable(page: Page, site: Site) -> dict[str, list[str]]:
    """Follow every link once per kind of page and return what axe finds on each."""
    waiting, seen, found = ["/", "/muster/"], set[str](), dict[str, list[str]]()
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if kind in seen or kind in {None, *FILES}:
            continue
        seen.add(kind)
        try:
            answer = page.goto(site.address + path)
        except Error as refused:
            if "Download is starting" not in str(refused):
                raise
            continue  # a file; tests of its room open it
        wrong = faults(page)
        if answer is None or answer.status != HTTPStatus.OK:
            wrong.append(f"answered {answer and answer.status}")
        if wrong:
            found[path] = wrong
        links = page.eval_on_selector_all(
            "a[href]",
            "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)",
        )
        waiting += [
            urlsplit(link)._replace(scheme="", netloc="", fragment="").geturl()
            for link in links
            if link.startswith(site.address)
        ]
    assert len(seen) > 10
    return found


def kind_of(path: str) -> str | None:
    """The name of the page behind a path; None where no page of ours is."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    return match.url_name if match.url_name in FILES else match.view_name


@pytest.mark.parametrize("role", ["", *ROLES])
def test_every_page_that_can_be_reached(page: Page, site: Site, role: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    if role:
        sign_in(page, site, role)
    assert reachable(page, site) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("role", MAIN)
def test_the_main_pages_in_every_display(
    browser: Browser, site: Site, scheme: str, width: int, role: str
) -> None:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 800},
        locale="de-DE",
    )
    page, found = context.new_page(), dict[str, list[str]]()
    if role:
        sign_in(page, site, role)
    for path in MAIN[role]:
        try:
            answer = page.goto(site.address + path)
        except Error as refused:
            if "Download is starting" not in str(refused):
                raise
            continue  # a file; tests of its room open it
        wrong = faults(page)
        if answer is None or answer.status != HTTPStatus.OK:
            wrong.append(f"answered {answer and answer.status}")
        if wrong:
            found[path] = wrong
    context.close()
    assert found == {}
