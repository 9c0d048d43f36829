"""Open answers are coded with the keyboard, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Site
from tests.journeys.accessibility import faults
from tests.journeys.people import OFFICE, sign_in

pytestmark = pytest.mark.browser

ANSWERS = "/verfahren/paderborn/befragungen/kommunen/1/offene-antworten/"
OPEN_STAND = f"{ANSWERS}?stand=offen"
CODED = re.compile("Codiert: Wissen weitergeben")


def open_uncoded(page: Page, site: Site) -> None:
    """The first answer nobody has coded yet."""
    page.goto(site.address + OPEN_STAND)
    page.get_by_role("link", name=re.compile("^Diese Antwort codieren")).first.click()
    expect(page.get_by_role("heading", name="Eine Stelle codieren")).to_be_visible()


def test_words_are_marked_and_coded_with_the_keyboard(page: Page, site: Site) -> None:
    sign_in(page, site, OFFICE)
    open_uncoded(page, site)
    assert faults(page) == []
    text = page.locator(".app-passage")
    text.focus()
    # The first five letters: what Shift and the arrow keys do once the caret is in the text.
    page.evaluate(
        "document.getSelection().collapse(document.querySelector('.app-passage').firstChild, 0)"
    )
    for _letter in range(5):
        page.evaluate("document.getSelection().modify('extend', 'forward', 'character')")
    expect(page.locator("[data-chosen]")).to_contain_text("Markiert:")
    field = page.get_by_label("Code nach Namen")
    field.focus()
    page.keyboard.type("wissen")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").first).to_contain_text(CODED)
    marked = page.locator("mark.app-coded")
    expect(marked).to_have_count(1)
    assert len(marked.inner_text()) == 5

    page.get_by_role("button", name="Wegnehmen: Wissen weitergeben").press("Enter")
    expect(page.locator("mark.app-coded")).to_have_count(0)


def test_without_javascript_the_whole_answer_is_coded(plain: Page, site: Site) -> None:
    sign_in(plain, site, OFFICE)
    open_uncoded(plain, site)
    plain.get_by_label("Angebote › Wissen weitergeben").check()
    plain.get_by_role("button", name="Code", exact=True).click()

    expect(plain.locator("mark.app-coded")).to_have_count(1)
    plain.get_by_role("button", name="Wegnehmen: Wissen weitergeben").click()
    expect(plain.locator("mark.app-coded")).to_have_count(0)
