"""Ideas are rated by criteria: the office asks, two rate on phones by link, and everybody reads why."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site
from tests.journeys.accessibility import faults
from tests.journeys.letters import last_letter
from tests.journeys.people import OFFICE, sign_in

pytestmark = pytest.mark.browser

VOTES = "/verfahren/paderborn/abstimmungen/"
VOTE = f"{VOTES}ideen-bewerten/"
FIRST, SECOND = "erste.stelle@beispiel.invalid", "zweite.stelle@beispiel.invalid"


@pytest.fixture
def office(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    page = context.new_page()
    sign_in(page, site, OFFICE)
    yield page
    context.close()


def phone(browser: Browser, *, has_script: bool) -> Page:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="de-DE", java_script_enabled=has_script
    )
    return context.new_page()


def begin(office: Page, site: Site) -> None:
    """From the question to the open vote, page by page."""
    office.goto(f"{site.address}{VOTES}neu/")
    for name, words in (
        ("title", "Ideen bewerten"),
        ("question", "Welche Idee arbeiten wir aus?"),
        ("opens_on", "2022-01-24"),
        ("closes_on", "2022-02-24"),
        ("seats", "1"),
    ):
        office.locator(f"[name={name}]").fill(words)
    office.locator("[name=way][value='scoring:weighted']").check()
    office.locator("[name=gaps][value=reconcile]").check()
    office.get_by_role("button", name="Abstimmung beginnen").click()
    for label in ("Lernwerkstatt", "Offene Karten"):
        office.goto(f"{site.address}{VOTE}moeglichkeiten/neu/")
        office.locator("[name=label]").fill(label)
        office.get_by_role("button", name="Diese Wahlmöglichkeit hinzufügen").click()
    office.goto(f"{site.address}{VOTE}kriterien/")
    assert faults(office) == []
    office.locator("[name=label-0]").fill("Wirkung")
    office.locator("[name=weight-0]").fill("70")
    office.locator("[name=label-1]").fill("Aufwand")
    office.locator("[name=weight-1]").fill("30")
    office.locator("[name=label-2]").fill("Zulässig")
    office.locator("[name=must-2]").check()
    office.get_by_role("button", name="Kriterien speichern").click()
    office.goto(f"{site.address}{VOTE}stimmberechtigte/")
    assert faults(office) == []
    for box in office.locator("[name=organisations]").all():
        box.uncheck()
    people = f"Erste Stelle; {FIRST}; Stadt Brakel\nZweite Stelle; {SECOND}; Stadt Höxter"
    office.locator("[name=experts]").fill(people)
    office.get_by_role("button", name="Auswahl festhalten").click()
    office.goto(f"{site.address}{VOTE}veroeffentlichen/")
    office.get_by_role("button", name="Regel veröffentlichen").click()
    office.get_by_role("button", name="Abstimmung eröffnen").click()
    office.goto(f"{site.address}{VOTE}beteiligung/")
    office.get_by_role("button", name="Links an alle schicken").click()


def rate(page: Page, *rows: tuple[int, int, bool]) -> None:
    """Type through the paper with the keyboard: number, number, must."""
    page.locator("input[type=number]").first.focus()
    for effect, effort, is_met in rows:
        page.keyboard.type(str(effect))
        page.keyboard.press("Tab")
        page.keyboard.type(str(effort))
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")  # from "not rated" around to "met"
        if not is_met:
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Prüfen und weiter").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ist das richtig so?")
    page.get_by_role("button", name="Diesen Stimmzettel abgeben").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieser Stimmzettel zählt")


def test_ideas_are_rated_apart_and_brought_together_on_phones(
    browser: Browser, office: Page, site: Site
) -> None:
    begin(office, site)
    one, other = phone(browser, has_script=True), phone(browser, has_script=False)

    one.goto(last_letter(site, FIRST, "Abstimmung").link)
    assert faults(one) == []
    rate(one, (9, 5, True), (4, 4, True))
    hand_in(one)

    other.goto(last_letter(site, SECOND, "Abstimmung").link)
    expect(other.get_by_text("liegen weit auseinander")).to_have_count(0)
    rate(other, (2, 5, True), (4, 4, True))
    hand_in(other)

    one.get_by_role("link", name="Den Stimmzettel ändern").click()
    expect(one.get_by_text(re.compile("Zweite Stelle: 2"))).to_be_visible()
    assert faults(one) == []  # axe needs scripts, which the other phone has not
    other.get_by_role("link", name="Den Stimmzettel ändern").click()
    expect(other.get_by_text(re.compile("Erste Stelle: 9"))).to_be_visible()
    expect(other.locator("input[type=number]")).to_have_count(1)
    other.locator("input[type=number]").fill("8")
    hand_in(other)

    office.goto(f"{site.address}{VOTE}schliessen/")
    office.get_by_role("button", name="Schließen und auszählen").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("„Lernwerkstatt“ ist gewählt")
    assert faults(office) == []
    letter = last_letter(site, FIRST, "Ergebnis der Abstimmung")
    assert "„Lernwerkstatt“ ist gewählt. 2 von 2 haben teilgenommen (100 %)." in letter.text
    for page in (one, other):
        page.context.close()
