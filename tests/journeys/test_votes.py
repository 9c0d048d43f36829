"""A vote on a phone: by link, by keyboard, without a script; and what the region reads afterwards."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site
from tests.journeys.accessibility import faults
from tests.journeys.letters import letters
from tests.journeys.people import OFFICE, sign_in

pytestmark = pytest.mark.browser

VOTES = "/verfahren/paderborn/abstimmungen/"
COUNTED = f"{VOTES}themen-der-zweiten-werkstatt/"
RUNNING = f"{VOTES}schulungen-im-fruehjahr/"


def link_of_somebody_who_waits(page: Page, site: Site) -> str:
    """The link of a town that has not voted yet."""
    links = [one.link for one in letters(site) if "Schulungen im Frühjahr" in one.subject]
    for link in links:
        page.goto(link)
        if not page.get_by_text("Ein Stimmzettel wurde schon abgegeben").count():
            return link
    raise AssertionError(links)


def test_a_town_votes_by_link_and_keyboard_on_a_phone(phone: Page, site: Site) -> None:
    link_of_somebody_who_waits(phone, site)
    assert faults(phone) == []
    phone.get_by_label("Prozesse aufnehmen").focus()
    for points in ("4", "3", "2"):
        phone.keyboard.type(points)
        phone.keyboard.press("Tab")
    expect(phone.locator("output")).to_have_text("Noch zu vergebende Punkte: 1")
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("button", name="Prüfen und weiter")).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ist das richtig so?")
    assert faults(phone) == []
    phone.get_by_role("button", name="Diesen Stimmzettel abgeben").press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Dieser Stimmzettel zählt")
    expect(phone.get_by_text(re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$"))).to_be_visible()
    assert faults(phone) == []


def test_without_a_script_a_vote_is_worked_out_corrected_and_cast(plain: Page, site: Site) -> None:
    link_of_somebody_who_waits(plain, site)
    plain.get_by_label("Prozesse aufnehmen").fill("9")
    plain.get_by_label("Förderanträge").fill("3")
    plain.get_by_role("button", name="Ausrechnen, was übrig ist").click()
    expect(plain.locator("output")).to_have_text("Punkte zu viel: 2")
    plain.get_by_role("button", name="Prüfen und weiter").click()
    expect(plain.get_by_text("Bitte vergeben Sie zusammen höchstens 10 Punkte.")).to_be_visible()
    plain.get_by_label("Prozesse aufnehmen").fill("7")
    plain.get_by_role("button", name="Prüfen und weiter").click()
    plain.get_by_role("button", name="Ändern").click()
    expect(plain.get_by_label("Prozesse aufnehmen")).to_have_value("7")
    plain.get_by_role("button", name="Prüfen und weiter").click()
    plain.get_by_role("button", name="Diesen Stimmzettel abgeben").click()
    expect(plain.get_by_text("Prozesse aufnehmen und vereinfachen: 7")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_a_vote_can_be_used_by_everybody(
    browser: Browser, site: Site, theme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        locale="de-DE",
        color_scheme="dark" if theme == "dark" else "light",
    )
    page = context.new_page()
    sign_in(page, site, OFFICE)
    found = {}
    for path in (
        VOTES,
        f"{VOTES}neu/",
        RUNNING,
        f"{RUNNING}beteiligung/",
        f"{RUNNING}abbrechen/",
        COUNTED,
        f"{COUNTED}ergebnis/",
        f"{COUNTED}ergebnis/zettel/",
    ):
        page.goto(f"{site.address}{path}")
        found[path] = faults(page)
    context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
