"""The example people, and how they sign in."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.conftest import Site

OFFICE = "Projektbüro"
CONTACT = "Ansprechperson"
HEAD = "Bürgermeisteramt"
READER = "Bundesinstitut"
ROLES = (OFFICE, CONTACT, HEAD, READER)


def sign_in(page: Page, site: Site, role: str) -> None:
    page.goto(f"{site.address}/anmelden/")
    page.get_by_role("button", name=re.compile(role)).click()
    page.wait_for_url(f"{site.address}/")
