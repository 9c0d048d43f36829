"""Reading results: the report, one question, its table, and its figures as a file."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Site
from tests.journeys.accessibility import faults
from tests.journeys.people import OFFICE, sign_in

pytestmark = pytest.mark.browser

RESULTS = "/verfahren/paderborn/befragungen/kommunen/1/auswertung/2/"


def test_from_the_report_to_the_figures(page: Page, site: Site) -> None:
    sign_in(page, site, OFFICE)
    page.goto(f"{site.address}{RESULTS}")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "13 von 28 Organisationen haben geantwortet"
    )
    page.get_by_role("link", name="8 von 13 sagen „Kommunaler IT-Dienstleister“").click()
    page.get_by_text("Als Tabelle zeigen").first.click()
    expect(page.get_by_role("table").first).to_contain_text("62 %")
    assert faults(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Diese Zahlen als CSV").click()
    assert "Kommunaler IT-Dienstleister;8;0.615" in download.value.path().read_text("utf-8-sig")
