"""Codes that are sent to whoever signs: how long they last and how often they may be tried.  Pure."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum

LASTS = timedelta(minutes=15)
MOST_TRIES = 5  # of a million codes; then a new one is needed
PAUSE = timedelta(minutes=1)  # between two codes
MOST_PER_HOUR = 6
FRESH = timedelta(minutes=15)  # how long ago somebody may have signed in who signs with it
_DIGITS = re.compile(r"[0-9]{6}")


class CodeProblem(StrEnum):
    """Why a code does not open anything."""

    NONE_SENT = "none_sent"
    EXPIRED = "expired"
    TOO_MANY_TRIES = "too_many_tries"
    WRONG = "wrong"


def as_typed(text: str) -> str:
    """Six digits as people type them, with spaces and hyphens; "" if they are not six digits."""
    digits = re.sub(r"[\s\u2010-\u2015-]", "", text)
    return digits if _DIGITS.fullmatch(digits) else ""


def hidden(email: str) -> str:
    """An address others may see without learning it: "m…r@example.org"."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…{name[-1:] if len(name) > 1 else ''}@{host}"
