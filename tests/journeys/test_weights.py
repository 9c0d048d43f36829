"""The office lets the goals be weighed, and a town weighs them on a phone: by link, by keyboard, plainly."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site
from tests.journeys.accessibility import faults
from tests.journeys.letters import letters
from tests.journeys.people import CONTACT, OFFICE, sign_in

pytestmark = pytest.mark.browser

WEIGHTS = "/verfahren/paderborn/ziele/gewichte/"
PLAYED = f"{WEIGHTS}probelauf-gewichte-des-zielbaums/"
TOP = f"{PLAYED}ast/alle-kommunen-der-region-sind-digital-leistungsfaehig-die/"
TITLE = "Gewichte für die Werkstatt"


@pytest.fixture(scope="module")
def links(browser: Browser, site: Site) -> list[str]:
    """The links that go out when the office begins, publishes and opens a weighing of two branches."""
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    sign_in(page, site, OFFICE)
    page.goto(f"{site.address}{WEIGHTS}neu/")
    page.get_by_label("Titel").fill(TITLE)
    for box in page.get_by_role("checkbox").all()[2:7]:
        box.uncheck()
    page.get_by_label("Erster Tag").fill("2022-01-24")
    page.get_by_label("Letzter Tag").fill("2022-02-18")
    page.get_by_role("button", name="Stimmzettel vorbereiten").click()
    page.get_by_role("link", name="Regel aller Stimmzettel veröffentlichen").click()
    page.get_by_role("button", name="Regel veröffentlichen").click()
    page.get_by_role("button", name="Alle Stimmzettel freigeben").click()
    page.get_by_role("button", name="Allen ohne Link einen schicken").click()
    expect(page.get_by_text(re.compile("Links? wurden? verschickt|Ein Link wurde"))).to_be_visible()
    for _attempt in range(60):  # mails go out in the background
        found = [one.link for one in letters(site) if TITLE in one.subject]
        if found:
            break
        page.wait_for_timeout(500)
    context.close()
    return found


def test_a_town_weighs_both_papers_by_one_link_and_keyboard(phone: Page, links: list[str]) -> None:
    phone.goto(links[0])
    assert faults(phone) == []
    phone.get_by_role("spinbutton").first.focus()
    for points in ("100", "80", "60", "40", "20", "0"):
        phone.keyboard.type(points)
        phone.keyboard.press("Tab")
    expect(phone.get_by_role("button", name="Prüfen und weiter")).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ist das richtig so?")
    phone.get_by_role("button", name="Diesen Stimmzettel abgeben").press("Enter")
    assert faults(phone) == []
    phone.get_by_role("link", name=re.compile("Nächster Stimmzettel")).press("Enter")
    expect(phone.get_by_role("navigation", name="Stimmzettel dieser Abstimmung")).to_contain_text(
        "abgegeben"
    )
    assert faults(phone) == []


def test_without_a_script_a_paper_is_corrected_and_handed_in(plain: Page, links: list[str]) -> None:
    plain.goto(links[0])
    plain.get_by_role("navigation", name="Stimmzettel dieser Abstimmung").get_by_role(
        "link"
    ).last.click()
    fields = plain.get_by_role("spinbutton").all()
    for field in fields:
        field.fill("50")
    plain.get_by_role("button", name="Prüfen und weiter").click()
    expect(plain.get_by_role("heading", level=1)).not_to_have_text("Ist das richtig so?")
    fields = plain.get_by_role("spinbutton").all()
    fields[0].fill("100")
    plain.get_by_role("button", name="Prüfen und weiter").click()
    plain.get_by_role("button", name="Diesen Stimmzettel abgeben").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Dieser Stimmzettel zählt")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_weights_can_be_used_by_everybody(
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
    for path in (WEIGHTS, f"{WEIGHTS}neu/", f"{WEIGHTS}abstimmen/", PLAYED, TOP):
        page.goto(f"{site.address}{path}")
        found[path] = faults(page)
    context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_weight_leads_to_its_vote_and_the_vote_to_the_tree(browser: Browser, site: Site) -> None:
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    sign_in(page, site, CONTACT)
    page.goto(f"{site.address}/verfahren/paderborn/ziele/")
    page.get_by_role("link", name=re.compile("^1.1 ")).first.click()
    page.get_by_role("link", name=re.compile("So gewichtet in")).click()
    expect(page.get_by_text("29 von 29 haben teilgenommen, zweite Runde")).to_be_visible()
    page.get_by_role("link", name="Das Ergebnis mit Nachweis").click()
    page.get_by_role("link", name="Worüber wurde abgestimmt, und was wurde daraus?").click()
    page.get_by_role("link", name=re.compile("Gewichtet im Probelauf")).click()
    expect(page.get_by_role("heading", name="Woher die Gewichte stammen")).to_be_visible()
    context.close()
