"""What every letter shares.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

# Whoever writes a letter does not know where the site is; whoever sends it puts the address in.
SITE = "{site}"
_SEALED = re.compile(r"\{sealed:([\w-]+)\}")
_CODE = re.compile(r"\{code:([\w-]+)\}")


def sealed(name: str) -> str:
    """A secret by its name: it is computed when the letter is sent, so that no table holds it."""
    return f"{{sealed:{name}}}"


def code(name: str) -> str:
    """A secret short enough to be typed, by its name; computed when the letter is sent."""
    return f"{{code:{name}}}"


def digits_of(secret: str) -> str:
    """The six digits somebody types, of a secret in hexadecimal."""
    return f"{int(secret, 16) % 1_000_000:06d}"


def addressed(text: str, *, site: str, unseal: Callable[[str], str]) -> str:
    """The text as it is sent: "{site}/anmelden/" becomes a whole address, a name its secret."""
    whole = text.replace(SITE, site.rstrip("/"))
    whole = _SEALED.sub(lambda found: unseal(found[1]), whole)
    return _CODE.sub(lambda found: digits_of(unseal(found[1])), whole)
