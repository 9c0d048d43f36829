"""A survey from the first answer to the signature, as the people of the towns do it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Site
from tests.journeys.accessibility import faults
from tests.journeys.letters import last_letter
from tests.journeys.people import CONTACT, OFFICE, sign_in

pytestmark = pytest.mark.browser

SURVEY = "/verfahren/paderborn/befragungen/kommunen/1/"


def town(unit: str, ags: str) -> str:
    return f"{unit}.ags-{ags}@beispiel.invalid"


BRAKEL, BEVERUNGEN, BORCHEN, LICHTENAU = "05762016", "05762008", "05774012", "05774028"


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    yield context.new_page()
    context.close()


def sign_by_link(page: Page, site: Site, ags: str) -> None:
    """Read, ask for the code, type it, sign."""
    page.goto(last_letter(site, town("leitung", ags), "Bitte freigeben").link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Lesen und freigeben")
    assert faults(page) == []
    page.get_by_role("button", name="Code senden").click()
    page.get_by_label("Funktion").fill("Bürgermeisterin (Beispiel)")
    page.get_by_label("Ich bin berechtigt").check()
    page.get_by_label("Code aus der E-Mail").fill(
        last_letter(site, town("leitung", ags), "Ihr Code").code
    )
    assert faults(page) == []
    page.get_by_role("button", name="Freigeben und abgeben").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Abgegeben. Vielen Dank.")
    assert faults(page) == []


def test_a_mayor_signs_on_a_phone_in_a_few_steps(phone: Page, site: Site) -> None:
    phone.goto(last_letter(site, town("leitung", BORCHEN), "Bitte freigeben").link)
    phone.get_by_role("button", name="Code senden").click()
    phone.get_by_label("Funktion").fill("Bürgermeister (Beispiel)")
    phone.get_by_label("Ich bin berechtigt").check()
    phone.get_by_label("Code aus der E-Mail").fill("000000")
    phone.get_by_role("button", name="Freigeben und abgeben").click()
    expect(phone.get_by_role("heading", name="Bitte prüfen")).to_be_visible()
    expect(phone.get_by_label("Funktion")).to_have_value("Bürgermeister (Beispiel)")
    phone.get_by_label("Code aus der E-Mail").fill(
        last_letter(site, town("leitung", BORCHEN), "Ihr Code").code
    )
    phone.get_by_label("Ich bin berechtigt").check()
    phone.get_by_role("button", name="Freigeben und abgeben").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Abgegeben. Vielen Dank.")
    assert faults(phone) == []
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Quittung als PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")


def test_signed_returned_changed_and_signed_again(page: Page, site: Site) -> None:
    sign_by_link(page, site, BEVERUNGEN)

    sign_in(page, site, OFFICE)
    page.goto(f"{site.address}{SURVEY}teilnahme/ags-{BEVERUNGEN}/abgabe/1/")
    assert faults(page) == []
    page.get_by_role("link", name="Mit Anmerkung zurückgeben").click()
    page.get_by_label("Personal und Kompetenzen").check()
    page.get_by_label("Warum?").fill("Beispiel: Bitte prüfen Sie die freien Stellen.")
    assert faults(page) == []
    page.get_by_role("button", name="Zurückgeben").click()
    expect(page.get_by_role("status")).to_contain_text("wieder offen")

    page.context.clear_cookies()
    page.goto(last_letter(site, town("rathaus", BEVERUNGEN), "Bitte noch einmal ansehen").link)
    expect(page.locator("main")).to_contain_text("Bitte prüfen Sie die freien Stellen.")
    page.get_by_role("link", name="Personal und Kompetenzen").first.click()
    vacancies = page.get_by_label(re.compile("Wie viele Vollzeitstellen für IT"))
    vacancies.first.fill("7")
    vacancies.first.blur()
    expect(page.get_by_text("gespeichert").first).to_be_visible()
    page.goto(f"{page.url.split('/abschnitt/')[0]}/abgabe/")
    assert faults(page) == []
    page.get_by_role("button", name="Zur Freigabe geben").click()
    expect(page.get_by_role("status")).to_contain_text("E-Mail")

    page.goto(last_letter(site, town("leitung", BEVERUNGEN), "Bitte freigeben").link)
    changed = page.locator("#geaendert, section", has_text="seit der letzten Freigabe").first
    expect(changed).to_contain_text("7 (vorher")
    sign_by_link(page, site, BEVERUNGEN)
    expect(page.locator("main")).to_contain_text("Abgabe: 2")


def test_a_conflict_is_shown_and_chosen(page: Page, site: Site) -> None:
    sign_in(page, site, CONTACT)
    page.goto(f"{site.address}{SURVEY}ags-{BRAKEL}/zwei-antworten/")
    assert faults(page) == []
    page.get_by_role("button", name="Diese übernehmen").click()
    expect(page.get_by_role("status")).to_contain_text("Entschieden")


def test_a_section_is_given_away_and_answered_without_javascript(plain: Page, site: Site) -> None:
    plain.goto(last_letter(site, town("rathaus", LICHTENAU), "Befragung").link)
    plain.get_by_role(
        "link", name=re.compile("[Aa]bgeben|[Ww]eitergeben|[Vv]ergeben")
    ).first.click()
    plain.get_by_label("Name").fill("Personalamt (Beispiel)")
    plain.get_by_label("E-Mail-Adresse").fill("personal.lichtenau@beispiel.invalid")
    plain.locator("main").get_by_role("button").first.click()
    link = last_letter(site, "personal.lichtenau@beispiel.invalid", "Bitte beantworten").link

    plain.goto(link)
    plain.locator("main").get_by_role("link", name=re.compile("^Beginnen")).click()
    plain.locator("main").get_by_role("radio").first.check()
    plain.get_by_role("button", name=re.compile("[Ss]peichern")).first.click()
    expect(plain.locator("main")).to_contain_text("1 von 4 beantwortet")
    assert plain.goto(f"{link}abgabe/").status == 403  # type: ignore[union-attr]


def test_a_section_is_answered_by_keyboard_only(page: Page, site: Site) -> None:
    page.goto(last_letter(site, town("rathaus", LICHTENAU), "Befragung").link)
    page.get_by_role("link", name=re.compile("^(Beginnen|Weiter)")).first.focus()
    page.keyboard.press("Enter")
    first = page.locator("main").get_by_role("radio").first
    for _step in range(60):
        page.keyboard.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    expect(page.get_by_text("gespeichert").first).to_be_visible()
    assert first.evaluate("one => one === document.activeElement")


def test_an_organisation_declines_and_comes_back(page: Page, site: Site) -> None:
    page.goto(last_letter(site, town("rathaus", "05766064"), "Befragung").link)
    page.get_by_role("link", name="Wir nehmen nicht teil").click()
    page.get_by_label("Warum?").fill("Beispiel: In diesem Winter fehlt das Personal.")
    page.get_by_role("button", name="Teilnahme absagen").click()
    page.get_by_role("link", name="Doch teilnehmen").click()
    page.get_by_role("button", name="Doch teilnehmen").click()
    expect(page.get_by_role("status")).to_contain_text("noch da")


def test_the_questionnaire_changes_while_it_is_answered(page: Page, site: Site) -> None:
    sign_in(page, site, OFFICE)
    questionnaire = f"{site.address}/verfahren/paderborn/fragebogen/kommunen/"
    page.goto(f"{questionnaire}bearbeiten/frage/staff/vacancies/")
    page.get_by_label("alle Mitglieder der Region").check()
    page.get_by_role("button", name="Änderungen speichern").click()
    expect(page.get_by_role("status")).to_contain_text("geändert")
    page.goto(f"{questionnaire}veroeffentlichen/")
    page.get_by_role("button", name="Veröffentlichen").click()

    page.goto(f"{site.address}{SURVEY}")
    page.get_by_role("link", name="Fragebogen ändern").click()
    expect(page.get_by_text("Wer geantwortet hat, muss zustimmen.")).to_be_visible()
    expect(page.get_by_role("row", name="Stadt Brakel")).to_contain_text("bekommt eine Mail")
    expect(page.get_by_role("row", name="Stadt Büren")).to_contain_text("wieder geöffnet")
    assert faults(page) == []
    page.get_by_label("Warum er sich ändert").fill("Beispiel: Die Region vergleicht sich.")
    page.get_by_role("button", name="Fragebogen für alle ändern").click()
    expect(page.get_by_role("status")).to_contain_text("Der Fragebogen ist geändert.")

    page.context.clear_cookies()
    letter = last_letter(site, town("rathaus", BRAKEL), "Der Fragebogen hat sich geändert")
    assert "Die Region vergleicht sich." in letter.text
    page.goto(letter.link)
    page.get_by_role("link", name="Personal und Kompetenzen").first.click()
    expect(page.get_by_label(re.compile("Wie viele Vollzeitstellen für IT")).first).to_be_visible()
    assert faults(page) == []


def test_the_office_reminds_whoever_is_late(page: Page, site: Site) -> None:
    sign_in(page, site, OFFICE)
    page.goto(f"{site.address}{SURVEY}erinnerungen/")
    expect(page.get_by_role("row", name="Stadt Willebadessen")).to_contain_text("Mail kam zurück")
    assert faults(page) == []
    page.get_by_role("link", name="Stadt Steinheim").click()
    page.get_by_role("link", name="Erinnern").click()
    page.get_by_label("Einige eigene Worte").fill("Beispiel: Wir helfen gern am Telefon.")
    assert faults(page) == []
    page.get_by_role("button", name="Erinnerung senden").click()
    expect(page.get_by_role("status")).to_contain_text("Erinnerung")
