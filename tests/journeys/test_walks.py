"""What people do with the site, from the first look to the last press."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site
from tests.journeys.people import CONTACT, OFFICE, READER, sign_in

pytestmark = pytest.mark.browser

LARGEST_FIRST_VIEW = 250_000  # bytes over the wire


def test_a_stranger_understands_the_process(page: Page, site: Site) -> None:
    page.goto(site.address)
    page.get_by_role("link", name="Digitale Infrastruktur im öffentlichen Bereich").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("29 Kommunen planen gemeinsam")
    page.get_by_role("link", name="Die Region kennenlernen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("29 Kommunen")
    expect(page.locator("main")).to_contain_text("719.000")
    page.get_by_role("link", name="Brakel", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Was heißt das für Brakel?")


def test_a_stranger_is_asked_to_sign_in_where_it_is_internal(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/verfahren/paderborn/wer-ist-dran/")
    expect(page).to_have_url(re.compile("/anmelden/"))


def test_the_office_sees_whose_turn_it_is_and_reminds(page: Page, site: Site) -> None:
    sign_in(page, site, OFFICE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Modul 2")
    before = len(site.mails())
    page.get_by_role("button", name="Alle freundlich erinnern").first.click()
    expect(page.get_by_role("status")).to_contain_text("unterwegs")
    assert any("Stadt Brakel" in mail for mail in site.mails()[before:])


def test_a_contact_checks_what_is_written_about_the_town(page: Page, site: Site) -> None:
    sign_in(page, site, CONTACT)
    page.get_by_role("link", name="Prüfen Sie die Angaben zu Ihrer Organisation").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Brakel")
    page.get_by_role("button", name=re.compile("stimmen|bestätigen")).first.click()
    page.goto(site.address)
    expect(
        page.get_by_role("link", name="Prüfen Sie die Angaben zu Ihrer Organisation")
    ).to_have_count(0)


def test_a_contact_answers_the_survey_and_nothing_is_overwritten(page: Page, site: Site) -> None:
    sign_in(page, site, CONTACT)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Befragung „Digitale Verwaltung in den Kommunen“ beantworten"
    )
    page.get_by_role("link", name="Beginnen").click()
    page.get_by_role("link", name="Strategie und Haushalt").click()
    goals = page.get_by_label("Was soll in den nächsten drei Jahren vor allem erreicht werden?")
    goals.fill("Anträge ohne Papier, zusammen mit den Nachbarn.")
    goals.blur()
    expect(page.get_by_text("gespeichert").first).to_be_visible()
    page.reload()
    expect(goals).to_have_value("Anträge ohne Papier, zusammen mit den Nachbarn.")


def test_a_reader_may_look_but_not_plan(page: Page, site: Site) -> None:
    sign_in(page, site, READER)
    page.goto(f"{site.address}/verfahren/paderborn/ablauf/")
    expect(page.get_by_role("link", name="Meilenstein planen")).to_have_count(0)
    answer = page.goto(f"{site.address}/verfahren/paderborn/meilensteine/neu/")
    assert answer is not None
    assert answer.status == 403


def test_signing_in_by_the_link_in_the_mail(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/anmelden/")
    page.get_by_label("Ihre E-Mail-Adresse").first.fill("bundesinstitut.paderborn@beispiel.invalid")
    page.get_by_role("button", name="Link zuschicken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sehen Sie in Ihre Mails")
    page.goto(_link_in(site.mails()[-1]))
    page.locator("main").get_by_role("button", name="Anmelden").click()
    expect(page.locator(".app-chip")).to_contain_text("Bundesinstitut")


def _link_in(mail: str) -> str:
    """The link as a mail program would open it: lines that were wrapped are one again."""
    found = re.search(r"http://\S+/anmelden/link/\S+", mail.replace("=\n", ""))
    assert found, mail
    return found.group()


def test_everything_works_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    sign_in(page, site, OFFICE)
    page.goto(f"{site.address}/verfahren/paderborn/meilensteine/neu/")
    page.locator("main").get_by_role("button").first.click()
    expect(page.get_by_role("heading", name="Bitte prüfen")).to_be_visible()
    context.close()


def test_the_keyboard_reaches_the_content_at_once(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/verfahren/paderborn/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Zum Inhalt springen")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#inhalt$"))


def test_the_keyboard_opens_the_menu_and_signs_out(page: Page, site: Site) -> None:
    sign_in(page, site, OFFICE)
    page.locator(".app-account > summary").focus()
    page.keyboard.press("Enter")
    leave = page.get_by_role("button", name="Abmelden")
    expect(leave).to_be_visible()
    for _step in range(20):
        page.keyboard.press("Tab")
        if leave.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("banner").get_by_role("link", name="Anmelden")).to_be_visible()


def test_a_reader_chooses_language_and_display(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/verfahren/paderborn/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("municipalities plan together")
    page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-kern-theme", "dark")


def test_the_office_gets_the_project_insight(page: Page, site: Site) -> None:
    sign_in(page, site, OFFICE)
    page.goto(f"{site.address}/verfahren/paderborn/berichte/")
    page.locator("main").get_by_role("link", name=re.compile("Projekteinblick|Stand")).first.click()
    page.locator("main").get_by_role("button").first.click()
    expect(page.locator("main")).to_contain_text("SHA-256", timeout=60_000)


def test_the_first_view_is_small(page: Page, site: Site) -> None:
    received: list[int] = []
    page.on("requestfinished", lambda request: received.append(_size(request)))
    page.goto(f"{site.address}/", wait_until="networkidle")
    assert sum(received) < LARGEST_FIRST_VIEW


def _size(request: object) -> int:
    sizes = request.sizes()  # type: ignore[attr-defined]
    return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])
