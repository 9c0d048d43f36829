"""What every letter shares.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

# Whoever writes a letter does not know where the site is; whoever sends it puts the address in.
SITE = "{site}"
_SEALED = re.compile(r"\{sealed:([\w-]+)\}")


def sealed(name: str) -> str:
    """A secret by its name: it is computed when the letter is sent, so that no table holds it."""
    return f"{{sealed:{name}}}"


def addressed(text: str, *, site: str, unseal: Callable[[str], str]) -> str:
    """The text as it is sent: "{site}/anmelden/" becomes a whole address, a name its secret."""
    whole = text.replace(SITE, site.rstrip("/"))
    return _SEALED.sub(lambda found: unseal(found[1]), whole)
