"""The goal tree with the keyboard alone; what a town says about it, on a phone and without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Site
from tests.journeys.accessibility import faults
from tests.journeys.people import CONTACT, HEAD, OFFICE, sign_in

pytestmark = pytest.mark.browser

TREE = "/verfahren/paderborn/ziele/"
REPLY = f"{TREE}stellungnahmen/entwurf-des-zielbaums-was-sagen-sie-dazu/antwort/"
SKILLS = "1.1 Die digitale Kompetenz in den Verwaltungen ist gestärkt"


def test_the_office_adds_and_moves_a_goal_with_the_keyboard(page: Page, site: Site) -> None:
    sign_in(page, site, OFFICE)
    page.goto(f"{site.address}{TREE}")
    page.get_by_role("link", name="Ein Ziel aufnehmen").press("Enter")
    page.get_by_label("Ziel", exact=True).focus()
    page.keyboard.type("Alle Verwaltungen lernen voneinander")
    page.get_by_label("Steht unter").focus()
    page.keyboard.type("1 Alle")
    page.get_by_role("button", name="Ziel aufnehmen").press("Enter")
    page.goto(f"{site.address}{TREE}?ordnen=1")
    mine = page.get_by_role("listitem").filter(has_text="Alle Verwaltungen lernen voneinander").last
    expect(mine.get_by_role("link").first).to_have_text("1.7 Alle Verwaltungen lernen voneinander")
    assert faults(page) == []

    mine.get_by_role("button", name="Nach oben").press("Enter")

    expect(mine.get_by_role("link").first).to_have_text("1.6 Alle Verwaltungen lernen voneinander")
    mine.get_by_role("link").first.press("Enter")
    page.get_by_role("link", name="Entfernen", exact=True).last.press("Enter")
    assert faults(page) == []
    page.get_by_role("button", name="Ziel entfernen").press("Enter")
    expect(page.get_by_text("Alle Verwaltungen lernen voneinander")).to_have_count(0)


def test_a_mayor_says_what_she_thinks_on_a_phone_with_the_keyboard(phone: Page, site: Site) -> None:
    sign_in(phone, site, HEAD)
    phone.goto(f"{site.address}{REPLY}")
    assert faults(phone) == []
    skills = phone.get_by_role("group", name=SKILLS)
    skills.get_by_label("Wir unterstützen es", exact=True).focus()
    for _further in range(3):
        phone.keyboard.press("ArrowDown")
    expect(skills.get_by_label("Wir haben Einwände")).to_be_checked()
    phone.get_by_role("button", name="Nur speichern").press("Enter")
    expect(phone.get_by_role("link", name=SKILLS)).to_be_visible()
    assert faults(phone) == []
    phone.get_by_role("link", name=SKILLS).press("Enter")

    note = phone.locator("#id_die-digitale-kompetenz-in-den-verwaltungen-ist-gestaerkt-reason")
    expect(note).to_be_visible()
    note.fill("Für Schulungen fehlt uns die Vertretung.")
    phone.get_by_role("button", name="Nur speichern").press("Enter")

    expect(phone.get_by_role("heading", level=1)).to_have_text(
        "Zu 23 Zielen haben Sie noch nichts gesagt"
    )
    expect(note).to_have_value("Für Schulungen fehlt uns die Vertretung.")


def test_without_a_script_a_town_hands_in_its_reply(plain: Page, site: Site) -> None:
    sign_in(plain, site, CONTACT)
    plain.goto(f"{site.address}{REPLY}")
    for group in plain.get_by_role("group").all()[:3]:
        if group.get_by_label("Neutral").count():
            group.get_by_label("Neutral").check()
    plain.get_by_label("Weiteres zu den Zielen insgesamt").fill("Bitte wenige Ziele, aber diese.")
    plain.get_by_role("button", name="Unsere Antwort abgeben").click()

    expect(plain.get_by_text("Vielen Dank. Ihre Antwort ist eingegangen.")).to_be_visible()
    plain.goto(f"{site.address}{REPLY}")
    expect(plain.get_by_label("Weiteres zu den Zielen insgesamt")).to_have_value(
        "Bitte wenige Ziele, aber diese."
    )


def test_goals_are_dragged_as_an_extra(page: Page, site: Site) -> None:
    sign_in(page, site, OFFICE)
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.goto(f"{site.address}{TREE}?ordnen=1")
    skills = page.locator("#die-digitale-kompetenz-in-den-verwaltungen-ist-gestaerkt")
    titles = skills.locator("details > ul > li > .app-list__title a")
    names = [text.split(" ", 1)[1] for text in titles.all_inner_texts()]

    _drag(page, titles.nth(0), titles.nth(2))
    expect(titles.nth(2)).to_have_text(f"1.1.3 {names[0]}")
    expect(titles.nth(0)).to_have_text(f"1.1.1 {names[1]}")
    _drag(page, titles.nth(2), titles.nth(0))
    expect(titles.nth(0)).to_have_text(f"1.1.1 {names[0]}")

    other = page.get_by_role("link", name="1.2 Wissen wird von Kommune zu Kommune weitergegeben")
    _drag(page, titles.nth(2), other)
    expect(page.get_by_role("heading", level=1)).to_have_text("Das Ziel umhängen")
    chosen = page.locator("#id_parent_0 option:checked")
    expect(chosen).to_have_text("1.2 Wissen wird von Kommune zu Kommune weitergegeben")


def _drag(page: Page, what: Locator, to: Locator) -> None:
    """As a hand does it: hold, move away, move on, let go."""
    for one in (what, to):  # both are seen in a window of this height
        one.scroll_into_view_if_needed()
    start, end = what.bounding_box(), to.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 20, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 20, steps=4)
    page.mouse.move(end["x"] + 20, end["y"] + 8, steps=8)
    page.mouse.move(end["x"] + 22, end["y"] + 8)
    page.mouse.up()
