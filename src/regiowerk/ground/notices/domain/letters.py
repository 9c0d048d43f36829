"""What every letter shares.  Pure."""

from __future__ import annotations

# Whoever writes a letter does not know where the site is; whoever sends it puts the address in.
SITE = "{site}"


def addressed(text: str, site: str) -> str:
    """The text with links that lead to the site: "{site}/anmelden/" becomes a whole address."""
    return text.replace(SITE, site.rstrip("/"))
