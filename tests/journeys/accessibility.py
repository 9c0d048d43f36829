"""Looks at a page with axe, as the law asks for it and as good practice has it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _script() -> str:
    return AXE.read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it is shown now, and whether it is wider than the window."""
    page.evaluate(_script())
    violations = page.evaluate(
        "rules => axe.run({runOnly: rules}).then(result => result.violations.map("
        "rule => `${rule.id}: ${rule.nodes.map(node => node.html.slice(0, 120)).join(' | ')}`))",
        RULES,
    )
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        violations.append("the page is wider than its window")
    return [str(violation) for violation in violations]
