"""The pictures of the README: pages as their readers see them, and one slide."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import BROWSERS, ROOT, STORY_DAY, Site, serve
from tests.journeys.people import OFFICE, sign_in

OUT = ROOT / "docs/pictures"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 360, "height": 740}

MAP = "Einwohnern planen gemeinsam"  # in the title of the slide with the map


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="regiowerk-pictures-") as folder:
        with serve(Path(folder)) as site, _browser() as browser:
            _page(browser, site, "process", "/verfahren/paderborn/")
            _page(browser, site, "region", "/regionen/paderborn/")
            _page(browser, site, "start", "/", role=OFFICE)
            _page(browser, site, "phone", "/verfahren/paderborn/", size=PHONE)
        _slide(Path(folder))


@contextmanager
def _browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    args = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=args)
        yield browser
        browser.close()


def _page(
    browser: Browser,
    site: Site,
    name: str,
    address: str,
    *,
    role: str = "",
    size: dict[str, int] = WIDE,
) -> None:
    context = browser.new_context(viewport=size, locale="de-DE", color_scheme="light")  # type: ignore[arg-type]
    page: Page = context.new_page()
    if role:
        sign_in(page, site, role)
    page.goto(site.address + address, wait_until="networkidle")
    page.screenshot(path=OUT / f"{name}.png")
    context.close()


def _slide(files: Path) -> None:
    """The slide with the map, from the PDF of the deck."""
    environment = {
        **os.environ,
        "REGIOWERK_VAR": str(files),
        "REGIOWERK_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "regiowerk.config.settings",
    }
    subprocess.run(
        [sys.executable, "-m", "regiowerk", "report", "paderborn", "--on", STORY_DAY,
         "--out", str(files / "out")],
        cwd=ROOT, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    deck = str(next((files / "out").glob("*.pdf")))
    page = _page_saying(MAP, deck)
    command = ["pdftoppm", "-png", "-r", "72", "-f", page, "-l", page, "-singlefile"]
    subprocess.run([*command, deck, str(OUT / "slide")], check=True)


def _page_saying(words: str, deck: str) -> str:
    """The number of the first page with these words."""
    done = subprocess.run(["pdftotext", deck, "-"], check=True, capture_output=True, text=True)
    pages = [" ".join(page.split()) for page in done.stdout.split("\f")]
    return str(next(number for number, page in enumerate(pages, 1) if words in page))


if __name__ == "__main__":
    main()
