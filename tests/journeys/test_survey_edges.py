"""What surveys do with what is too much, and the states their cockpit shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Site
from tests.journeys.accessibility import faults
from tests.journeys.people import CONTACT, OFFICE, sign_in

pytestmark = pytest.mark.browser

SURVEY = "/verfahren/paderborn/befragungen/kommunen/1/"
STATES = (
    "noch nicht eingeladen",
    "eingeladen",
    "geöffnet",
    "in Bearbeitung",
    "wartet auf Freigabe",
    "freigegeben und abgegeben",
    "mit Anmerkung zurückgegeben",
    "angenommen",
    "wieder geöffnet",
    "abgesagt",
)


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        (20_001, "Dieser Text ist zu lang: höchstens 20.000 Zeichen."),
        (3_000_000, "Dieser Text ist zu lang, um gespeichert zu werden. Bitte kürzen Sie ihn."),
    ],
)
def test_a_text_that_is_too_long_is_refused_and_stays_on_the_page(
    page: Page, site: Site, letters: int, said: str
) -> None:
    sign_in(page, site, CONTACT)
    page.goto(f"{site.address}{SURVEY}ags-05762016/abschnitt/strategy/")
    text = page.locator("textarea:visible").first
    before = text.input_value()
    text.evaluate(
        """(one, letters) => {
            one.value = "a".repeat(letters);
            for (const name of ["input", "change"]) one.dispatchEvent(new Event(name, {bubbles: true}));
        }""",
        letters,
    )
    expect(page.locator("main")).to_contain_text(said, timeout=30_000)
    expect(page.locator("[data-state-text]")).to_have_text("nicht gespeichert")
    assert text.evaluate("one => one.value.length") == letters
    assert letters > 1_000_000 or faults(page) == []

    page.on("dialog", lambda dialog: dialog.accept())  # leaving with something unsaved
    page.goto(f"{site.address}{SURVEY}ags-05762016/abschnitt/strategy/")
    page.evaluate("sessionStorage.clear()")
    page.reload()
    assert page.locator("textarea:visible").first.input_value() == before


def test_the_cockpit_shows_twenty_nine_participations_and_their_states(
    page: Page, site: Site
) -> None:
    sign_in(page, site, OFFICE)
    page.goto(f"{site.address}{SURVEY}")
    rows = page.get_by_role("table", name="Organisationen dieser Welle").get_by_role("row")
    states = {row.get_by_role("cell").first.inner_text().strip() for row in rows.all()[1:]}
    assert rows.count() - 1 == 29
    assert "noch nicht eingeladen" in states  # other tests move the others on
    assert states <= set(STATES)
    expect(page.get_by_role("heading", level=1)).to_contain_text("von 29 Organisationen")
