"""From a published result to a finding, and from the finding back to where it was read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Site
from tests.journeys.accessibility import faults
from tests.journeys.people import OFFICE, sign_in

pytestmark = pytest.mark.browser

RESULTS = "/verfahren/paderborn/befragungen/kommunen/1/auswertung/"
QUESTION = "frage/services.maturity.level_dog/"
FOR_ALL, FOR_THE_REGION = f"{RESULTS}2/{QUESTION}", f"{RESULTS}1/{QUESTION}"
STATEMENT = "Wer seinen Hund anmeldet, druckt meist noch ein Formular aus."


def test_a_result_becomes_a_finding_that_says_where_it_is_from(page: Page, site: Site) -> None:
    sign_in(page, site, OFFICE)
    page.goto(site.address + FOR_ALL)
    page.get_by_role("link", name="Als Beleg verwenden").click()
    assert faults(page) == []
    page.get_by_label("Was wird zitiert?").select_option("2 – Formular-Assistent: 7")
    page.get_by_label("Hemmnis: was im Weg steht").check()
    page.get_by_label("Erkenntnis", exact=True).fill(STATEMENT)
    page.get_by_role("button", name="Als Beleg verwenden").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(STATEMENT)
    sources = page.locator("section", has=page.get_by_role("heading", name="Worauf das beruht"))
    expect(sources).to_contain_text("7 von 13 sagen „2 – Formular-Assistent“")
    expect(sources).to_contain_text("Veröffentlichung 2")
    expect(sources).to_contain_text("(21. Januar 2022)")
    expect(sources).to_contain_text("am 24. Januar 2022")
    assert faults(page) == []

    _cite_what_only_the_region_reads(page, site)
    expect(sources.get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_text("Grundlage geändert").first).to_be_visible()
    _read_as_a_stranger(page, site)


def _cite_what_only_the_region_reads(page: Page, site: Site) -> None:
    page.goto(site.address + FOR_THE_REGION)
    page.get_by_role("link", name="Als Beleg verwenden").click()
    page.get_by_label("Beleg für welche Erkenntnis?").select_option(STATEMENT)
    page.get_by_role("button", name="Als Beleg verwenden").click()


def _read_as_a_stranger(page: Page, site: Site) -> None:
    """The public source and the way back to it; of the other only that there is one."""
    address = page.url
    page.context.clear_cookies()
    page.goto(address)
    sources = page.locator("section", has=page.get_by_role("heading", name="Worauf das beruht"))
    expect(sources.get_by_role("listitem")).to_have_count(1)
    expect(sources).to_contain_text("Eine weitere Quelle wird nicht gezeigt")
    expect(page.locator("main")).not_to_contain_text("3 von 6")
    assert faults(page) == []

    page.get_by_role("link", name="Warum? Und was wurde daraus?").click()
    expect(page.get_by_role("heading", name="Was wurde daraus?")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("3 von 6")
    assert faults(page) == []
    why = page.locator("section", has=page.get_by_role("heading", name="Warum?"))
    why.get_by_role("link").click()
    page.wait_for_url(re.compile(f"{re.escape(FOR_ALL)}$"))

    page.get_by_role("link", name="Was wurde daraus?").click()
    expect(page.get_by_role("link", name=STATEMENT)).to_be_visible()
    assert faults(page) == []
    page.goto(site.address + FOR_THE_REGION)
    expect(page).to_have_url(re.compile("/anmelden/"))
